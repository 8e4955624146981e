import { describe, expect, test } from 'vitest';
import type { RawLead } from '../src/hubspot/lead.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { recallLeads, sortFound, type LeadsSeen } from '../src/mailbox/recall.ts';
import { settleLeads } from '../src/mailbox/settle.ts';
import type { Settlement, TakenLead } from '../src/mailbox/types.ts';
import { changed, created, deliver, event, inPortal, mailbox, meet, portalId, store } from './webhooks-door.ts';

const AN_HOUR = 3_600_000;
const old = () => created({ occurredAt: Date.now() - AN_HOUR });

async function take(): Promise<TakenLead> {
  const [lead] = await takeLeads(store.forPortal(portalId), { lane: 'fresh', limit: 9, processId: store.processId });
  if (lead === undefined) throw new Error('nothing was due');
  return lead;
}

/** One look at a lead, as a drain does it, with what HubSpot answered; `meanwhile` happens while it is read. */
async function look(
  answer: { unknown?: ReadonlySet<string> } = {},
  meanwhile?: () => Promise<unknown>,
): Promise<Settlement[]> {
  const portal = store.forPortal(portalId);
  const lead = await take();
  const recalled = await recallLeads(portal, [lead]);
  const raws: LeadsSeen = Object.assign(new Map<string, RawLead>(), { ...answer, askedAtMs: Date.now() });
  await meanwhile?.();
  const { settled } = await sortFound(portal, { leads: [lead], raws, recalled, installedAt: new Date(0) });
  await settleLeads(portal, settled);
  return settled;
}

const goneOf = async (contactId = '501') =>
  (
    await inPortal((tx) =>
      tx.db.selectFrom('contacts').select('gone').where('contact_id', '=', contactId).executeTakeFirst(),
    )
  )?.gone ?? null;

describe('a lead that HubSpot does not show', () => {
  test('is looked at again when HubSpot did not say why, ever later, and at last put aside', async () => {
    await deliver(old());
    const waits: number[] = [];
    for (let looks = 1; looks <= 10; looks += 1) {
      const [end] = await look({ unknown: new Set(['501']) });
      expect(await goneOf()).toBeNull();
      if (looks === 10) expect(end).toMatchObject({ end: 'dead', error: 'not_readable_yet' });
      else expect(end).toMatchObject({ end: 'later', error: 'not_readable_yet', countsAsAttempt: true });
      if (end?.end === 'later') waits.push(Math.round((end.notBefore.getTime() - Date.now()) / 1_000));
      await inPortal((tx) =>
        tx.db
          .updateTable('mailbox')
          .set({ not_before: new Date(0) })
          .execute(),
      );
    }
    expect(waits).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300]);
    expect(Object.keys(await mailbox())).toEqual(['501']);
  });

  test('is not there yet when it was created a moment ago', async () => {
    await deliver(created());
    expect(await look()).toMatchObject([{ end: 'later', error: 'not_readable_yet' }]);
    expect(await goneOf()).toBeNull();
    await deliver(changed('message', 'Hello'));
    expect((await take()).reasons).toHaveLength(2);
  });

  test('is gone when it is older', async () => {
    await deliver(old());
    await look();
    expect(await goneOf()).toBe('deleted');
    await deliver(changed('email', 'x'));
    await expect(take()).rejects.toThrow('nothing was due');
  });

  test('is looked at again when somebody spoke of it during the reading', async () => {
    await deliver(old());
    await look({}, () => deliver(changed('message', 'Hello')));
    expect(await goneOf()).toBeNull();
    expect((await take()).reasons.map((one) => one.what)).toEqual(['creation', 'message']);
  });
});

describe('a contact that was missing when it was read', () => {
  test.each([
    ['asks again', () => changed('message', 'Hello', { occurredAt: Date.now() + 1_000 })],
    ['is created', () => created({ occurredAt: Date.now() + 1_000 })],
    ['is restored', () => event('object.restore')],
  ])('is there again when it %s', async (_how, news) => {
    await deliver(old());
    await look();
    expect((await deliver(news())).status).toBe(200);
    expect(await goneOf()).toBeNull();
    expect((await take()).contactId).toBe('501');
  });

  test('stays gone when older news come late, or when it was erased or merged away', async () => {
    await deliver(old());
    await look();
    await meet('502', { gone: 'privacy', gone_at: new Date(0) });
    await meet('503', { gone: 'merged', gone_at: new Date(0), merged_into: '9' });
    await deliver(
      changed('message', 'Hello', { occurredAt: Date.now() - AN_HOUR }),
      created({ objectId: 502 }),
      created({ objectId: 503 }),
    );
    expect([await goneOf('501'), await goneOf('502'), await goneOf('503')]).toEqual(['deleted', 'privacy', 'merged']);
    await expect(take()).rejects.toThrow('nothing was due');
  });

  test('hands what it asked to the contact that it was merged into', async () => {
    await deliver(old());
    await look();
    await deliver(event('object.merge', { objectId: 600, primaryObjectId: 600, mergedObjectIds: [501] }));
    expect(await goneOf()).toBe('merged');
    const lead = await take();
    expect(lead.contactId).toBe('600');
    expect(lead.reasons.map((one) => `${one.kind}:${one.what}`)).toEqual(['enquiry:creation', 'change:merge']);
  });
});
