import { cleanValue, fold } from './text.ts';

const PARTICLES = new Set(
  'van von der den de di da dos das do del della la le du ten ter zu zur af av bin ibn el al y e'.split(' '),
);
const HONORIFICS = new Set(
  'mr mrs ms miss mx dr prof sir herr frau mme mlle monsieur madame sr sra srta senor senora dhr mevr sig sigra'.split(
    ' ',
  ),
);
const NOT_A_NAME = /[@<>{}[\]|\\=]|https?:|www\.|\d{3}/u;

export interface CleanName {
  firstName: string | null;
  lastName: string | null;
  /** Was a given value no name at all (an address, a link, markup)? */
  invalid: boolean;
  mended: boolean;
}

/** First and last name in the usual spelling: "JOHN" -> "John", "van DER berg" -> "van der Berg", "McKay" stays. */
export function cleanName(raw: { first: string | null | undefined; last: string | null | undefined }): CleanName {
  const given = [cleanValue(raw.first), cleanValue(raw.last)];
  const [first, last] = given.map((value) => (value === null || NOT_A_NAME.test(value) ? null : value));
  const invalid = given.some((value) => value !== null && NOT_A_NAME.test(value));
  let firstWords = withoutHonorific(wordsOf(first ?? null));
  let lastWords = wordsOf(last ?? null);
  // Forms with a single "name" field put everything into the first name.
  if (lastWords.length === 0 && firstWords.length > 1) {
    lastWords = firstWords.slice(1);
    firstWords = firstWords.slice(0, 1);
  }
  // People who type their whole name into both fields.
  if (lastWords.length > 1 && firstWords.length > 0 && fold(lastWords[0] ?? '') === fold(firstWords[0] ?? '')) {
    lastWords = lastWords.slice(1);
  }
  const shouting = [...firstWords, ...lastWords].every((word) => word === word.toUpperCase());
  const firstName = spelled(firstWords, shouting);
  const lastName = spelled(lastWords, shouting);
  const before = [raw.first, raw.last]
    .map((value) => value ?? '')
    .join(' ')
    .trim();
  return {
    firstName,
    lastName,
    invalid,
    mended: !invalid && [firstName, lastName].filter(Boolean).join(' ') !== before,
  };
}

/**
 * A name to show when none was given: "jane.doe@..." -> "Jane Doe". Only for local parts that plainly are two or three
 * words; it is never taken for a fact (no first or last name is made from it).
 */
export function nameFromEmail(email: string): string | null {
  const local = email.slice(0, email.indexOf('@')).replace(/\+.*$/u, '');
  const words = local.split(/[._-]/u);
  if (words.length < 2 || words.length > 3 || !words.every((word) => /^\p{L}{1,20}$/u.test(word))) return null;
  if (!words.some((word) => word.length > 2)) return null;
  return words.map((word) => capitalised(word)).join(' ');
}

function wordsOf(value: string | null): string[] {
  return value === null
    ? []
    : value
        .replace(/[,;"]+/gu, ' ')
        .split(' ')
        .filter(Boolean);
}

function withoutHonorific(words: string[]): string[] {
  return words.length > 1 && HONORIFICS.has(fold(words[0] ?? '').replace('.', '')) ? words.slice(1) : words;
}

function spelled(words: readonly string[], shouting: boolean): string | null {
  if (words.length === 0) return null;
  const lower = words.every((word) => word === word.toLowerCase());
  return words
    .map((word, index) => {
      const particle = PARTICLES.has(word.toLowerCase()) && words.length > 1 && index < words.length - 1;
      if (particle) return shouting ? word.toLowerCase() : word;
      // A word with its own mixed case ("McKay", "DeAndre") was typed with care.
      return (shouting && word.length > 2) || lower || word === word.toLowerCase() ? capitalised(word) : word;
    })
    .join(' ');
}

function capitalised(word: string): string {
  return word
    .toLowerCase()
    .replace(/(^|[-'’.])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
