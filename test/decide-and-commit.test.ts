import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { replay } from '../src/audit/replay.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { LEAD } from '../src/policy/balance.ts';
import type { Store } from '../src/store/store.ts';
import { contactsById, markGone } from '../src/store/tables/contacts.ts';
import { setTaskId } from '../src/store/tables/handoffs.ts';
import { anna, away, ben, byHand, cleo, readyLead, openDecidingScene, type DecidingScene } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

let database: TestDatabase;
let store: Store;
let scene: DecidingScene;
let portalId = 800;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(async () => {
  portalId += 1;
  scene = await openDecidingScene(store, portalId);
});

const decide = (...of: Parameters<DecidingScene['decide']>) => scene.decide(...of);
const erase = (contactId: string) =>
  scene.portal.transaction((tx) => markGone(tx, { contactId, gone: 'privacy', at: new Date() }));

describe('deciding leads of a live portal', () => {
  it('shares a batch out, each decision seeing the one before it, and stores all that follows from them at once', async () => {
    const leaseId = randomUUID();
    const ends = await decide([readyLead('1'), readyLead('2')], { leaseId });
    expect(ends).toMatchObject([
      { end: 'decided', verdict: { ownerId: 'anna', ownerReason: 'fair_share' } },
      { end: 'decided', verdict: { ownerId: 'ben', ownerReason: 'fair_share' } },
    ]);
    expect(await scene.decisions()).toMatchObject([
      { seq: 1, contact_id: '1', outcome: 'routed', owner_id: 'anna', replaces: null },
      { seq: 2, contact_id: '2', outcome: 'routed', owner_id: 'ben', replaces: null },
    ]);
    expect(await scene.credits()).toEqual({});
    expect(await scene.handoffOf('1')).toMatchObject({ ownerId: 'anna', status: 'offered', enquiries: 1 });
    expect(await scene.writes()).toMatchObject(
      ['contact_update', 'task_create', 'contact_update', 'task_create'].map((kind) => ({
        kind,
        state: 'todo',
        lease_id: leaseId,
      })),
    );
    expect(await replay(scene.portal, 'live')).toEqual({
      decisions: 2,
      same: 2,
      erased: 0,
      different: [],
      broken: [],
    });
  });

  it('remembers the contact, so that its next enquiry is known for one', async () => {
    const [first] = await decide([readyLead('1')]);
    const remembered = await scene.portal.transaction((tx) => contactsById(tx, ['1']));
    expect(remembered.get('1')).toMatchObject({
      decisionId: first?.end === 'decided' ? first.decisionId : '',
      outcome: 'routed',
      enquiries: 1,
      latestSource: 'FORM',
    });
  });

  it('stores no second decision while the answer is the same, and the next one in its place', async () => {
    const nobody = { people: [away(anna), away(ben), cleo] };
    expect(await decide([readyLead('1')], nobody)).toMatchObject([{ end: 'decided', verdict: { outcome: 'held' } }]);
    expect(await decide([readyLead('1', { kind: 'change' })], nobody)).toMatchObject([
      { end: 'unchanged', verdict: { outcome: 'held' } },
    ]);
    expect(await decide([readyLead('1', { kind: 'change' })])).toMatchObject([
      { end: 'decided', verdict: { ownerId: 'anna' } },
    ]);
    const [held, routed, ...others] = await scene.decisions();
    expect(others).toEqual([]);
    expect(routed).toMatchObject({ replaces: held?.decision_id, enquiry_id: held?.enquiry_id });
  });

  it('adds another enquiry to the open handoff and rewrites its task', async () => {
    await decide([readyLead('1')]);
    const first = await scene.handoffOf('1');
    await scene.portal.transaction((tx) => setTaskId(tx, [{ handoffId: first?.handoffId ?? '', taskId: '9001' }]));
    const ends = await decide([readyLead('1', { kind: 'came_back', ownerId: 'anna', seen: first })]);
    expect(ends).toMatchObject([{ end: 'decided', verdict: { ownerId: 'anna', ownerReason: 'open_handoff' } }]);
    expect(await scene.handoffs()).toHaveLength(1);
    expect(await scene.handoffOf('1')).toMatchObject({ enquiries: 2, handoffId: first?.handoffId, taskId: '9001' });
    const todo = (await scene.writes()).filter(({ state }) => state === 'todo');
    expect(todo.map(({ kind }) => kind)).toEqual(['contact_update', 'task_update']);
  });

  it('moves a lead quietly when a better answer comes within the minute, and takes back what it cost', async () => {
    await decide([readyLead('1')]);
    expect(await scene.credits()).toEqual({ anna: -LEAD / 2, ben: LEAD / 2 });
    const seen = await scene.handoffOf('1');
    const ends = await decide([readyLead('1', { kind: 'change', country: 'FR', ownerId: 'anna', seen })]);
    expect(ends).toMatchObject([{ end: 'decided', verdict: { ownerId: 'cleo', pool: 'france' } }]);
    expect(await scene.handoffOf('1')).toMatchObject({ handoffId: seen?.handoffId, ownerId: 'cleo', enquiries: 1 });
    expect(await scene.credits()).toEqual({});
    const [first, second] = await scene.decisions();
    expect(second).toMatchObject({ replaces: first?.decision_id, enquiry_id: first?.enquiry_id });
    expect(await replay(scene.portal, 'live')).toMatchObject({ same: 2, different: [], broken: [] });
  });

  it('yields to a person who gave the contact to a colleague: the handoff closes, the colleague pays', async () => {
    await decide([readyLead('1')]);
    const seen = await scene.handoffOf('1');
    const ends = await decide([readyLead('1', { kind: 'change', ownerId: 'ben', history: [byHand('ben')], seen })]);
    expect(ends).toEqual([{ contactId: '1', end: 'taken_over' }]);
    expect(await scene.decisions()).toHaveLength(1);
    expect(await scene.handoffs()).toMatchObject([{ status: 'closed', outcome: 'taken_over' }]);
    expect(await scene.credits()).toEqual({ anna: LEAD / 2, ben: -LEAD / 2 });
  });
});

