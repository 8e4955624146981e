import { describe, expect, it } from 'vitest';
import type { OwnerChange, RawLead } from '../hubspot/lead.ts';
import { compareOwner, needsFreshOwner } from './compare-owner.ts';
import { isByPerson, personChangedOwner, planOwnerRestore } from './look-back.ts';

const READ_AT = 1_000_000;

function change(
  ownerId: string | null,
  afterReadMs: number,
  source = 'CRM_UI',
  userId: number | null = 7,
): OwnerChange {
  return { ownerId, atMs: READ_AT + afterReadMs, source, sourceId: null, userId };
}
const ours = (ownerId: string | null, afterReadMs: number) => change(ownerId, afterReadMs, 'INTEGRATION', null);
const workflow = (ownerId: string | null, afterReadMs: number) => change(ownerId, afterReadMs, 'WORKFLOWS', null);

describe('isByPerson', () => {
  it.each([
    ['a user in the CRM', change('1', 0), true],
    ['a user whose id HubSpot does not tell', change('1', 0, 'CRM_UI', null), true],
    ['an app', ours('1', 0), false],
    ['an app that HubSpot credits to the user who installed it', change('1', 0, 'INTEGRATION', 7), false],
    ['a workflow that a user switched on', change('1', 0, 'AUTOMATION_PLATFORM', 7), false],
    ['an import that a user ran', change('1', 0, 'IMPORT', 7), true],
  ])('%s', (_name, by, expected) => {
    expect(isByPerson(by)).toBe(expected);
  });
});

describe('personChangedOwner', () => {
  const readNobody = { ownerId: null, readAtMs: READ_AT };
  it.each<[string, readonly OwnerChange[], { ownerId: string | null; readAtMs: number }, string | null]>([
    ['nobody but us', [ours('77', 400)], readNobody, null],
    ['a person before our write', [ours('77', 400), change('88', 200)], readNobody, '88'],
    ['a person after our write', [change('88', 900), ours('77', 400)], readNobody, '88'],
    ['a person who chose the same owner', [ours('77', 400), change('77', 200)], readNobody, null],
    [
      'a person long before our read',
      [ours('77', 400), change('66', -90_000)],
      { ownerId: '66', readAtMs: READ_AT },
      null,
    ],
    [
      'a person whose change we had read',
      [ours('77', 400), change('66', 900)],
      { ownerId: '66', readAtMs: READ_AT },
      null,
    ],
    ['a workflow', [ours('77', 400), workflow('99', 200)], readNobody, null],
    ['a person, then a workflow', [workflow('99', 300), change('88', 200)], readNobody, '88'],
    [
      'a person, by a clock behind ours',
      [ours('77', 400), change('88', -1_500), change('66', -90_000)],
      { ownerId: '66', readAtMs: READ_AT },
      '88',
    ],
    ['no history', [], readNobody, null],
    ['history in any order', [change('88', 200), ours('77', 400)], readNobody, '88'],
  ])('%s', (_name, history, read, expected) => {
    expect(personChangedOwner({ history, read, written: '77' })?.ownerId ?? null).toBe(expected);
  });

  it('counts taking the owner away as a choice', () => {
    const read = { ownerId: '66', readAtMs: READ_AT };
    const found = personChangedOwner({ history: [ours('77', 400), change(null, 200)], read, written: '77' });
    expect(found).toMatchObject({ ownerId: null, atMs: READ_AT + 200 });
  });
});

