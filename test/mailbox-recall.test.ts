import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { RawLead } from '../src/hubspot/lead.ts';
import { stampDecided, takeLeads } from '../src/mailbox/leases.ts';
import { recallLeads, sortFound } from '../src/mailbox/recall.ts';
import { settleLeads } from '../src/mailbox/settle.ts';
import type { TakenLead } from '../src/mailbox/types.ts';
import { contactKeys, sealForContact } from '../src/store/tables/contact-keys.ts';
import { contactsById, rememberDecisions } from '../src/store/tables/contacts.ts';
import { insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { add, alter, ids, portal, reason, row, soon, store, take, takeOne } from './mailbox-rows.ts';

const INSTALLED = new Date('2026-01-01T00:00:00Z');

function raw(contactId: string, o: { askedFor?: string; createdAt?: string; message?: string } = {}): RawLead {
  return {
    contactId,
    askedFor: o.askedFor ?? contactId,
    properties: { message: o.message ?? 'Hello', hs_object_source: 'FORM' },
    ownerHistory: [],
    company: null,
    readAtMs: Date.now(),
    createdAt: o.createdAt ?? '2026-11-01T00:00:00Z',
  };
}

/** What becomes of leads just taken when HubSpot answers with `raws`, by the id that was asked for. */
async function sort(leads: readonly TakenLead[], raws: readonly RawLead[]) {
  return sortFound(portal, {
    leads,
    raws: new Map(raws.map((one) => [one.askedFor, one])),
    recalled: await recallLeads(portal, leads),
    installedAt: INSTALLED,
  });
}

const remembered = async (contactId: string) =>
  (await portal.transaction((tx) => contactsById(tx, [contactId]))).get(contactId);

/** Stores that the lead was decided, as the decider does: the contact's memory and the stamp on the row. */
async function decided(lead: TakenLead, outcome: 'routed' | 'held', enquiryHash = 'other'): Promise<void> {
  const decisionId = randomUUID();
  await portal.transaction(async (tx) => {
    await rememberDecisions(tx, [
      {
        contactId: lead.contactId,
        decisionId,
        outcome,
        source: 'FORM',
        companyId: null,
        enquiryHash,
        enquiries: 1,
        ownerRead: null,
        ownerReadAt: new Date(),
      },
    ]);
    await stampDecided(tx, [{ lead, decisionId }]);
  });
}

/** The process that had the lead is gone; another one takes it. */
async function takenAgain(): Promise<TakenLead> {
  await alter(`locked_until = now() - interval '1 second'`);
  return takeOne();
}

describe('leads that HubSpot still has', () => {
  test('are to be decided, as the enquiry that their reasons amount to', async () => {
    await add(row('1'), row('2', 'fresh', reason('country')));
    const { found, settled } = await sort(await take(), [raw('1'), raw('2', { createdAt: '2025-06-01T00:00:00Z' })]);
    expect(settled).toEqual([]);
    expect(found).toMatchObject([
      { taken: { contactId: '1' }, enquiry: { kind: 'new', source: 'FORM' }, seenHandoff: null },
      { taken: { contactId: '2' }, enquiry: { kind: 'nothing' }, seenHandoff: null },
    ]);
  });

  test('are told a new enquiry from an old one by a keyed hash of what was asked, which no other portal shares', async () => {
    await add(row('1'));
    const lead = await takeOne();
    const hashOf = async (one: RawLead) => (await sort([lead], [one])).found[0]?.enquiryHash;
    const hash = await hashOf(raw('1'));
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf(raw('1', { createdAt: '2026-11-02T00:00:00Z' }))).toBe(hash);
    expect(await hashOf(raw('1', { message: 'Hello again' }))).not.toBe(hash);

    const neighbour = store.forPortal(99);
    await store.createPortal(99);
    const recalled = await recallLeads(neighbour, [lead]);
    const there = await sortFound(neighbour, {
      leads: [lead],
      raws: new Map([['1', raw('1')]]),
      recalled,
      installedAt: INSTALLED,
    });
    expect(there.found[0]?.enquiryHash).not.toBe(hash);
  });

  test('come with the open handoff as it stood when they were read', async () => {
    await add(row('1'));
    const handoffId = randomUUID();
    await portal.transaction(async (tx) => {
      const key = (await contactKeys(tx, ['1'])).get('1');
      if (key === undefined) throw new Error('the contact has no key');
      await insertHandoffs(tx, [
        {
          handoffId,
          contactId: '1',
          enquiryId: randomUUID(),
          decisionId: randomUUID(),
          ownerId: '701',
          pool: null,
          urgency: 'normal',
          slaState: 'none',
          clock: NO_CLOCK,
          parts: sealForContact(key, {}),
          openedAt: new Date(),
        },
      ]);
    });
    const { found } = await sort(await take(), [raw('1')]);
    expect(found[0]?.seenHandoff).toEqual({ handoffId, revision: 1 });
  });
});

