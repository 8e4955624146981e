import { describe, expect, it } from 'vitest';
import { LEAD } from './balance.ts';
import { decide } from './decide.ts';
import { gone, input, NOW, person, policy, pool, rule, skipSpam } from './fixtures.ts';
import type { OpenHandoff } from './input.ts';

const nowMs = Date.parse(NOW);
const offered: OpenHandoff = {
  handoffId: 'h1',
  decisionId: 'd1',
  enquiryId: 'e1',
  ownerId: 'cleo',
  status: 'offered',
  openedAt: new Date(nowMs - 5_000).toISOString(),
  dueAt: NOW,
};
const company = (ownerId: string) => ({ companyId: 'k1', ownerId, facts: {} });
const away = [person('anna'), person('ben', { availability: 'away' }), person('cleo')];

describe('decide: who has a claim', () => {
  it.each<[string, Parameters<typeof input>[0], string, string]>([
    ['its owner', { contact: { ownerId: 'cleo' }, company: company('ben') }, 'cleo', 'existing_owner'],
    ['its owner, although away', { people: away, contact: { ownerId: 'ben' } }, 'ben', 'existing_owner'],
    [
      'the owner of the duplicate',
      { duplicateOf: { contactId: 'c0', ownerId: 'ben' }, company: company('cleo') },
      'ben',
      'duplicate_owner',
    ],
    ['the owner of the company', { company: company('cleo'), previousOwnerId: 'ben' }, 'cleo', 'company_owner'],
    [
      'the previous owner, the company owner being away',
      { people: away, company: company('ben'), previousOwnerId: 'cleo' },
      'cleo',
      'previous_owner',
    ],
    ['the pool, its owner being gone', { people: gone, contact: { ownerId: 'gone' } }, 'anna', 'fair_share'],
  ])('%s', (_name, changes, ownerId, reason) => {
    const verdict = decide(policy(), input(changes));
    expect([verdict.ownerId, verdict.ownerReason]).toEqual([ownerId, reason]);
    expect(verdict.step === null).toBe(reason !== 'fair_share');
  });

  it('may be switched off, but never for a contact just created with its owner', () => {
    const rules = policy({ stickiness: { contactOwner: { enabled: false, whenAway: 'keep' } } });
    const owned = { contact: { ownerId: 'cleo' } };
    expect(decide(rules, input(owned)).ownerReason).toBe('existing_owner');
    expect(decide(rules, input({ ...owned, enquiry: { kind: 'came_back' } })).ownerReason).toBe('fair_share');
  });

  it('goes to the stand-in of the default pool where the policy says so', () => {
    const rules = policy({
      pools: [pool('sales', { fallbackOwnerId: 'ben' })],
      stickiness: { contactOwner: { whenAway: 'keep', whenInactive: 'fallback' } },
    });
    expect(decide(rules, input({ people: gone, contact: { ownerId: 'gone' } }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'fallback_person',
    });
  });
});

describe('decide: hard rules', () => {
  const pools = [pool('sales'), pool('support', { members: [{ ownerId: 'cleo' }] })];
  const support = rule('support', { to: { pool: 'support' } });
  it('come before trigger and claims, but not before an active owner', () => {
    const rules = policy({ pools, hard: [support] });
    const low = { intent: 'research', score: 0 } as const;
    expect(decide(rules, input({ company: company('ben'), assessment: low }))).toMatchObject({
      layer: 'hard',
      ownerId: 'cleo',
      pool: 'support',
      ownerReason: 'fair_share',
    });
    expect(decide(rules, input({ contact: { ownerId: 'ben' } }))).toMatchObject({
      ownerId: 'ben',
      ownerReason: 'existing_owner',
    });
  });

  it('hold for an owned contact only on a return and only if they say so', () => {
    const rules = policy({ pools, hard: [{ ...support, evenIfOwned: true }] });
    expect(decide(rules, input({ contact: { ownerId: 'ben' } })).ownerId).toBe('ben');
    expect(decide(rules, input({ contact: { ownerId: 'ben' }, enquiry: { kind: 'came_back' } })).ownerId).toBe('cleo');
  });

  it('name a person without a step of the balance, and are passed over when that person has left', () => {
    const named = policy({
      hard: [rule('named', { to: { ownerId: 'gone' } }), rule('next', { to: { ownerId: 'ben' } })],
    });
    const verdict = decide(named, input({ people: gone }));
    expect(verdict).toMatchObject({ ownerId: 'ben', ownerReason: 'named_by_rule', rule: { id: 'next' }, step: null });
    const onlyGone = policy({ hard: [rule('named', { to: { ownerId: 'gone' } })] });
    expect(decide(onlyGone, input({ people: gone })).path[2]).toMatchObject({
      layer: 'hard',
      matched: false,
      because: ['named: owner inactive'],
    });
  });

  it('reach the owner of the company', () => {
    const rules = policy({ hard: [rule('account', { to: 'company_owner' })] });
    expect(decide(rules, input({ company: company('ben') }))).toMatchObject({
      layer: 'hard',
      ownerId: 'ben',
      ownerReason: 'company_owner',
    });
    expect(decide(rules, input()).ownerReason).toBe('fair_share');
  });
});

describe('decide: open handoffs', () => {
  it('adds another enquiry to the open handoff, even one that would be skipped', () => {
    const verdict = decide(
      policy({ skip: [skipSpam] }),
      input({
        openHandoff: { ...offered, status: 'accepted' },
        enquiry: { kind: 'came_back' },
        assessment: { intent: 'spam' },
      }),
    );
    expect(verdict).toMatchObject({
      outcome: 'routed',
      ownerId: 'cleo',
      ownerReason: 'open_handoff',
      trigger: 'came_back',
    });
  });

  it('decides anew when its owner has left', () => {
    const verdict = decide(
      policy(),
      input({ people: gone, openHandoff: { ...offered, ownerId: 'gone' }, enquiry: { kind: 'came_back' } }),
    );
    expect(verdict.ownerReason).toBe('fair_share');
  });

  const change = { enquiry: { kind: 'change', source: 'INTEGRATION', ageMs: 5_000 } } as const;
  const elsewhere = policy({
    pools: [pool('sales'), pool('dach', { members: [{ ownerId: 'ben' }], caps: { open: 1 } })],
    poolRules: [rule('dach', { pool: 'dach' })],
  });

  it('within a minute a better answer replaces the first, with task and clock as before', () => {
    expect(decide(elsewhere, input({ ...change, openHandoff: offered }))).toMatchObject({
      ownerId: 'ben',
      pool: 'dach',
      task: true,
      sla: { minutes: 15 },
    });
  });

  it('but never moves a lead between two people of the same pool, nor counts it against its owner', () => {
    const credits = [{ ownerId: 'anna', scope: '', credit: LEAD, lastLeadAt: null }];
    const verdict = decide(policy(), input({ ...change, openHandoff: offered, credits }));
    expect(verdict).toMatchObject({ ownerId: 'cleo', ownerReason: 'fair_share' });
    expect(verdict.step?.entries.find((entry) => entry.amount < 0)?.ownerId).toBe('cleo');
    const people = [person('ben', { openHandoffs: 1 })];
    const own = { ...offered, ownerId: 'ben' };
    expect(decide(elsewhere, input({ ...change, people, openHandoff: own })).ownerId).toBe('ben');
  });

  it.each([
    ['after a minute', { openedAt: new Date(nowMs - 60_000).toISOString() }],
    ['once accepted', { status: 'accepted' as const }],
  ])('leaves it where it is %s', (_name, changes) => {
    expect(decide(elsewhere, input({ ...change, openHandoff: { ...offered, ...changes } }))).toMatchObject({
      ownerId: 'cleo',
      ownerReason: 'open_handoff',
    });
  });

  it('goes elsewhere at any time for a changed fact that moves it', () => {
    const old = { ...offered, status: 'accepted' as const, openedAt: new Date(nowMs - 7_200_000).toISOString() };
    const openHandoff = { ...old, mayMove: true as const };
    expect(decide(elsewhere, input({ ...change, openHandoff }))).toMatchObject({ ownerId: 'ben', pool: 'dach' });
    // Its owner keeps it where the pool would take that person, capped for the day only by this lead itself.
    const capped = policy({ pools: [pool('sales', { caps: { day: 3, hour: 3 } })] });
    const credits = [{ ownerId: 'anna', scope: '', credit: LEAD, lastLeadAt: null }];
    const cleo = person('cleo', { assigned: { hour: 0, day: 3, week: 3 } });
    expect(decide(capped, input({ ...change, openHandoff, credits, people: [person('anna'), cleo] })).ownerId).toBe(
      'cleo',
    );
    const busy = [person('anna'), person('cleo', { assigned: { hour: 3, day: 3, week: 3 } })];
    expect(decide(capped, input({ ...change, openHandoff, credits, people: busy })).ownerId).toBe('anna');
  });
});
