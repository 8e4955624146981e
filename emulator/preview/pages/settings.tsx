import { Extension } from '../host/extension.tsx';
import { extensionContext } from '../host/extension-context.ts';
import { ProjectProblem } from './project-problem.tsx';
import type { PageProps } from './page-props.ts';

/** The app's settings page among HubSpot's connected apps. */
export function SettingsPage({ app, portal, user, project }: PageProps) {
  const extension = project.extensions.find(({ kind }) => kind === 'settings');
  return (
    <div className="hs-page hs-settings">
      <p className="hs-crumb">Connected apps</p>
      <h1>{project.appName}</h1>
      <div className="hs-record-tabs">
        <span className="hs-current">Settings</span>
      </div>
      {extension === undefined ? (
        <ProjectProblem project={project} />
      ) : (
        <Extension
          extension={extension}
          context={extensionContext({ extension, project, appId: app.appId, portal, user })}
        />
      )}
    </div>
  );
}
