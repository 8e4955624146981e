/** `CONNECTED_CALL` and `connected_call` as people read them. */
export function inWords(value: string): string {
  const words = value.replaceAll('_', ' ').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const SOURCES: Readonly<Record<string, string>> = {
  CRM_UI: 'By hand',
  INTEGRATION: 'An app',
  AUTOMATION_PLATFORM: 'Workflow',
};

/** Where a record or a change came from. */
export function sourceText(source: string): string {
  return SOURCES[source] ?? inWords(source);
}

/** What a contact is called. */
export function contactName(properties: Readonly<Record<string, string>>): string {
  const name = `${properties['firstname'] ?? ''} ${properties['lastname'] ?? ''}`.trim();
  return name || properties['email'] || 'Unnamed contact';
}

export function initials(name: string): string {
  const letters = name.split(/\s+/).map((word) => word.charAt(0));
  return letters.slice(0, 2).join('').toUpperCase();
}

const moment = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** Day and time; an empty text for none. */
export function momentText(at: number | string | undefined): string {
  if (at === undefined || at === '') return '';
  const date = new Date(typeof at === 'string' && /^\d+$/.test(at) ? Number(at) : at);
  return Number.isNaN(date.getTime()) ? String(at) : moment.format(date);
}

export function clockText(atMs: number): string {
  return clock.format(atMs);
}
