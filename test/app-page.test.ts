import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { todayAnswer, type Today } from '../src/cards/contract/index.ts';
import { appendHandoffEvents } from '../src/store/tables/handoff-events.ts';
import { closeHandoffs } from '../src/store/tables/handoffs.ts';
import { MINUTE, openAppPageScene, type AppPageScene } from './app-page-scene.ts';

const portalId = 6_161;
const other = 6_162;
const without = 6_163;
let app: AppPageScene;
beforeAll(async () => {
  app = await openAppPageScene({ portalId, other, without });
});
afterAll(() => app.stop());

async function today(userId = 7, portal = portalId): Promise<Today> {
  const answer = todayAnswer.parse(await app.get('/pages/today', userId, portal));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.today;
}

const decided = (
  contactId: string,
  o: { ledger?: 'live' | 'observe'; outcome?: 'routed' | 'held'; at: Date; enquiryId?: string; seq: number },
) =>
  app.inPortal((tx) =>
    tx.db
      .insertInto('decisions')
      .values({
        portal_id: portalId,
        decision_id: randomUUID(),
        ledger: o.ledger ?? 'live',
        seq: o.seq,
        contact_id: contactId,
        enquiry_id: o.enquiryId ?? randomUUID(),
        decided_by: 'drain',
        outcome: o.outcome ?? 'routed',
        reason: 'fair_share',
        owner_id: o.outcome === 'held' ? null : contactId === '502' ? '90' : '70',
        policy_version: 1,
        policy_hash: '',
        engine: '',
        verdict: '{}',
        snapshot_hash: Buffer.alloc(1),
        receipt: Buffer.alloc(1),
        previous_receipt: Buffer.alloc(1),
        decided_at: o.at,
      })
      .execute(),
  );

