import { useState } from 'react';
import { appAddresses } from '../data/app-addresses.ts';
import { usePlace } from '../data/router.ts';
import { Extension } from '../host/extension.tsx';
import { extensionContext } from '../host/extension-context.ts';
import { ProjectProblem } from './project-problem.tsx';
import type { PageProps } from './page-props.ts';

/** Query parameters of ours; all others belong to the app's page. */
const OURS = new Set(['user', 'proxy', 'log']);

/** The app's own pages: what follows the account in the address is the path of the app's router. */
export function AppPage({ app, portal, user, project }: PageProps) {
  const place = usePlace();
  const [headerSlot, setHeaderSlot] = useState<HTMLElement | null>(null);
  const extension = project.extensions.find(({ kind }) => kind === 'page');
  const { pageAddress, goToPage, pathIn } = appAddresses(portal.portalId);
  const params = Object.fromEntries([...place.searchParams].filter(([name]) => !OURS.has(name)));
  return (
    <div className="hs-page">
      <div className="hs-page-head">
        <h1>{project.appName}</h1>
        <div className="hs-header-actions" ref={setHeaderSlot} />
      </div>
      <div className="hs-sheet">
        {extension === undefined ? (
          <ProjectProblem project={project} />
        ) : (
          <Extension
            extension={extension}
            context={extensionContext({ extension, project, appId: app.appId, portal, user })}
            pages={{ headerSlot, pageAddress, goToPage, location: { path: pathIn(place), params } }}
          />
        )}
      </div>
    </div>
  );
}
