import type { ReactNode } from 'react';
import { setParameters, usePlace } from '../data/router.ts';
import type { PageProps } from '../pages/page-props.ts';
import { LogDrawer } from './log-drawer.tsx';
import { PageLink } from './page-link.tsx';
import { TroubleMenu } from './trouble-menu.tsx';
import { UserMenu } from './user-menu.tsx';

/** HubSpot's frame around every page: where to go, who looks, what is broken on purpose, and what happened. */
export function Shell(props: PageProps & { area: string; problem: string | null; children: ReactNode }) {
  const { app, portal, user, area, problem, children } = props;
  const logIsOpen = usePlace().searchParams.get('log') === 'open';
  const areas = [
    { name: 'contacts', to: `/contacts/${portal.portalId}`, sign: '☺', label: 'Contacts' },
    { name: 'forms', to: `/forms/${portal.portalId}`, sign: '▤', label: 'Form' },
    { name: 'app', to: `/app/${portal.portalId}`, sign: '◎', label: 'Baton' },
    { name: 'connected-apps', to: `/connected-apps/${portal.portalId}/settings`, sign: '⚙', label: 'Settings' },
  ];
  return (
    <div className="hs-shell">
      <header className="hs-top">
        <PageLink to="/" className="hs-brand">
          <span aria-hidden="true">✺</span>
          <span className="hs-hidden">Start page</span>
        </PageLink>
        <nav aria-label="Main">
          {areas.map(({ name, to, sign, label }) => (
            <PageLink key={name} to={to} {...(area === name ? { 'aria-current': 'page' } : {})}>
              <span aria-hidden="true">{sign}</span> {label}
            </PageLink>
          ))}
        </nav>
        <span className="hs-account">Account {portal.portalId}</span>
        <UserMenu portal={portal} user={user} />
        <TroubleMenu />
        <button
          type="button"
          className="hs-top-button"
          aria-expanded={logIsOpen}
          onClick={() => setParameters({ log: logIsOpen ? null : 'open' })}
        >
          Log
        </button>
      </header>
      {problem !== null && (
        <p className="hs-banner hs-banner-bad" role="alert">
          HubSpot does not answer: {problem}
        </p>
      )}
      {!portal.installed && (
        <p className="hs-banner">
          Baton is not installed in this account. <a href={`${app.url}/oauth/install`}>Install Baton</a>
        </p>
      )}
      <main className="hs-main">{children}</main>
      {logIsOpen && <LogDrawer portalId={portal.portalId} />}
    </div>
  );
}