describe('planOwnerRestore', () => {
  const remembered = {
    ownerRead: null,
    ownerReadAt: new Date(READ_AT),
    ownerWritten: '77',
    ownerWrittenAt: new Date(READ_AT + 300),
  };
  const plan = (
    ownerId: string,
    ownerHistory: OwnerChange[],
    rest: Parameters<typeof planOwnerRestore>[0]['remembered'] = remembered,
  ) => {
    const raw: RawLead = {
      contactId: '501',
      askedFor: '501',
      properties: { hubspot_owner_id: ownerId },
      ownerHistory,
      company: null,
      readAtMs: READ_AT + 5_000,
      createdAt: '2026-01-01T00:00:00Z',
    };
    return planOwnerRestore({ raw, remembered: rest, handoff: null, lane: 'fresh', newId: () => 'id' });
  };

  it("puts a person's choice back that our write ran over", () => {
    const found = plan('77', [ours('77', 400), change('88', 200)]);
    expect(found?.change.ownerId).toBe('88');
    expect(found?.writes).toMatchObject([
      {
        kind: 'owner_restore',
        payload: {
          ownerId: '88',
          properties: { hubspot_owner_id: '88', baton_status: 'closed' },
          compareOwner: { ownerId: '77', readAtMs: READ_AT + 5_000 },
        },
      },
    ]);
  });

  it('does so once: the restored owner is what was written from then on', () => {
    const history = [ours('88', 6_000), ours('77', 400), change('88', 200)];
    expect(
      plan('88', history, {
        ownerRead: '77',
        ownerReadAt: new Date(READ_AT + 5_000),
        ownerWritten: '88',
        ownerWrittenAt: new Date(READ_AT + 5_900),
      }),
    ).toBeNull();
  });

  it('leaves an owner alone that was changed again since', () => {
    expect(plan('99', [change('99', 900), ours('77', 400), change('88', 200)])).toBeNull();
  });

  it("leaves an owner alone that an import set again days after a person's choice", () => {
    const day = 24 * 60 * 60_000;
    const imported = change('77', 9 * day, 'IMPORT', null);
    expect(plan('77', [imported, change('88', 5 * day), ours('77', 400)])).toBeNull();
  });

  it('gives our write a minute to be applied, and a choice made later is not looked for', () => {
    expect(plan('77', [ours('77', 59_000), change('88', 58_000)])?.change.ownerId).toBe('88');
    expect(plan('77', [ours('77', 70_000), change('88', 61_000)])).toBeNull();
    expect(plan('77', [ours('77', 400), change('88', 200)], { ...remembered, ownerWrittenAt: null })).toBeNull();
  });

  it('has nothing to do where Baton wrote no owner', () => {
    expect(plan('77', [change('77', 200)], { ...remembered, ownerWritten: '' })).toBeNull();
  });
});

describe('compareOwner', () => {
  const payload = {
    properties: { hubspot_owner_id: '77', baton_status: 'offered', baton_intent: 'pricing' },
    ownerId: '77',
    compareOwner: { ownerId: null, readAtMs: READ_AT },
  };
  const compare = (ownerId: string | null, history: OwnerChange[]) =>
    compareOwner(payload, { ownerId, history, readAtMs: READ_AT + 6_000 });

  it('asks for a fresh owner after five seconds or an earlier try', () => {
    expect(needsFreshOwner(payload, { attempts: 0, nowMs: READ_AT + 5_000 })).toBe(false);
    expect(needsFreshOwner(payload, { attempts: 0, nowMs: READ_AT + 5_001 })).toBe(true);
    expect(needsFreshOwner(payload, { attempts: 1, nowMs: READ_AT })).toBe(true);
    expect(needsFreshOwner({ properties: {} }, { attempts: 1, nowMs: READ_AT + 60_000 })).toBe(false);
  });

  it('writes when the owner is the one that was read, and compares with the newer reading from then on', () => {
    expect(compare(null, [])).toEqual({
      end: 'write',
      payload: { ...payload, compareOwner: { ownerId: null, readAtMs: READ_AT + 6_000 } },
    });
  });

  it('writes over what a workflow did', () => {
    expect(compare('99', [workflow('99', 200)]).end).toBe('write');
  });

  it("leaves a person's choice alone but still tells what was found out", () => {
    const compared = compare('88', [change('88', 200)]);
    expect(compared).toMatchObject({ end: 'taken_over', ownerId: '88' });
    expect(compared.payload.properties).toMatchObject({ baton_status: 'closed', baton_intent: 'pricing' });
    expect(compared.payload.properties).not.toHaveProperty('hubspot_owner_id');
    expect(compared.payload.ownerId).toBeUndefined();
  });

  it("puts a person's choice back that an earlier try of the same write ran over", () => {
    const compared = compare('77', [ours('77', 400), change('88', 200)]);
    expect(compared).toMatchObject({ end: 'taken_over', ownerId: '88', payload: { ownerId: '88' } });
    expect(compared.payload.properties).toMatchObject({ hubspot_owner_id: '88', baton_status: 'closed' });
  });
});