describe('GET /pages/today', () => {
  it('is empty but for the people on the first day', async () => {
    expect(await today()).toMatchObject({
      mode: 'observe',
      suspended: false,
      figures: { routedToday: 0, waiting: 0, held: 0, open: 0, late: 0, away: 1, wrongOwner7Days: 0 },
      waiting: [],
      late: [],
      dueSoon: [],
      away: [{ name: 'Ben Rep', why: 'away', until: null, pools: ['Sales', 'All sales'], openHandoffs: 0 }],
      wrongOwner: [],
    });
  });

  it('lists what is late, due soon and disputed, the most overdue first', async () => {
    const disputed = await app.handOff('501', { ownerId: '80', pool: 'Sales', dueMin: -5 });
    await app.handOff('502', { ownerId: '90', pool: 'Sales DACH', dueMin: -30, company: 'Beta AG' });
    await app.handOff('503', { ownerId: '70', pool: null, dueMin: 10, company: null });
    await app.handOff('504', { ownerId: '70', pool: null, dueMin: 90 });
    await app.handOff('505', { ownerId: '70', pool: null, dueMin: null });
    const over = await app.handOff('506', { ownerId: '70', pool: null, dueMin: -60 });
    await app.handOff('507', { ownerId: '70', pool: null, dueMin: -60 });
    await app.handOff('501', { ownerId: '70', pool: null, dueMin: -60, portal: other });
    await app.inPortal(async (tx) => {
      await closeHandoffs(tx, [{ handoffId: over, outcome: 'qualified', at: new Date() }]);
      await tx.db.updateTable('handoffs').set({ sla_state: 'met' }).where('contact_id', '=', '507').execute();
      const event = { handoffId: disputed, contactId: '501', kind: 'wrong_owner', ownerId: '80' } as const;
      await appendHandoffEvents(tx, [
        { ...event, at: new Date(Date.now() - 8 * 24 * 60 * MINUTE), label: 'other' },
        { ...event, at: new Date(Date.now() - 2 * MINUTE), label: 'wrong_territory' },
        { ...event, at: new Date(Date.now() - MINUTE), label: 'language' },
      ]);
    });
    const shown = await today();
    expect(shown.figures).toMatchObject({ open: 6, late: 2, wrongOwner7Days: 2 });
    expect(shown.late).toEqual([
      { contactId: '502', label: 'Beta AG', url: url('502'), owner: 'Cleo Boss', ...offered() },
      { contactId: '501', label: 'Acme GmbH', url: url('501'), owner: 'Ben Rep', ...offered() },
    ]);
    expect(shown.dueSoon).toEqual([
      { contactId: '503', label: 'Contact 503', url: url('503'), owner: 'Ada Admin', ...offered() },
    ]);
    expect(shown.wrongOwner.map(({ label, owner, reason }) => [label, owner, reason])).toEqual([
      ['Acme GmbH', 'Ben Rep', 'language'],
      ['Acme GmbH', 'Ben Rep', 'wrong_territory'],
    ]);
    expect(shown.away).toMatchObject([{ name: 'Ben Rep', openHandoffs: 1 }]);
  });

  it('names a lead only for who may read its handoff, and shows the rest of the line to all', async () => {
    expect(labels(await today(9))).toEqual(['502 Beta AG', '501 Acme GmbH']);
    expect(labels(await today(8))).toEqual(['502 Contact 502', '501 Acme GmbH']);
    expect(labels(await today(10))).toEqual(['502 Contact 502', '501 Contact 501']);
  });

  it('names erased leads by their number', async () => {
    await app.inPortal((tx) =>
      tx.db.updateTable('contacts').set({ contact_key: null }).where('contact_id', '=', '502').execute(),
    );
    expect((await today()).late[0]).toMatchObject({ contactId: '502', label: 'Contact 502' });
  });

  it('lists who waits or is held, longest first, but not who was put aside', async () => {
    await app.inPortal((tx) =>
      tx.db
        .insertInto('mailbox')
        .values([
          app.waiting('601', 'bulk', 'waiting', 3),
          app.waiting('602', 'fresh', 'waiting', 1),
          { ...app.waiting('603', 'fresh', 'held', 2), held_pool: 'Sales' },
          app.waiting('604', 'fresh', 'dead', 9),
        ])
        .execute(),
    );
    const shown = await today();
    expect(shown.figures).toMatchObject({ waiting: 2, held: 1 });
    expect(shown.waiting.map(({ contactId, held, pool }) => [contactId, held, pool])).toEqual([
      ['601', false, null],
      ['603', true, 'Sales'],
      ['602', false, null],
    ]);
  });

  it('counts the enquiries that live decisions have routed since midnight of the account', async () => {
    const { rows } = await app.inPortal((tx) =>
      sql<{ midnight: Date }>`
        select date_trunc('day', now() at time zone 'Europe/Vienna') at time zone 'Europe/Vienna' as midnight`.execute(
        tx.db,
      ),
    );
    const midnight = rows[0]?.midnight ?? new Date(0);
    const enquiryId = randomUUID();
    await decided('501', { at: midnight, seq: 1, enquiryId });
    // The same enquiry once more: a better answer came a moment later.
    await decided('501', { at: midnight, seq: 2, enquiryId });
    await decided('502', { at: new Date(midnight.getTime() + 1), seq: 3 });
    await decided('503', { at: new Date(midnight.getTime() - 1), seq: 4 });
    await decided('504', { at: midnight, seq: 5, outcome: 'held' });
    await decided('505', { at: midnight, seq: 1, ledger: 'observe' });
    expect((await today()).figures.routedToday).toBe(2);
  });

  it('shows nothing of another account', async () => {
    const shown = await today(7, other);
    expect(shown.figures).toMatchObject({ open: 1, late: 1, waiting: 0, wrongOwner7Days: 0, routedToday: 0 });
    expect(shown.late[0]?.url).toContain(`/contacts/${other}/`);
  });

  it('still answers while the account is suspended, and not where it is not installed', async () => {
    await app.setStatus('suspended');
    expect(await today()).toMatchObject({ suspended: true });
    await app.setStatus('active');
    expect(await app.get('/pages/today', 7, without)).toMatchObject({ ok: false, error: { code: 'not_installed' } });
  });
});

function offered() {
  return { status: 'offered', urgency: 'high', dueAt: expect.stringMatching(/Z$/) };
}

function url(contactId: string): string {
  return `https://app-eu1.hubspot.com/contacts/${portalId}/record/0-1/${contactId}`;
}

function labels(shown: Today): string[] {
  return shown.late.map(({ contactId, label }) => `${contactId} ${label}`);
}
