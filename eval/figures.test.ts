import { describe, expect, it } from 'vitest';
import { accuracy, calibration, confusions, f1Of, macroF1, perLabel, worstMistakes, type Judged } from './figures.ts';

const one = (said: string, found: string, confidence = 0.5): Judged => ({
  id: said,
  said,
  found,
  confidence,
  text: '',
});
const JUDGED = [one('a', 'a', 0.9), one('a', 'b', 0.8), one('b', 'b', 0.3), one('c', 'b', 0.6)];

describe('figures of an evaluation', () => {
  it('are precision, recall and F1 of each label', () => {
    expect(perLabel(JUDGED, ['a', 'b', 'c'])).toEqual([
      { label: 'a', count: 2, precision: 1, recall: 0.5, f1: 2 / 3 },
      { label: 'b', count: 1, precision: 1 / 3, recall: 1, f1: 0.5 },
      { label: 'c', count: 1, precision: 0, recall: 0, f1: 0 },
    ]);
    expect(macroF1(JUDGED, ['a', 'b', 'c'])).toBeCloseTo((2 / 3 + 0.5) / 3);
    expect(f1Of([])).toEqual({ precision: 0, recall: 0, f1: 0 });
    expect([accuracy(JUDGED), accuracy([])]).toEqual([0.5, 0]);
  });

  it('say what was taken for what, and what was wrong although it was sure', () => {
    expect(confusions(JUDGED)).toEqual([
      { said: 'a', found: 'b', count: 1 },
      { said: 'c', found: 'b', count: 1 },
    ]);
    expect(worstMistakes(JUDGED, 1)).toEqual([JUDGED[1]]);
  });

  it('say how often answers are right by how sure they are', () => {
    expect(calibration([...JUDGED, one('a', 'a', 1)])).toEqual([
      { sure: '0 to 0.25', count: 0, right: 0 },
      { sure: '0.25 to 0.5', count: 1, right: 1 },
      { sure: '0.5 to 0.75', count: 1, right: 0 },
      { sure: '0.75 to 1', count: 3, right: 2 / 3 },
    ]);
  });
});
