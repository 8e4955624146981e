import { fold } from '../clean/text.ts';

export interface Token {
  /** Folded: lower case, no accents; English contractions joined ("don't" -> "dont"). */
  word: string;
  /** Offsets into the original text. */
  start: number;
  end: number;
  /** Does a comma, dash, colon or bracket stand before it? */
  afterBreak: boolean;
}

/** The words of one sentence. */
export type Sentence = readonly Token[];

const WORD = /[\p{L}\p{M}\p{N}]+|[.!?…。！？؟;]+(?=\s|$)|\n|[^\s]/gu;
const CONTRACTED = new Set(['t', 's', 're', 've', 'll', 'd', 'm']);
/** A tag begins something new, too. */
const STOP = /^[.!?…。！？؟;\n<]/u;
/** Longer runs of letters are no words; keeping them would only make comparing slow. */
const MAX_WORD = 40;

/** Sentences as lists of folded words, in one pass over the text. */
export function sentencesOf(text: string): Sentence[] {
  const sentences: Token[][] = [];
  let sentence: Token[] = [];
  let afterBreak = false;
  let apostropheAt = -1;
  const close = () => {
    if (sentence.length > 0) sentences.push(sentence);
    sentence = [];
    afterBreak = false;
  };
  for (const match of text.matchAll(WORD)) {
    const [piece] = match;
    const start = match.index;
    if (/^[\p{L}\p{N}]/u.test(piece)) {
      const word = fold(piece.slice(0, MAX_WORD));
      const before = sentence.at(-1);
      if (before !== undefined && apostropheAt === start - 1 && before.end === apostropheAt && CONTRACTED.has(word)) {
        before.word += word;
        before.end = start + piece.length;
        continue;
      }
      sentence.push({ word, start, end: start + piece.length, afterBreak });
      afterBreak = false;
    } else if (STOP.test(piece) && !(piece === ';' && sentence.length < 2)) close();
    else if (piece === "'" || piece === '’' || piece === '`') apostropheAt = start;
    else if (/[,–—:()[\]"“”«»|]/u.test(piece) || (piece === '-' && text[start - 1] === ' ')) afterBreak = true;
  }
  close();
  return sentences;
}
