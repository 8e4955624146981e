import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from './decide.ts';
import { explainVerdict } from './explain.ts';
import { input, NOW, person, policy, pool, skipSpam } from './fixtures.ts';
import type { OpenHandoff } from './input.ts';

const lapsedBy = (
  ownerIds: readonly string[],
  more: Partial<NonNullable<OpenHandoff['lapsed']>> = {},
): OpenHandoff => ({
  handoffId: 'h1',
  decisionId: 'd1',
  enquiryId: 'e1',
  ownerId: ownerIds.at(-1) ?? 'anna',
  status: 'offered',
  openedAt: new Date(Date.parse(NOW) - 600_000).toISOString(),
  dueAt: NOW,
  mayMove: true,
  lapsed: { ownerIds, pool: 'sales', leavesPool: false, ...more },
});
const change = { enquiry: { kind: 'change' as const } };

describe('decide: nobody acted in time', () => {
  it('goes to whoever of the pool is owed the most, never back', () => {
    const verdict = decide(policy(), input({ ...change, openHandoff: lapsedBy(['anna']) }));
    expect(verdict).toMatchObject({ outcome: 'routed', ownerId: 'ben', ownerReason: 'fair_share' });
    expect(verdict.step?.entries.map(({ ownerId }) => ownerId)).toEqual(['ben', 'cleo']);
    expect(explainVerdict(verdict, (id) => id).others.join()).toContain('anna: had it already');
  });

  it('passes over whoever has a claim and let it lapse, and neither skips nor nurtures', () => {
    const rules = policy({ skip: [skipSpam] });
    const low = { assessment: { intent: 'spam' as const, score: 0 } };
    const company = { companyId: 'k1', ownerId: 'anna', facts: {} };
    const verdict = decide(
      rules,
      input({ ...change, ...low, company, openHandoff: lapsedBy(['anna'], { pool: null }) }),
    );
    expect(verdict).toMatchObject({ outcome: 'routed', ownerId: 'ben', ownerReason: 'fair_share' });
  });

  it.each([
    ['the overflow pool', ['overflow', 'manager', 'fallback'], 'dora', 'overflow_pool'],
    ['the manager', ['manager', 'overflow', 'fallback'], 'mary', 'manager'],
    ['the fallback person', ['fallback'], 'fred', 'fallback_person'],
  ] as const)('goes to %s, when all of its pool let it lapse', (_name, then, ownerId, ownerReason) => {
    const rules = policy({
      pools: [
        pool('sales', { managerOwnerId: 'mary', fallbackOwnerId: 'fred', overflowPool: 'rest' }),
        pool('rest', { members: [{ ownerId: 'dora' }] }),
      ],
      sla: { minutes: { high: 5, normal: 15, low: 60 }, onBreach: { lastResorts: [...then] } },
    });
    const people = ['anna', 'ben', 'cleo', 'dora', 'mary', 'fred'].map((id) => person(id));
    const all = lapsedBy(['anna', 'ben', 'cleo']);
    expect(decide(rules, input({ ...change, people, openHandoff: all }))).toMatchObject({ ownerId, ownerReason });
    const early = lapsedBy(['anna'], { leavesPool: true });
    expect(decide(rules, input({ ...change, people, openHandoff: early }))).toMatchObject({ ownerId, ownerReason });
  });

  it('asks the overflow pool once, however many there are in it', () => {
    const rules = policy({
      pools: [
        pool('sales', { managerOwnerId: 'mary', overflowPool: 'rest' }),
        pool('rest', { members: [{ ownerId: 'dora' }, { ownerId: 'emil' }] }),
      ],
    });
    const people = ['anna', 'ben', 'cleo', 'dora', 'emil', 'mary'].map((id) => person(id));
    const openHandoff = lapsedBy(['anna', 'ben', 'dora'], { leavesPool: true, overflowed: true });
    expect(decide(rules, input({ ...change, people, openHandoff }))).toMatchObject({ ownerId: 'mary' });
  });

  it('stays where it is when nobody is left', () => {
    const verdict = decide(policy(), input({ ...change, openHandoff: lapsedBy(['anna', 'ben', 'cleo']) }));
    expect(verdict.outcome).toBe('held');
  });

  it('never goes to somebody who let it lapse', () => {
    const ids = ['anna', 'ben', 'cleo'];
    fc.assert(
      fc.property(
        fc.subarray(ids, { minLength: 1 }),
        fc.record({ claim: fc.constantFrom(...ids), manager: fc.constantFrom(...ids), leavesPool: fc.boolean() }),
        (lapsed, { claim, manager, leavesPool }) => {
          const rules = policy({ pools: [pool('sales', { managerOwnerId: manager, fallbackOwnerId: claim })] });
          const company = { companyId: 'k1', ownerId: claim, facts: {} };
          const contact = { ownerId: claim };
          const openHandoff = lapsedBy(lapsed, { leavesPool });
          const { ownerId } = decide(rules, input({ ...change, company, contact, openHandoff }));
          expect(lapsed).not.toContain(ownerId);
        },
      ),
    );
  });
});
