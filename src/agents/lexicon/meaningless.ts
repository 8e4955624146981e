import { fold } from '../clean/text.ts';

/** Enough of a text to see what it is made of. */
const LOOKED_AT = 2_000;

/**
 * Is a text no language at all: keyboard mashing, one word repeated, symbols only, a bare link? Empty text is not
 * meaningless, it is absent. Scripts without spaces or Latin vowels are never judged by their letters.
 */
export function looksMeaningless(text: string, words: number): boolean {
  if (text === '') return false;
  const start = text.slice(0, LOOKED_AT);
  const letters = start.match(/\p{L}/gu)?.length ?? 0;
  if (letters < 2) return true;
  const bare = start.replace(/https?:\/\/\S{1,500}/gu, '').trim();
  if (bare === '') return true;
  if (
    /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Arabic}|\p{Script=Hebrew}|\p{Script=Thai}|\p{Script=Hangul}|\p{Script=Devanagari}/u.test(
      start,
    )
  ) {
    return false;
  }
  const tokens = fold(bare).match(/[\p{L}\p{N}]+/gu) ?? [];
  if (tokens.length >= 3 && new Set(tokens).size === 1) return true;
  const mashed = tokens.filter((token) => isMashed(token)).length;
  return tokens.length > 0 && mashed / tokens.length >= (words <= 3 ? 0.5 : 0.4);
}

function isMashed(token: string): boolean {
  if (token.length < 4 || !/^[a-z]+$/u.test(token)) return /^(.)\1{3,}$/u.test(token);
  const vowels = token.match(/[aeiouy]/gu)?.length ?? 0;
  return (
    vowels / token.length < 0.15 ||
    /[^aeiouy]{6}/u.test(token) ||
    /(.)\1{3}/u.test(token) ||
    /^(?:asdf|qwer|zxcv|hjkl|sdfg|dfgh|fghj|wert|uiop)/u.test(token)
  );
}
