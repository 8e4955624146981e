/** Characters that reorder or hide what a person reads: bidirectional overrides and isolates, zero-width marks. */
const DECEIVING = /[\u200B\u200E\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g;
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001F\u007F-\u009F\u2028\u2029]/g;

/** One line of readable text: control and deceiving characters gone, runs of blanks and line ends become one blank. */
export function oneLine(text: string): string {
  return text.replace(CONTROL, ' ').replace(DECEIVING, '').replace(/\s+/gu, ' ').trim();
}

export function countWords(text: string): number {
  return text.split(/\s+/u).filter((word) => word !== '').length;
}

/**
 * The text on one line, cut to `words` words and `chars` UTF-16 units; what was cut shows as an ellipsis, which counts.
 * Never splits a surrogate pair. Languages that do not put blanks between words are bounded by `chars` alone.
 */
export function bounded(text: string, limits: { words?: number; chars: number }): string {
  const line = oneLine(text);
  const words = line.split(' ');
  const byWords =
    limits.words !== undefined && words.length > limits.words ? words.slice(0, limits.words).join(' ') : line;
  if (byWords.length === line.length && line.length <= limits.chars) return line;
  return `${cutAt(byWords, limits.chars - 1).replace(/[\s.,;:!?-]+$/u, '')}…`;
}

/** At most `chars` units, back to the last blank when that loses little. */
function cutAt(text: string, chars: number): string {
  if (text.length <= chars) return text;
  const cut = text.slice(0, chars).replace(/[\uD800-\uDBFF]$/, '');
  const blank = cut.lastIndexOf(' ');
  return blank > chars * 0.6 ? cut.slice(0, blank) : cut;
}

const HTML: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Text as HubSpot's HTML fields may show it, whoever typed it. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => HTML[sign] ?? sign);
}

/** `security_review` → `Security review`. */
export function labelOf(value: string): string {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
