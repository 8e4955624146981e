import { describe, expect, it } from 'vitest';
import { movedBecause } from './moved-because.ts';

describe('why a handoff moved', () => {
  it.each([
    ['sla', {}, {}, 'nobody acted in time'],
    ['declined', {}, {}, 'its owner declined it'],
    [
      'contact.country',
      { 'contact.country': 'Germany' },
      { 'contact.country': 'France' },
      'country changed from Germany to France',
    ],
    ['contact.country', {}, { 'contact.country': 'France' }, 'country changed'],
    ['contact.country', { 'contact.country': 'France' }, { 'contact.country': 'France' }, 'country changed'],
    ['contact.constructor', {}, {}, '“constructor” changed'],
  ])('%s, of %j now %j: %s', (because, before, now, said) => {
    expect(movedBecause(because, { before, now })).toBe(said);
  });
});
