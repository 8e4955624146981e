import type { Evidence } from '../agents/assessment.ts';
import { bounded, oneLine } from './words.ts';

const QUOTE_CHARS = 240;
const QUOTE_WORDS = 34;
const SENTENCE_END = /[.!?。！？\n]+/gu;

/**
 * The sentence of the lead's own words that holds the first quote among the evidence that really is in the text; without
 * one the beginning of the text (unless `onlyEvidence`). On one line, cut to `words` and 240 characters. null: no text.
 * The answer, its ellipsis aside, is a part of the text as it reads on one line.
 */
export function quotedSentence(options: {
  text: string;
  evidence: readonly Evidence[];
  words: number;
  onlyEvidence?: boolean;
}): string | null {
  const { text, evidence, words, onlyEvidence = false } = options;
  const at = evidence.flatMap(({ kind, value }) => {
    const found = kind === 'quote' && value !== '' ? text.indexOf(value) : -1;
    return found < 0 ? [] : [found];
  })[0];
  if (at === undefined && onlyEvidence) return null;
  const sentence = sentenceAround(text, at ?? firstLetter(text));
  const quote = bounded(sentence, { words: Math.max(0, Math.min(words, QUOTE_WORDS)), chars: QUOTE_CHARS });
  return quote === '' || quote === '…' ? null : quote;
}

/** The short quotes that a finding rests on, for lists. */
export function quotesOf(evidence: readonly Evidence[], text: string): string[] {
  const quotes = evidence.filter(({ kind, value }) => kind === 'quote' && text.includes(value));
  return quotes.map(({ value }) => oneLine(bounded(value, { words: 8, chars: 80 }))).filter((quote) => quote !== '');
}

function sentenceAround(text: string, at: number): string {
  let start = 0;
  for (const end of text.matchAll(SENTENCE_END)) {
    const after = end.index + end[0].length;
    // A dot within a word (a domain, a number) ends no sentence.
    if (end[0] === '.' && /\S/u.test(text.charAt(after))) continue;
    if (after > at) return text.slice(start, after);
    start = after;
  }
  return text.slice(start);
}

function firstLetter(text: string): number {
  return Math.max(0, text.search(/[\p{L}\p{N}]/u));
}