describe('leads that were decided before a crash', () => {
  test('are done: their CRM writes go on by themselves', async () => {
    await add(row('1'));
    await decided(await takeOne(), 'routed');
    const again = await takenAgain();
    expect(await sort([again], [raw('1')])).toMatchObject({ found: [], settled: [{ end: 'done' }] });
  });

  test('are looked at when a reason came since', async () => {
    await add(row('1'));
    await decided(await takeOne(), 'routed');
    await add(row('1', 'fresh', reason('message', { kind: 'enquiry' })));
    const again = await takenAgain();
    expect(await sort([again], [raw('1')])).toMatchObject({ found: [{ enquiry: { kind: 'came_back' } }], settled: [] });
  });

  test('are looked at when they were held, before and after the row was put down', async () => {
    await add(row('1'));
    await decided(await takeOne(), 'held');
    const again = await takenAgain();
    expect((await sort([again], [raw('1')])).found).toHaveLength(1);
    await settleLeads(portal, [{ lead: again, end: 'held', until: soon(-1), pool: 'sales' }]);
    expect((await sort([await takeOne()], [raw('1')])).found).toHaveLength(1);
  });
});

describe('leads that HubSpot has no more', () => {
  test('are done, and remembered as deleted, while the others of the batch go on', async () => {
    await add(row('1'), row('2'));
    const { found, settled, movedToWinner } = await sort(await take(), [raw('2')]);
    expect(ids(found.map(({ taken }) => taken))).toEqual(['2']);
    expect(settled).toMatchObject([{ lead: { contactId: '1' }, end: 'done' }]);
    expect(movedToWinner).toBe(false);
    expect(await remembered('1')).toMatchObject({ gone: 'deleted', mergedInto: null });
    expect(await remembered('2')).toBeUndefined();
  });

  test('because they were merged hand their reasons to the contact that is left', async () => {
    await add(row('1', 'fresh', reason('message', { kind: 'enquiry' })), row('2', 'bulk', reason('country')));
    const fresh = await takeOne('fresh');
    const sorted = await sort([fresh], [raw('2', { askedFor: '1' })]);
    expect(sorted).toMatchObject({ found: [], settled: [{ end: 'done' }], movedToWinner: true });
    await settleLeads(portal, sorted.settled);
    expect(await remembered('1')).toMatchObject({ gone: 'merged', mergedInto: '2' });
    const winner = await takeOne('fresh');
    expect(winner).toMatchObject({ contactId: '2', lane: 'fresh' });
    expect(winner.reasons.map(({ what }) => what).toSorted()).toEqual(['country', 'message']);
    expect(await takeLeads(portal, { lane: 'bulk', limit: 9, processId: store.processId })).toEqual([]);
  });

  test('of whom two were merged into one leave it one row', async () => {
    await add(row('1'), row('2'));
    const sorted = await sort(await take(), [raw('3', { askedFor: '1' }), raw('3', { askedFor: '2' })]);
    await settleLeads(portal, sorted.settled);
    expect(ids(await take())).toEqual(['3']);
  });
});
