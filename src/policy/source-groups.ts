/**
 * How HubSpot's sources of a record fall into three groups. A policy says what each group means and may move single
 * sources from one group to another; the lists here are the starting point.
 */
export const SOURCE_GROUPS = ['enquiry', 'by_user', 'bulk'] as const;
export type SourceGroup = (typeof SOURCE_GROUPS)[number];

/** Somebody outside asked for something and waits for an answer. */
const ENQUIRY_SOURCES: ReadonlySet<string> = new Set([
  'FORM',
  'CONVERSATIONS',
  'BOT',
  'MEETINGS',
  'CUSTOMER_AGENT',
  'ADS',
]);

/** A user of the portal did it by hand, or mail of a user's own inbox was logged. */
const USER_SOURCES: ReadonlySet<string> = new Set([
  'CRM_UI',
  'CRM_UI_BULK_ACTION',
  'EXTENSION',
  'GMAIL_INTEGRATION',
  'EMAIL_INTEGRATION',
  'EMAIL_INBOX_IMPORT',
  'SALES',
]);

/** The group of a source that no policy has moved. Imports, syncs, APIs and everything unknown are `bulk`. */
export function defaultGroupOf(source: string): SourceGroup {
  const name = normaliseSource(source);
  if (ENQUIRY_SOURCES.has(name)) return 'enquiry';
  // MOBILE_IOS, MOBILE_ANDROID and what may follow them.
  return USER_SOURCES.has(name) || name.startsWith('MOBILE') ? 'by_user' : 'bulk';
}

export function normaliseSource(source: string): string {
  return source.trim().toUpperCase();
}
