import type { Sentence } from './tokens.ts';

/**
 * Phrases are written as people read them, folded (lower case, no accents, no apostrophes):
 *   `word`    that word               `wor*`     any word that begins so (three letters or more)
 *   `(a|b c)` one of these            `(a|b)?`   or none of them (brackets may stand within brackets)
 *   `..`      up to three words more  `#`        a number      `@day` a day of the week
 * A language's phrases stand in one string, separated by `;`.
 *
 * Each phrase becomes a small graph whose alternatives meet again in one node: its size grows with the text of the
 * phrase, not with the number of ways to say it.
 */
interface Node {
  words: Map<string, Node[]>;
  /** By the first three letters, so that a look-up does not walk all stems. */
  stems: Map<string, { stem: string; next: Node }[]>;
  numbers: Node[];
  days: Node[];
  /** Behind a gap. */
  gaps: Node[];
  /** Reached without a word: where something optional is left out. */
  skips: Node[];
  /** The group of the phrase that ends here; -1: none does. */
  group: number;
}

export interface PhraseHit {
  /** Index of the group in the list given to `compilePhrases`. */
  group: number;
  /** First and last word, as indexes into the sentence. */
  from: number;
  to: number;
}

export interface Phrases {
  /** All phrases that occur in the sentence, in order of their first word. Linear in the sentence's length. */
  find(sentence: Sentence): PhraseHit[];
}

const MAX_GAP = 3;
const STEM_KEY = 3;
const DAYS = new Set(
  'monday tuesday wednesday thursday friday saturday sunday mon tues tue wed thu thur thurs fri montag dienstag mittwoch donnerstag freitag samstag sonntag lundi mardi mercredi jeudi vendredi samedi dimanche lunes martes miercoles jueves viernes sabado domingo lunedi martedi mercoledi giovedi venerdi sabato domenica maandag dinsdag woensdag donderdag vrijdag zaterdag zondag segunda terca quarta quinta sexta'.split(
    ' ',
  ),
);
const NUMBERS = new Set(
  'one two three four five six seven eight nine ten eleven twelve fifteen twenty thirty fifty hundred ein eine einen zwei drei vier funf sechs sieben acht neun zehn zwolf deux trois quatre cinq sept huit neuf dix dos tres cuatro cinco seis siete ocho nueve diez due tre quattro cinque sei sette otto dieci twee drie vijf zes zeven negen tien dois duas quatro sete oito nove dez'.split(
    ' ',
  ),
);

/** Compiles groups of phrases into one graph. Throws on a phrase that is not well formed: a slip of ours, found by any test. */
export function compilePhrases(groups: readonly string[]): Phrases {
  const root = newNode();
  for (const [group, text] of groups.entries()) {
    for (const phrase of text.split(';').map((part) => part.trim())) if (phrase !== '') addPhrase(root, phrase, group);
  }
  return {
    find(sentence) {
      const hits: PhraseHit[] = [];
      for (let from = 0; from < sentence.length; from += 1) follow(root, sentence, from, from, hits);
      return hits;
    },
  };
}

function follow(node: Node, sentence: Sentence, from: number, at: number, hits: PhraseHit[]): void {
  if (node.group >= 0) hits.push({ group: node.group, from, to: at - 1 });
  for (const next of node.skips) follow(next, sentence, from, at, hits);
  const word = sentence[at]?.word;
  if (word === undefined) return;
  for (const next of node.words.get(word) ?? []) follow(next, sentence, from, at + 1, hits);
  if (node.stems.size > 0) {
    for (const { stem, next } of node.stems.get(word.slice(0, STEM_KEY)) ?? []) {
      if (word.startsWith(stem)) follow(next, sentence, from, at + 1, hits);
    }
  }
  if (node.numbers.length > 0 && isNumber(word))
    for (const next of node.numbers) follow(next, sentence, from, at + 1, hits);
  if (node.days.length > 0 && isDay(word)) for (const next of node.days) follow(next, sentence, from, at + 1, hits);
  for (const next of node.gaps) {
    for (let skipped = 0; skipped <= MAX_GAP && at + skipped <= sentence.length; skipped += 1)
      follow(next, sentence, from, at + skipped, hits);
  }
}

function addPhrase(root: Node, phrase: string, group: number): void {
  const parts = phrase.match(/\(|\)\??|\||[^\s()|]+/gu) ?? [];
  if (parts[0] === '..') throw new Error(`A phrase cannot begin with a gap: "${phrase}"`);
  let at = 0;
  /** Links every alternative from `from` to `to`. */
  const alternatives = (from: Node, to: Node): void => {
    for (;;) {
      sequence(from, to);
      if (parts[at] !== '|') return;
      at += 1;
    }
  };
  const sequence = (from: Node, to: Node): void => {
    let here = from;
    for (let part = parts[at]; part !== undefined && part !== '|' && !part.startsWith(')'); part = parts[at]) {
      at += 1;
      const next = newNode();
      if (part === '(') {
        alternatives(here, next);
        const close = parts[at];
        if (close === undefined) throw new Error(`A bracket is not closed: "${phrase}"`);
        at += 1;
        if (close === ')?') here.skips.push(next);
      } else link(here, part, next);
      here = next;
    }
    if (here === from) throw new Error(`An alternative is empty: "${phrase}"`);
    here.skips.push(to);
  };
  const end = newNode();
  end.group = group;
  const start = newNode();
  alternatives(start, end);
  if (at < parts.length) throw new Error(`A bracket too many: "${phrase}"`);
  hoist(start, root);
}

/** Gives the root the edges of a phrase's start, so that one look-up finds all phrases that begin with a word. */
function hoist(start: Node, root: Node): void {
  for (const [word, nexts] of start.words) root.words.set(word, [...(root.words.get(word) ?? []), ...nexts]);
  for (const [key, stems] of start.stems) root.stems.set(key, [...(root.stems.get(key) ?? []), ...stems]);
  root.numbers.push(...start.numbers);
  root.days.push(...start.days);
  for (const next of start.skips) hoist(next, root);
}

function link(from: Node, part: string, to: Node): void {
  if (part === '..') from.gaps.push(to);
  else if (part === '#') from.numbers.push(to);
  else if (part === '@day') from.days.push(to);
  else if (part.endsWith('*')) linkStem(from, part.slice(0, -1), to);
  else {
    if (!/^[\p{L}\p{N}]+$/u.test(part)) throw new Error(`Not a word of a phrase: "${part}"`);
    from.words.set(part, [...(from.words.get(part) ?? []), to]);
  }
}

function linkStem(from: Node, stem: string, to: Node): void {
  if (!/^[\p{L}\p{N}]{3,}$/u.test(stem)) throw new Error(`A stem needs three letters: "${stem}*"`);
  const key = stem.slice(0, STEM_KEY);
  from.stems.set(key, [...(from.stems.get(key) ?? []), { stem, next: to }]);
}

function isNumber(word: string): boolean {
  return /^\d/u.test(word) || NUMBERS.has(word);
}

function isDay(word: string): boolean {
  return DAYS.has(word) || (word.endsWith('s') && DAYS.has(word.slice(0, -1)));
}

function newNode(): Node {
  return { words: new Map(), stems: new Map(), numbers: [], days: [], gaps: [], skips: [], group: -1 };
}
