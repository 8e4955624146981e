import type { PortalsAnswer, SeenPortal } from '../../browse-api.ts';
import type { ProjectAnswer } from '../../preview-api.ts';
import { emulator } from '../data/emulator.ts';
import { nameOf } from '../data/people.ts';
import { PageLink } from '../shell/page-link.tsx';
import { LiveActivity } from './live-activity.tsx';

/** All accounts of this HubSpot with their people, and what the app does in them right now. */
export function StartPage({
  answer,
  project,
  problem,
}: {
  answer: PortalsAnswer;
  project: ProjectAnswer;
  problem: string | null;
}) {
  return (
    <main className="hs-page hs-start">
      <h1>HubSpot on this machine</h1>
      <p className="hs-muted">
        Everything here is made up and lives in memory. The app is at <a href={answer.app.url}>{answer.app.url}</a>.
      </p>
      {problem !== null && <p className="hs-banner hs-banner-bad">{problem}</p>}
      {project.problem !== null && <p className="hs-banner">{project.problem}</p>}
      {answer.portals.length === 0 && (
        <p className="hs-notice">There is no account yet: the demo makes one, and so does POST /_emulator/seed.</p>
      )}
      {answer.portals.map((portal) => (
        <Account key={portal.portalId} portal={portal} appUrl={answer.app.url} />
      ))}
    </main>
  );
}

function Account({ portal, appUrl }: { portal: SeenPortal; appUrl: string }) {
  const { portalId, installed, contacts, timeZone } = portal;
  const active = portal.users.filter((user) => user.active);
  return (
    <section className="hs-card" aria-label={`Account ${portalId}`}>
      <h2>
        Account {portalId}
        <span className={`hs-tag hs-tag-${installed ? 'success' : 'warning'}`}>
          {installed ? 'Baton is installed' : 'Baton is not installed'}
        </span>
      </h2>
      <div className="hs-card-body hs-account-body">
        <div>
          <p>
            {contacts} contacts · {active.length} people · {timeZone}
          </p>
          <ul className="hs-links">
            <li>
              <PageLink to={`/contacts/${portalId}`}>Contacts</PageLink>
            </li>
            <li>
              <PageLink to={`/forms/${portalId}`}>Send a form</PageLink>
            </li>
            <li>
              <PageLink to={`/app/${portalId}`}>Baton’s page</PageLink>
            </li>
            <li>
              <PageLink to={`/connected-apps/${portalId}/settings`}>Baton’s settings</PageLink>
            </li>
          </ul>
          {installed ? (
            <button
              type="button"
              className="hs-button hs-button-secondary hs-button-xs"
              onClick={() => void emulator.uninstall(portalId)}
            >
              Uninstall Baton
            </button>
          ) : (
            <a className="hs-button hs-button-primary hs-button-sm" href={`${appUrl}/oauth/install`}>
              Install Baton
            </a>
          )}
          <h3>Look as</h3>
          <ul className="hs-people">
            {active.map((user) => (
              <li key={user.userId}>
                <PageLink to={`/contacts/${portalId}?user=${user.userId}`}>{nameOf(user)}</PageLink>
                <span className="hs-muted">
                  {' '}
                  {user.superAdmin ? 'Super admin' : portal.teams.find(({ teamId }) => teamId === user.teamId)?.name}
                </span>
              </li>
            ))}
          </ul>
        </div>
        <LiveActivity portalId={portalId} />
      </div>
    </section>
  );
}