describe('deciding nothing', () => {
  it('when somebody acted on the handoff since the lead was read', async () => {
    await decide([readyLead('1')]);
    const again = readyLead('1', { kind: 'came_back', ownerId: 'anna' });
    expect(await decide([again])).toEqual([{ contactId: '1', end: 'stale' }]);
    expect(await scene.decisions()).toHaveLength(1);
  });

  it('when the policy looks at a property that was not read', async () => {
    const ends = await decide([readyLead('1')], { propertiesRead: { contact: [], company: [] } });
    expect(ends).toEqual([{ contactId: '1', end: 'stale' }]);
    expect(await scene.decisions()).toHaveLength(0);
  });

  it('when another process has the lead by now, while the others of the batch are decided', async () => {
    await scene.portal.transaction((tx) =>
      addReasons(
        tx,
        ['1', '2'].map((contactId) => ({ contactId, lane: 'fresh', reasons: [] })),
      ),
    );
    const [first, second] = await takeLeads(scene.portal, { lane: 'fresh', limit: 9, processId: store.processId });
    if (first === undefined || second === undefined) throw new Error('two leads wait');
    const ends = await decide([
      readyLead('1', { taken: { ...first, leaseId: randomUUID() } }),
      readyLead('2', { taken: second }),
    ]);
    expect(ends).toMatchObject([
      { contactId: '1', end: 'lease_lost' },
      { contactId: '2', end: 'decided' },
    ]);
    const rows = await scene.portal.transaction((tx) =>
      tx.db
        .selectFrom('mailbox')
        .select(['contact_id', 'revision', 'decided_revision'])
        .orderBy('contact_id')
        .execute(),
    );
    expect(rows).toMatchObject([{ decided_revision: null }, { decided_revision: second.revision }]);
  });

  it('when there is no lead', async () => {
    expect(await decide([])).toEqual([]);
  });
});

describe('deciding while a portal observes', () => {
  it('keeps decisions and shares in a ledger of their own and touches nothing else', async () => {
    const [end] = await decide([readyLead('1')], { ledger: 'observe' });
    expect(end).toMatchObject({ end: 'decided', verdict: { outcome: 'routed', ownerId: 'anna' } });
    expect([await scene.handoffs(), await scene.writes(), await scene.decisions('live')]).toEqual([[], [], []]);
    expect(await scene.decisions('observe')).toMatchObject([{ seq: 1, owner_id: 'anna' }]);
    expect(await scene.credits('observe')).toEqual({ anna: -LEAD / 2, ben: LEAD / 2 });
    expect(await decide([readyLead('2')])).toMatchObject([{ verdict: { ownerId: 'anna' } }]);
    expect(await scene.decisions('live')).toMatchObject([{ seq: 1 }]);
  });
});

describe('an erased contact', () => {
  it('leaves decisions that cannot be recomputed and receipts that still verify', async () => {
    await decide([readyLead('1'), readyLead('2')]);
    await erase('1');
    await decide([readyLead('3')]);
    expect(await replay(scene.portal, 'live')).toEqual({ decisions: 3, same: 2, erased: 1, different: [], broken: [] });
  });

  it('that is decided all the same gets neither snapshot nor handoff nor write', async () => {
    await erase('1');
    await decide([readyLead('1')]);
    expect(await scene.decisions()).toMatchObject([{ contact_id: '1', snapshot: null }]);
    expect([await scene.handoffs(), await scene.writes()]).toEqual([[], []]);
    expect(await replay(scene.portal, 'live')).toMatchObject({ decisions: 1, erased: 1, broken: [] });
  });
});

describe('a lead that a person routes by hand', () => {
  it('waits with one stored answer while nobody is free, and then goes to somebody', async () => {
    const nobody = { people: [away(anna), away(ben), cleo] };
    await decide([readyLead('1', { kind: 'by_hand' })], nobody);
    expect(await decide([readyLead('1', { kind: 'by_hand' })], nobody)).toMatchObject([{ end: 'unchanged' }]);
    expect(await scene.decisions()).toMatchObject([{ outcome: 'held' }]);
    expect(await decide([readyLead('1', { kind: 'by_hand' })])).toMatchObject([
      { end: 'decided', verdict: { outcome: 'routed', trigger: 'manual' } },
    ]);
    expect(await replay(scene.portal, 'live')).toMatchObject({ same: 2, different: [], broken: [] });
  });
});
