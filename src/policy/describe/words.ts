/** One part of a policy as people read it. */
export interface Section {
  title: string;
  lines: string[];
}

/** More lines than these nobody reads, and an answer of HubSpot's proxy has an end. */
const MOST_LINES = 60;
const MOST_CHARS = 500;
/** Beyond this a number has no digits that mean anything. */
const LARGEST_SPELLED = 1e15;

/** What is listed unless a caller says otherwise. */
const MOST_ITEMS = 8;

/** Items as in a sentence, the first `most` of them: "a, b or c", "a, b and 3 more". Only what is shown is put into words. */
export function listed<T>(
  items: readonly T[],
  word: 'and' | 'or',
  wordsOf: (item: T) => string,
  most = MOST_ITEMS,
): string {
  const shown = items.slice(0, most).map(wordsOf);
  if (items.length > most) return `${shown.join(', ')} ${word} ${counted(items.length - most)} more`;
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1)}`;
}

/** The first lines, made one by one, and how many there are beyond them. */
export function firstLines<T>(items: readonly T[], lineOf: (item: T, index: number) => string): string[] {
  const lines = items.slice(0, MOST_LINES).map((item, index) => cut(lineOf(item, index)));
  return items.length > MOST_LINES ? [...lines, `… and ${counted(items.length - MOST_LINES)} more.`] : lines;
}

/** On one line, at most so many characters; what was cut shows. */
export function cut(text: string, chars = MOST_CHARS): string {
  // Cut first: a line may be made of very much.
  const line = text
    .slice(0, chars * 2)
    .replaceAll(/\s+/gu, ' ')
    .trim();
  if (line.length <= chars) return line;
  return `${line.slice(0, chars - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}

export function counted(number: number): string {
  return Math.abs(number) < LARGEST_SPELLED ? number.toLocaleString('en') : String(number);
}

/** "1 lead", "3 leads". */
export function countOf(number: number, thing: string): string {
  return `${counted(number)} ${thing}${number === 1 ? '' : 's'}`;
}

/** "45 minutes", "1 hour", "1 hour 30 minutes". */
export function minutesInWords(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? countOf(hours, 'hour') : '', rest > 0 ? countOf(rest, 'minute') : ''].join(' ').trim();
}

export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function quoted(name: string): string {
  return `“${cut(name, 120)}”`;
}

/** `demo_request` → `demo request`. */
export function plainLabel(label: string): string {
  return label.replaceAll('_', ' ');
}

const COUNTRIES = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });
const LANGUAGES = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'code' });

/** "Germany" for `DE`; anything that is no code stays as it is. */
export function countryName(code: string): string {
  return /^[a-z]{2}$/i.test(code) ? (COUNTRIES.of(code.toUpperCase()) ?? code) : code;
}

/** "German" for `de`; anything that is no code stays as it is. */
export function languageName(code: string): string {
  return /^[a-z]{2,3}$/i.test(code) ? (LANGUAGES.of(code.toLowerCase()) ?? code) : code;
}
