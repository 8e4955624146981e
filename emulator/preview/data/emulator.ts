import { controlClient } from '../../client.ts';
import {
  previewFetchAnswer,
  projectAnswer,
  type PreviewFetchAnswer,
  type PreviewFetchRequest,
  type ProjectAnswer,
} from '../../preview-api.ts';

/** The emulator that served this page; what it knows is all there is, nothing is kept here. */
export const emulator = controlClient(window.location.origin);

/** hubspot.fetch of a page, through HubSpot's proxy. */
export async function fetchThroughProxy(request: PreviewFetchRequest): Promise<PreviewFetchAnswer> {
  const response = await fetch('/_preview/fetch', {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
  });
  if (!response.ok) throw new Error(`The proxy refused the request: ${await response.text()}`);
  return previewFetchAnswer.parse(await response.json());
}

/** The app's HubSpot project and which of its bundles are built. */
export async function readProject(): Promise<ProjectAnswer> {
  const response = await fetch('/_preview/project');
  return projectAnswer.parse(await response.json());
}
