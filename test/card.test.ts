import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CardView } from '../src/cards/contract/index.ts';
import { markGone } from '../src/store/tables/contacts.ts';
import { clickOn, openCardScene, PEOPLE, USERS, type CardScene } from './card-scene.ts';
import { away, byHand, cleo, readyLead } from './deciding-scene.ts';

let scene: CardScene;
let portals = 5_000;
const newPortal = () => scene.openPortal((portals += 1));

beforeAll(async () => {
  scene = await openCardScene();
});
afterAll(() => scene.close());

function handoffIn(card: CardView) {
  if (card.kind !== 'handoff') throw new Error(`the card shows ${card.kind}`);
  return card.handoff;
}

describe('reading the card', () => {
  it('shows a handoff whole to its owner: parts with evidence, why, history, what may be done', async () => {
    const portal = await newPortal();
    const { ownerId } = await portal.routed('501');
    expect(ownerId).toBe('anna');
    const card = await portal.card(USERS.anna, '501');
    const handoff = handoffIn(card);
    expect(handoff).toMatchObject({
      status: 'offered',
      owner: { name: 'Anna Keller', isViewer: true, presence: 'here' },
    });
    expect(handoff.details?.nextStep.sentence).not.toBe('');
    expect(handoff.details?.buyerContext.sentences.every(({ evidence }) => evidence.length > 0)).toBe(true);
    expect(handoff.why?.headline).toContain('Anna Keller');
    expect(handoff.why?.others).toEqual([
      expect.stringMatching(/^Ben Ode: .* would have had it if the weight were 2; gets the next one like it/),
      expect.stringMatching(/^If country were France, .* gone to Cleo Martin in the pool “france”\.$/),
    ]);
    expect(handoff.sla).toMatchObject({ state: 'running', running: true });
    expect(card).toMatchObject({ mode: 'live', may: { accept: true, done: true, wrongOwner: true, route: false } });
    expect(card.history).toMatchObject([{ what: 'offered', who: null, owner: 'Anna Keller' }]);
  });

  it("leads to the owner's booking page, where there is one", async () => {
    const portal = await newPortal();
    const url = 'https://meet.test/anna';
    await portal.decide([readyLead('501')], {
      people: PEOPLE.map((one) => (one.ownerId === 'anna' ? { ...one, meetingLink: url } : one)),
    });
    const meetingSeenBy = async (userId: number) => handoffIn(await portal.card(userId, '501')).details?.meeting;
    expect(await meetingSeenBy(USERS.anna)).toEqual({ text: 'Your meeting link', url });
    expect(await meetingSeenBy(USERS.ben)).toEqual({ text: 'Book a time with Anna Keller', url });
    await portal.routed('502');
    expect(handoffIn(await portal.card(USERS.ben, '502')).details).not.toHaveProperty('meeting');
  });

  it.each([
    ['a colleague of the pool', USERS.ben, true],
    ['an admin', USERS.installer, true],
    ['a super admin', USERS.boss, true],
    ['somebody of another pool', USERS.cleo, false],
    ['a user without a seat in any pool', USERS.dora, false],
  ])('shows %s what they may see', async (_who, userId, inside) => {
    const portal = await newPortal();
    await portal.routed('501');
    const card = await portal.card(userId, '501');
    const handoff = handoffIn(card);
    expect(handoff.owner.name).toBe('Anna Keller');
    expect(handoff.sla.dueAt).not.toBeNull();
    expect(card.may).toMatchObject({ accept: inside, done: inside, wrongOwner: inside });
    expect(handoff.details !== null).toBe(inside);
    expect(handoff.why !== null).toBe(inside);
    expect(handoff.hidden).toBe(inside ? null : 'not_allowed');
  });

  it('knows nothing of a contact of another portal, nor of one that nobody asked about', async () => {
    const portal = await newPortal();
    await portal.routed('501');
    const other = await newPortal();
    for (const contactId of ['501', '777']) {
      expect(await other.card(USERS.anna, contactId)).toMatchObject({
        kind: 'none',
        may: { route: true },
        history: [],
      });
    }
  });

  it('says while only observing who would have got it, and shows no handoff', async () => {
    const portal = await newPortal();
    await portal.decide([readyLead('501')], { ledger: 'observe' });
    const card = await portal.card(USERS.cleo, '501');
    expect(card).toMatchObject({
      kind: 'decision',
      mode: 'observe',
      observed: true,
      outcome: 'routed',
      owner: 'Anna Keller',
    });
  });

  it('shows others that something happened, not who said what about whom', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.act(USERS.ben, clickOn('wrong_owner', handoff, 'wrong_territory'));
    const card = await portal.card(USERS.cleo, '501');
    expect(card.history.map(({ what, who, label }) => [what, who, label])).toEqual([
      ['wrong_owner', null, null],
      ['offered', null, null],
    ]);
    expect(handoffIn(card).wrongOwner).toBeNull();
  });

  it('tells who would have got a lead to everybody, and why only to that pool', async () => {
    const portal = await newPortal();
    await portal.decide([readyLead('501')], { ledger: 'observe' });
    expect(await portal.card(USERS.cleo, '501')).toMatchObject({ owner: 'Anna Keller', why: null });
    expect(await portal.card(USERS.ben, '501')).toMatchObject({ why: { headline: expect.any(String) } });
  });

  it('shows a handoff that a person took over in the moment of the decision as taken over', async () => {
    const portal = await newPortal();
    const seen = await portal.routed('501');
    const before = { ...byHand('cleo'), atMs: Date.now() - 10_000 };
    await portal.decide([readyLead('501', { kind: 'change', ownerId: 'cleo', history: [before], seen })]);
    const card = await portal.card(USERS.anna, '501');
    expect(handoffIn(card)).toMatchObject({ status: 'closed', outcome: 'taken_over' });
    expect(card.history.map(({ what }) => what)).toEqual(['closed', 'offered']);
  });

  it('leaves out what cannot be read, and shows the rest', async () => {
    const portal = await newPortal();
    await portal.routed('501');
    await portal.portal.transaction((tx) =>
      tx.db
        .updateTable('handoffs')
        .set({ parts: Buffer.alloc(64) })
        .execute(),
    );
    expect(handoffIn(await portal.card(USERS.anna, '501'))).toMatchObject({ details: null, hidden: 'unreadable' });
  });

  it('says why a lead is held', async () => {
    const portal = await newPortal();
    const people = [away({ ...cleo, userId: USERS.cleo })];
    await portal.decide([readyLead('501', { country: 'FR' })], { people });
    expect(await portal.card(USERS.anna, '501')).toMatchObject({
      kind: 'decision',
      outcome: 'held',
      observed: false,
      may: { route: false },
      hold: { reason: 'nobody_free' },
      history: [{ what: 'held', label: 'nobody_free' }],
    });
  });

  it('shows a handoff that a person took over as closed, and that to everybody', async () => {
    const portal = await newPortal();
    const seen = await portal.routed('501');
    await portal.decide([readyLead('501', { kind: 'change', ownerId: 'cleo', history: [byHand('cleo')], seen })]);
    const card = await portal.card(USERS.dora, '501');
    expect(handoffIn(card)).toMatchObject({ status: 'closed', outcome: 'taken_over' });
    expect(card.history.map(({ what }) => what)).toEqual(['closed', 'offered']);
  });

  it.each([
    ['deleted', 'deleted'],
    ['erased', 'privacy'],
  ] as const)('says that a contact is gone when it was %s', async (_name, gone) => {
    const portal = await newPortal();
    await portal.routed('501');
    await portal.portal.transaction((tx) => markGone(tx, { contactId: '501', gone, at: new Date() }));
    expect(await portal.card(USERS.anna, '501')).toMatchObject({ kind: 'gone', gone, history: [] });
  });

  it.each([
    ['suspended', { kind: 'suspended' }],
    ['active', { kind: 'handoff' }],
  ] as const)('in a portal that is %s', async (status, expected) => {
    const portal = await newPortal();
    await portal.routed('501');
    await portal.portal.transaction((tx) => tx.db.updateTable('portals').set({ status }).execute());
    expect(await portal.card(USERS.anna, '501')).toMatchObject(expected);
  });

  it('notes that the card is in use', async () => {
    const portal = await newPortal();
    await portal.card(USERS.anna, '1');
    const row = await portal.portal.transaction((tx) =>
      tx.db.selectFrom('portals').select('card_seen_at').executeTakeFirstOrThrow(),
    );
    expect(row.card_seen_at).not.toBeNull();
  });

  it.each([
    ['an unknown portal', { portalId: 999_999_999, path: '/cards/handoff?objectId=1' }, 'not_installed'],
    ['no contact', { path: '/cards/handoff' }, 'bad_input'],
    ['a contact that is no number', { path: '/cards/handoff?objectId=1%20or%201' }, 'bad_input'],
  ])('refuses %s with a sentence', async (_name, change, code) => {
    await newPortal();
    const answer = await scene.send({ portalId: portals, userId: USERS.anna, method: 'GET', ...change });
    expect(answer).toMatchObject({ status: 200, body: { ok: false, error: { code, sentence: expect.any(String) } } });
  });

  it.each([
    ['the contact', (url: URL) => url.searchParams.set('objectId', '502')],
    ['the portal', (url: URL) => url.searchParams.set('portalId', '1')],
    ['the user', (url: URL) => url.searchParams.set('userId', String(USERS.installer))],
    ['a second user', (url: URL) => url.searchParams.append('userId', String(USERS.installer))],
  ])('refuses a request in which somebody changed %s after HubSpot had signed it', async (_what, tamper) => {
    const portal = await newPortal();
    await portal.routed('501');
    const answer = await scene.send({
      portalId: portals,
      userId: USERS.dora,
      method: 'GET',
      path: '/cards/handoff?objectId=501',
      change: (request) => {
        const url = new URL(request.url);
        tamper(url);
        request.url = url.href;
      },
    });
    expect(answer).toMatchObject({ status: 401, body: { error: { code: 'bad_signature' } } });
  });
});
