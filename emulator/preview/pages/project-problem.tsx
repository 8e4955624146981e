import type { ProjectAnswer } from '../../preview-api.ts';

/** Why an extension of the app is not here. */
export function ProjectProblem({ project }: { project: ProjectAnswer }) {
  return (
    <div className="hs-notice" role="status">
      <strong>The app’s project has nothing to show here.</strong>
      <p>{project.problem ?? 'hubspot-project/src/app names no such extension.'}</p>
    </div>
  );
}
