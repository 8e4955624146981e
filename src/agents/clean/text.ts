/** Longest enquiry text that is kept, in characters. A form sends far less; more is a paste of files or an attack. */
export const MAX_TEXT = 64 * 1024;
/** Longest single value (name, company, title) that is kept, in characters. */
export const MAX_VALUE = 250;

// Control and format characters (zero-width, direction marks, soft hyphen, hidden tags) except tab and line feed. They
// hide words from people or from the classifier and break logs and headers.
const INVISIBLE = /(?![\t\n])[\p{Cc}\p{Cf}]/gu;
const PLACEHOLDERS = new Set(
  '-|--|---|.|..|...|?|n/a|na|n.a.|none|null|nil|undefined|unknown|not set|(not set)|[no value]|not provided|not applicable|keine|kein|nichts|aucun|aucune|ninguno|ninguna|nessuno|nessuna|nenhum|geen|x|xx|xxx'.split(
    '|',
  ),
);

/** One line of text: invisible characters gone, white space single, at most MAX_VALUE long; null if nothing is left or it only says "none". */
export function cleanValue(raw: string | null | undefined): string | null {
  if (raw === null || raw === undefined) return null;
  // Cutting first keeps the work bounded; a value that long is nonsense after its start anyway.
  const bounded = raw.length > MAX_VALUE * 4 ? raw.slice(0, MAX_VALUE * 4) : raw;
  const value = cutAt(
    bounded.normalize('NFC').replaceAll('\r', ' ').replace(INVISIBLE, '').replace(/\s+/gu, ' ').trim(),
    MAX_VALUE,
  );
  return value === '' || PLACEHOLDERS.has(value.toLowerCase()) ? null : value;
}

/** The lead's own words: line breaks kept, invisible characters gone, at most MAX_TEXT characters; '' if there are none. */
export function cleanText(raw: string | null | undefined): { text: string; cut: boolean } {
  if (raw === null || raw === undefined) return { text: '', cut: false };
  const cut = raw.length > MAX_TEXT;
  const text = cutAt(raw, MAX_TEXT).replace(/\r\n?/gu, '\n').replace(INVISIBLE, '').trim();
  return { text: text.normalize('NFC'), cut };
}

/** The letters without accents in lower case: for comparing, never for showing. */
export function fold(value: string): string {
  const lower = value.toLowerCase();
  if (/^[ -~]*$/u.test(lower)) return lower;
  return lower
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .replaceAll('ß', 'ss')
    .replaceAll('ø', 'o')
    .replaceAll('æ', 'ae')
    .replaceAll('ł', 'l');
}

/** Cuts without leaving half of a surrogate pair behind. */
function cutAt(value: string, length: number): string {
  if (value.length <= length) return value;
  const last = value.charCodeAt(length - 1);
  return value.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}
