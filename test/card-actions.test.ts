import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lockBalance } from '../src/store/tables/balances.ts';
import { appendHandoffEvents } from '../src/store/tables/handoff-events.ts';
import { clickOn, openCardScene, USERS, type CardScene } from './card-scene.ts';
import { byHand, readyLead } from './deciding-scene.ts';

let scene: CardScene;
let portals = 6_000;
const newPortal = () => scene.openPortal((portals += 1));

beforeAll(async () => {
  scene = await openCardScene();
});
afterAll(() => scene.close());

const route = (contactId: string) => ({ action: 'route', contactId, requestId: randomUUID() });

describe('clicks on the card', () => {
  it('accepts: state, history and the CRM write, and the story goes on from there', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const answer = await portal.act(USERS.anna, clickOn('accept', handoff));
    expect(answer).toMatchObject({ ok: true, card: { handoff: { status: 'accepted', revision: 2 } } });
    expect(answer.card).toMatchObject({
      may: { accept: false, done: true },
      history: [{ what: 'accepted', who: 'Anna Keller' }, {}],
    });
    expect((await portal.writes()).map(({ kind }) => kind)).toEqual([
      'contact_update',
      'task_create',
      'contact_update',
    ]);
    expect(scene.rung).toContain(`${portals} writes`);
  });

  it('closes with an outcome: the clock met, the task done, nothing open any more', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.portal.transaction((tx) => tx.db.updateTable('handoffs').set({ task_id: '9' }).execute());
    const answer = await portal.act(USERS.anna, clickOn('done', handoff, 'meeting_booked'));
    expect(answer).toMatchObject({
      ok: true,
      card: { handoff: { status: 'closed', outcome: 'meeting_booked', sla: { state: 'met' } }, may: { route: true } },
    });
    expect(await portal.handoffOf('501')).toBeNull();
    expect((await portal.writes()).filter(({ state }) => state === 'todo').map(({ kind }) => kind)).toEqual([
      'contact_update',
      'contact_update',
      'task_update',
    ]);
  });

  it('creates no task any more for a handoff that is done before its task was made', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.act(USERS.anna, clickOn('done', handoff, 'qualified'));
    const tasks = (await portal.writes()).filter(({ kind }) => kind === 'task_create');
    expect(tasks.map(({ state }) => state)).toEqual(['superseded']);
  });

  it.each([
    ['junk', 0],
    ['duplicate', 0],
    ['qualified', 2],
  ])('with the outcome %s: people who are still owed or owe something: %i', async (outcome, owed) => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.act(USERS.anna, clickOn('done', handoff, outcome));
    expect(Object.keys(await portal.credits())).toHaveLength(owed);
  });

  it('records that the owner is wrong: shown, counted, the handoff stays', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const answer = await portal.act(USERS.ben, clickOn('wrong_owner', handoff, 'wrong_territory'));
    expect(answer).toMatchObject({
      ok: true,
      card: {
        handoff: { status: 'offered', revision: 2, wrongOwner: { reason: 'wrong_territory', who: 'Ben Ode' } },
        history: [{ what: 'wrong_owner', label: 'wrong_territory' }, {}],
      },
    });
    expect(await scene.metrics.registry.getSingleMetricAsString('baton_card_actions_total')).toMatch(
      /action="wrong_owner",end="done"/,
    );
  });

  it('does nothing twice for one click, however often it arrives, also at the same time', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const once = clickOn('done', handoff, 'junk');
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => portal.act(USERS.anna, once)));
    expect(answers.every(({ ok }) => ok)).toBe(true);
    expect((await portal.card(USERS.anna, '501')).history.map(({ what }) => what)).toEqual(['closed', 'offered']);
    expect(await portal.credits()).toEqual({});
  });

  it('lets one of two reps accept at once, and tells the other who was quicker', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const answers = await Promise.all([
      portal.act(USERS.anna, clickOn('accept', handoff)),
      portal.act(USERS.ben, clickOn('accept', handoff)),
    ]);
    const refused = answers.filter((answer) => !answer.ok);
    expect(refused).toHaveLength(1);
    expect(refused[0]).toMatchObject({
      error: {
        code: 'moved_on',
        sentence: expect.stringMatching(/^(Anna Keller|Ben Ode) accepted this handoff already\./),
      },
      card: { handoff: { status: 'accepted' } },
    });
  });

  it('refuses a stale page with what happened meanwhile and the right state', async () => {
    const portal = await newPortal();
    const seen = await portal.routed('501');
    await portal.decide([readyLead('501', { kind: 'change', ownerId: 'cleo', history: [byHand('cleo')], seen })]);
    const answer = await portal.act(USERS.anna, clickOn('accept', seen));
    expect(answer).toMatchObject({
      ok: false,
      error: { code: 'moved_on', sentence: expect.stringContaining('closed') },
      card: { handoff: { status: 'closed', outcome: 'taken_over' } },
    });
  });

  it.each([
    ['somebody of another pool', USERS.cleo],
    ['a user without a seat', USERS.dora],
  ])('lets %s do nothing', async (_who, userId) => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const answer = await portal.act(userId, clickOn('accept', handoff));
    expect(answer).toMatchObject({ ok: false, error: { code: 'not_allowed' }, card: { handoff: { details: null } } });
    expect((await portal.handoffOf('501'))?.status).toBe('offered');
  });

  it('knows no handoff of another portal', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const other = await newPortal();
    expect(await other.act(USERS.installer, clickOn('accept', handoff))).toMatchObject({
      ok: false,
      error: { code: 'unknown_handoff' },
      card: null,
    });
    expect((await portal.handoffOf('501'))?.status).toBe('offered');
  });

  it('waits for whoever is deciding about the handoff, and is then told what became of it', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    let click: Promise<unknown> = Promise.resolve();
    await portal.portal.transaction(async (tx) => {
      await lockBalance(tx, 'live');
      click = portal.act(USERS.anna, clickOn('accept', handoff));
      await tx.db.updateTable('handoffs').set({ owner_id: 'cleo', revision: 2 }).execute();
      await appendHandoffEvents(tx, [
        { kind: 'moved', handoffId: handoff.handoffId, contactId: '501', ownerId: 'cleo', at: new Date() },
      ]);
    });
    expect(await click).toMatchObject({
      ok: false,
      error: { code: 'moved_on', sentence: expect.stringContaining('has gone to Cleo Martin') },
      card: { handoff: { status: 'offered', owner: { name: 'Cleo Martin' } } },
    });
  });

  it('sees a mode that was changed while it waited: nothing is written once an admin was told that Baton observes', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    const before = (await portal.writes()).length;
    let click: Promise<unknown> = Promise.resolve();
    await portal.portal.transaction(async (tx) => {
      await lockBalance(tx, 'live');
      click = portal.act(USERS.anna, clickOn('accept', handoff));
      await tx.db.updateTable('portals').set({ mode: 'observe' }).execute();
    });
    expect(await click).toMatchObject({ ok: true });
    expect(await portal.writes()).toHaveLength(before);
  });

  it('writes nothing to HubSpot while the portal only observes', async () => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: 'observe' }).execute());
    const before = (await portal.writes()).length;
    expect(await portal.act(USERS.anna, clickOn('accept', handoff))).toMatchObject({ ok: true });
    expect(await portal.writes()).toHaveLength(before);
  });

  it.each([
    ['no JSON', 'accept'],
    ['an unknown action', { action: 'delete', handoffId: randomUUID(), revision: 1, requestId: randomUUID() }],
    ['a field too many', { ...clickOn('accept', { handoffId: randomUUID(), revision: 1 }), portalId: 1 }],
    ['a reason outside the list', clickOn('done', { handoffId: randomUUID(), revision: 1 }, 'taken_over')],
    ['no reason', clickOn('wrong_owner', { handoffId: randomUUID(), revision: 1 })],
  ])('refuses %s', async (_name, body) => {
    await newPortal();
    // `act` reads the answer as the card does.
    expect(await scene.act(portals, USERS.anna, body)).toMatchObject({ ok: false, error: { code: 'bad_input' } });
  });
});

