import { z } from 'zod';

/** What the preview's pages and its server say to each other, `/_preview/...`. */

/** How HubSpot's proxy behaves for hubspot.fetch; anything but `normal` is to see what a page makes of trouble. */
export const PROXY_MODES = [
  'normal',
  /** Answers 3 s later. */
  'slow',
  /** Fails without having reached the app. */
  'bad-gateway',
  /** The app does its work, and does it again as HubSpot repeats the call, but the page is told that it failed. */
  'answer-lost',
  'unsigned',
  'wrong-signature',
] as const;
export type ProxyMode = (typeof PROXY_MODES)[number];

/** POST /_preview/fetch : hubspot.fetch of a page. */
export const previewFetchRequest = z.strictObject({
  portalId: z.number().int().positive(),
  userId: z.number().int().positive(),
  url: z.string(),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  body: z.json().optional(),
  headers: z.record(z.string(), z.string()).default({}),
  timeoutMs: z.number().int().positive().optional(),
  mode: z.enum(PROXY_MODES).default('normal'),
});
export type PreviewFetchRequest = z.input<typeof previewFetchRequest>;

/**
 * What the page gets. The call itself is answered 200, so that a browser does not report a refusal of the app as a
 * failure of its own.
 */
export const previewFetchAnswer = z.object({
  status: z.number(),
  body: z.string(),
  /** What the app answered; null when it was not asked or did not answer. */
  appStatus: z.number().nullable(),
  attempts: z.number(),
  tookMs: z.number(),
});
export type PreviewFetchAnswer = z.output<typeof previewFetchAnswer>;

const variables = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
export type ProjectVariables = z.output<typeof variables>;

const extension = z.object({
  kind: z.enum(['card', 'settings', 'page']),
  name: z.string(),
  /** crm.record.tab, crm.record.sidebar, settings, pages ... */
  location: z.string(),
  /** Where the built bundle is served. */
  bundle: z.string(),
  /** false: there is no bundle to run yet. */
  built: z.boolean(),
});
export type PreviewExtension = z.output<typeof extension>;

/** GET /_preview/project : the app's HubSpot project, as it is on disk now. */
export const projectAnswer = z.object({
  appName: z.string(),
  variables,
  extensions: z.array(extension),
  /** Why there is nothing to show, in words; null: all is well. */
  problem: z.string().nullable(),
});
export type ProjectAnswer = z.output<typeof projectAnswer>;
