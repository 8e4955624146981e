import { describe, expect, it } from 'vitest';
import type { Condition } from './condition-schema.ts';
import { decide } from './decide.ts';
import { explainVerdict } from './explain.ts';
import { input, policy } from './fixtures.ts';

const employees = (value: number): Condition => ({ field: 'contact.numberofemployees', operator: 'GTE', value });
const rules = (byPool: Record<string, { normal: number }> = {}) =>
  policy({
    segments: { Large: employees(1_000), Huge: employees(5_000), Small: { not: employees(50) } },
    sla: {
      minutes: { high: 5, normal: 15, low: 60 },
      byPool,
      bySegment: { Small: { normal: 120 }, Large: { normal: 4 }, Huge: { normal: 2, high: 1 } },
    },
  });
const slaOf = (size: number, byPool?: Record<string, { normal: number }>) =>
  decide(rules(byPool), input({ contact: { facts: { numberofemployees: size } } })).sla;

describe('the time by segment', () => {
  it('takes the place of the general one, longer or shorter', () => {
    expect(slaOf(10)).toMatchObject({ minutes: 120, segment: 'Small' });
    expect(slaOf(100)).not.toHaveProperty('segment');
    expect(slaOf(100)).toMatchObject({ minutes: 15 });
    expect(slaOf(1_000)).toMatchObject({ minutes: 4, segment: 'Large' });
  });

  it('is the shortest where several segments, or the pool, say something', () => {
    expect(slaOf(9_000)).toMatchObject({ minutes: 2, segment: 'Huge' });
    expect(slaOf(9_000, { sales: { normal: 1 } })).not.toHaveProperty('segment');
    expect(slaOf(9_000, { sales: { normal: 3 } })).toMatchObject({ minutes: 2, segment: 'Huge' });
    expect(slaOf(10, { sales: { normal: 3 } })).toMatchObject({ minutes: 3 });
  });

  it('is for the urgencies that it names', () => {
    const verdict = decide(
      rules(),
      input({ contact: { facts: { numberofemployees: 9_000 } }, assessment: { urgency: 'low' } }),
    );
    expect(verdict.sla?.minutes).toBe(60);
  });

  it('is told with its segment', () => {
    const verdict = decide(rules(), input({ contact: { facts: { numberofemployees: 9_000 } } }));
    expect(explainVerdict(verdict, String).terms).toContain(
      'To be acted on by 2026-01-14 10:02 UTC (2 minutes, as for “Huge”).',
    );
  });
});
