const english = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz');

/** ISO 639-1 codes by English name; built at the first use, because most portals hold codes. */
let codeByName: ReadonlyMap<string, string> | undefined;

/** `de`, `de-AT` and `German` are all `de`; what is no language is null. */
export function languageCode(text: string): string | null {
  const word = text.trim().toLowerCase();
  const code = /^([a-z]{2})(?:[-_].*)?$/.exec(word)?.[1];
  if (code !== undefined) return english.of(code) === undefined ? null : code;
  codeByName ??= namesToCodes();
  return codeByName.get(word) ?? null;
}

function namesToCodes(): Map<string, string> {
  const codes = new Map<string, string>();
  for (const first of LETTERS) {
    for (const second of LETTERS) {
      const name = english.of(first + second)?.toLowerCase();
      if (name !== undefined && !codes.has(name)) codes.set(name, first + second);
    }
  }
  return codes;
}
