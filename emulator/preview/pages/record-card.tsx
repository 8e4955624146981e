import { appAddresses } from '../data/app-addresses.ts';
import { Extension } from '../host/extension.tsx';
import { extensionContext } from '../host/extension-context.ts';
import type { RecordSource } from '../host/record-source.ts';
import { ProjectProblem } from './project-problem.tsx';
import type { RecordProps } from './record.tsx';

interface CardProps extends RecordProps {
  location: 'crm.record.tab' | 'crm.record.sidebar';
  source: RecordSource;
}

/** The app's card for this place on the record, in HubSpot's frame. */
export function CardAt({ location, source, app, portal, user, project }: CardProps) {
  const extension = project.extensions.find((one) => one.location === location);
  const { pageAddress, goToPage } = appAddresses(portal.portalId);
  return (
    <section className="hs-card" aria-label={extension?.name ?? 'Card'}>
      <h2>
        <span className="hs-app-sign" aria-hidden="true">
          {project.appName.charAt(0)}
        </span>
        {extension?.name ?? 'Card'}
      </h2>
      <div className="hs-card-body">
        {extension === undefined ? (
          <ProjectProblem project={project} />
        ) : (
          <Extension
            extension={extension}
            context={extensionContext({
              extension,
              project,
              appId: app.appId,
              portal,
              user,
              contactId: source.contactId,
            })}
            record={source}
            pages={{ headerSlot: null, pageAddress, goToPage, location: { path: '/', params: {} } }}
          />
        )}
      </div>
    </section>
  );
}
