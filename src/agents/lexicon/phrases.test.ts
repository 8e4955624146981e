import { describe, expect, it } from 'vitest';
import { compilePhrases } from './phrases.ts';
import { sentencesOf } from './tokens.ts';

function finds(phrases: string, text: string): boolean {
  const compiled = compilePhrases([phrases]);
  return sentencesOf(text).some((sentence) => compiled.find(sentence).length > 0);
}

describe('phrases', () => {
  it.each([
    ['demo', 'A DEMO please', true],
    ['demo', 'democracy', false],
    ['demo*', 'demonstration', true],
    ['book (a|the)? demo', 'book demo', true],
    ['book (a|the)? demo', 'book the demo', true],
    ['book (a|the)? demo', 'book my demo', false],
    ['(a (b|c)? d|e) f', 'a c d f', true],
    ['(a (b|c)? d|e) f', 'a d f', true],
    ['(a (b|c)? d|e) f', 'e f', true],
    ['(a (b|c)? d|e) f', 'a b f', false],
    ['(very)? (good|bad)', 'bad', true],
    ['what .. cost', 'what does it all cost', true],
    ['what .. cost', 'what cost', true],
    ['what .. cost', 'what would that one thing cost', false],
    ['what .. cost', 'So what? They cost', false],
    ['# days', 'in ten days', true],
    ['# days', 'in 12 days', true],
    ['# days', 'some days', false],
    ['by @day', "by Friday's meeting", true],
    ['by @day', 'bis Freitag, by Freitag', true],
    ['cant log in', "I can't log in", true],
    ['cant log in', 'I can’t log in', true],
    ['n arrive', "je n'arrive plus", true],
    ['prufen', 'Bitte prüfen', true],
    ['one; two', 'two', true],
  ])('"%s" in "%s": %s', (phrase, text, found) => {
    expect(finds(phrase, text)).toBe(found);
  });

  it.each(['(a', 'a)', 'ab*', 'what?', '.. cost', '(a|)'])('refuses "%s"', (phrase) => {
    expect(() => compilePhrases([phrase])).toThrow();
  });
});
