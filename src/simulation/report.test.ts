import { describe, expect, it } from 'vitest';
import { compilePolicy } from '../policy/compile.ts';
import { input, person, policyDocument, pool } from '../policy/fixtures.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import { reportOf, type NamedEnquiry } from './report.ts';
import { simulate } from './simulate.ts';

const enquiries: NamedEnquiry[] = Array.from({ length: 30 }, (_, at) => {
  const given = input({ people: [person('anna')], assessment: { riskFlags: at === 7 ? ['legal_review'] : [] } });
  return { input: { ...given, contact: { ...given.contact, contactId: `c${at}` } }, name: `line ${at}` };
});
const tried = (policy: string, document: PolicyDocument) => {
  const run = simulate({
    policy: compilePolicy(document),
    enquiries: enquiries.map((one) => one.input),
    opening: [],
  });
  let step = run.next();
  for (; step.done !== true; step = run.next());
  return { policy, trials: step.value };
};
const capped = (day: number) =>
  policyDocument({ pools: [pool('sales', { members: [{ ownerId: 'anna' }], caps: { day } })] });

describe('the report of a trial', () => {
  it('warns where leads wait to the end, most of all where nobody gets any', () => {
    const whole = tried('version 1', policyDocument());
    expect(reportOf(enquiries, [whole], String).warnings).toEqual([]);
    const none = reportOf(enquiries, [whole, tried('the draft', capped(0))], String);
    expect(none.warnings).toEqual(['By the draft nobody gets a lead: all that need a person wait to the end.']);
    expect(none.differences).toMatchObject({ outcome: 30, same: 0 });
    const some = reportOf(enquiries, [whole, tried('the draft', capped(1))], String);
    expect(some.warnings).toEqual([expect.stringMatching(/^By the draft \d+ of 30 leads wait to the end/)]);
  });

  it('names ten cases to read, the messiest first, each with how it ends', () => {
    const { messy } = reportOf(enquiries, [tried('version 1', policyDocument())], (id) => `Ms ${id}`);
    expect(messy).toHaveLength(10);
    expect(messy[0]).toMatchObject({ name: 'line 7', facts: expect.arrayContaining(['legal_review']) });
    expect(messy[0]?.ends).toEqual([
      { policy: 'version 1', headline: expect.stringMatching(/^Ms anna, because/), because: expect.any(Array) },
    ]);
  });

  it('of nothing is empty', () => {
    expect(reportOf([], [{ policy: 'version 1', trials: [] }], String)).toMatchObject({
      enquiries: 0,
      from: null,
      warnings: [],
      messy: [],
    });
  });
});
