import type { PortalsAnswer, SeenPortal, SeenUser } from '../../browse-api.ts';
import type { ProjectAnswer } from '../../preview-api.ts';

/** What every page of an account knows. */
export interface PageProps {
  app: PortalsAnswer['app'];
  portal: SeenPortal;
  /** Who is logged in. */
  user: SeenUser;
  project: ProjectAnswer;
}
