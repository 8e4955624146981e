import type { Sentence, Token } from './tokens.ts';

/**
 * Phrases are written as people read them, folded (lower case, no accents, no apostrophes):
 *   `word`    that word               `wor*`     any word that begins so (three letters or more)
 *   `(a|b c)` one of these            `(a|b)?`   or none of them (brackets may stand within brackets)
 *   `..`      up to three words more  `#`        a number      `@day` a day of the week
 * A language's phrases stand in one string, separated by `;`.
 */
interface Node {
  words: Map<string, Node>;
  /** By the first three letters, so that a look-up does not walk all stems. */
  stems: Map<string, { stem: string; next: Node }[]>;
  number: Node | null;
  day: Node | null;
  gap: Node | null;
  /** Indexes of the groups that a phrase ending here belongs to. */
  ends: number[];
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

/** Compiles groups of phrases into one tree. Throws on a phrase that is not well formed: a slip of ours, found by any test. */
export function compilePhrases(groups: readonly string[]): Phrases {
  const root = newNode();
  for (const [group, text] of groups.entries()) {
    for (const phrase of text
      .split(';')
      .map((part) => part.trim())
      .filter(Boolean)) {
      for (const words of spellings(phrase)) insert(root, words, group);
    }
  }
  return {
    find(sentence) {
      const hits: PhraseHit[] = [];
      for (let from = 0; from < sentence.length; from += 1) follow({ node: root, sentence, from, at: from, hits });
      return hits;
    },
  };
}

function follow(options: { node: Node; sentence: Sentence; from: number; at: number; hits: PhraseHit[] }): void {
  const { node, sentence, from, at, hits } = options;
  for (const group of node.ends) hits.push({ group, from, to: at - 1 });
  const token = sentence[at];
  if (token === undefined) return;
  for (const next of nextOf(node, token)) follow({ node: next, sentence, from, at: at + 1, hits });
  if (node.gap === null) return;
  for (let skip = 0; skip <= MAX_GAP && at + skip < sentence.length; skip += 1) {
    follow({ node: node.gap, sentence, from, at: at + skip, hits });
  }
}

function nextOf(node: Node, { word }: Token): Node[] {
  const found: Node[] = [];
  const exact = node.words.get(word);
  if (exact !== undefined) found.push(exact);
  if (node.stems.size > 0) {
    for (const { stem, next } of node.stems.get(word.slice(0, 3)) ?? []) if (word.startsWith(stem)) found.push(next);
  }
  if (node.number !== null && (/^\d/u.test(word) || NUMBERS.has(word))) found.push(node.number);
  if (node.day !== null && (DAYS.has(word) || (word.endsWith('s') && DAYS.has(word.slice(0, -1)))))
    found.push(node.day);
  return found;
}

function insert(root: Node, spelling: readonly string[], group: number): void {
  // A gap before an optional end says nothing where that end is left out.
  const words = spelling.at(-1) === '..' ? spelling.slice(0, -1) : spelling;
  let node = root;
  for (const word of words) {
    if (word === '..') node = node.gap ??= newNode();
    else if (word === '#') node = node.number ??= newNode();
    else if (word === '@day') node = node.day ??= newNode();
    else if (word.endsWith('*')) node = stemOf(node, word.slice(0, -1));
    else node = wordOf(node, word);
  }
  if (node === root || words[0] === '..') throw new Error(`Not a phrase: "${words.join(' ')}"`);
  if (!node.ends.includes(group)) node.ends.push(group);
}

function wordOf(node: Node, word: string): Node {
  if (!/^[\p{L}\p{N}]+$/u.test(word)) throw new Error(`Not a word of a phrase: "${word}"`);
  const next = node.words.get(word) ?? newNode();
  node.words.set(word, next);
  return next;
}

function stemOf(node: Node, stem: string): Node {
  if (!/^[\p{L}\p{N}]{3,}$/u.test(stem)) throw new Error(`A stem needs three letters: "${stem}*"`);
  const list = node.stems.get(stem.slice(0, 3)) ?? [];
  const known = list.find((entry) => entry.stem === stem);
  if (known !== undefined) return known.next;
  const next = newNode();
  node.stems.set(stem.slice(0, 3), [...list, { stem, next }]);
  return next;
}

/** Every way to spell a phrase with its alternatives written out. */
function spellings(phrase: string): string[][] {
  const parts = phrase.match(/\(|\)\??|\||[^\s()|]+/gu) ?? [];
  let at = 0;
  const alternatives = (): string[][] => {
    const all = sequence();
    while (parts[at] === '|') {
      at += 1;
      all.push(...sequence());
    }
    return all;
  };
  const sequence = (): string[][] => {
    let all: string[][] = [[]];
    for (let part = parts[at]; part !== undefined && part !== '|' && !part.startsWith(')'); part = parts[at]) {
      at += 1;
      let choices: string[][] = [[part]];
      if (part === '(') {
        choices = alternatives();
        const close = parts[at];
        if (close === undefined) throw new Error(`A bracket is not closed: "${phrase}"`);
        at += 1;
        if (close === ')?') choices = [...choices, []];
      }
      all = all.flatMap((before) => choices.map((choice) => [...before, ...choice]));
    }
    return all;
  };
  const all = alternatives();
  if (at < parts.length) throw new Error(`A bracket too many: "${phrase}"`);
  return all;
}

function newNode(): Node {
  return { words: new Map(), stems: new Map(), number: null, day: null, gap: null, ends: [] };
}