describe('refusals that have no card', () => {
  it.each([
    ['an account whose grant is gone', { status: 'suspended' }, 'suspended'],
    ['an account that removed the app', { status: 'uninstalled' }, 'not_installed'],
  ] as const)('%s', async (_name, change, code) => {
    const portal = await newPortal();
    const handoff = await portal.routed('501');
    await portal.portal.transaction((tx) => tx.db.updateTable('portals').set(change).execute());
    expect(await portal.act(USERS.anna, clickOn('accept', handoff))).toMatchObject({ ok: false, error: { code } });
    expect(await portal.act(USERS.anna, route('502'))).toMatchObject({ ok: false, error: { code } });
  });

  it('a portal that nobody knows', async () => {
    expect(await scene.act(999_999_999, USERS.anna, route('501'))).toMatchObject({
      ok: false,
      error: { code: 'not_installed' },
    });
  });
});

describe('routing by hand', () => {
  it('puts the contact into the mailbox once per click and rings', async () => {
    const portal = await newPortal();
    await portal.decide([]);
    const request = route('501');
    await portal.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: 'live' }).execute());
    for (let times = 0; times < 2; times += 1) {
      expect(await portal.act(USERS.anna, request)).toMatchObject({
        ok: true,
        card: { kind: 'waiting', lookAgainMs: 1_000, may: { route: false } },
      });
    }
    const rows = await portal.portal.transaction((tx) => tx.db.selectFrom('mailbox').selectAll().execute());
    expect(rows).toMatchObject([
      {
        contact_id: '501',
        lane: 'fresh',
        revision: 1,
        reasons: [{ kind: 'by_hand', source: 'CRM_UI', sourceId: `userId:${USERS.anna}` }],
      },
    ]);
    expect(scene.rung).toContain(`${portals} fresh`);
  });

  it.each([
    ['somebody who may own no contacts', USERS.dora, 'live', 'not_allowed'],
    ['anybody while routing is paused', USERS.anna, 'paused', 'paused'],
  ] as const)('is refused to %s', async (_who, userId, mode, code) => {
    const portal = await newPortal();
    await portal.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode }).execute());
    expect(await portal.act(userId, route('501'))).toMatchObject({
      ok: false,
      error: { code },
      card: { kind: 'none' },
    });
  });

  it('is refused while a handoff is open', async () => {
    const portal = await newPortal();
    await portal.routed('501');
    expect(await portal.act(USERS.anna, route('501'))).toMatchObject({
      ok: false,
      error: { code: 'moved_on' },
      card: { kind: 'handoff' },
    });
  });
});
