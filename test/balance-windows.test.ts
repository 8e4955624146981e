import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { replay } from '../src/audit/replay.ts';
import { LEAD } from '../src/policy/balance.ts';
import { windowOn } from '../src/policy/balance-window.ts';
import type { Store } from '../src/store/store.ts';
import { loadCredits } from '../src/store/tables/balances.ts';
import { anna, away, ben, byHand, cleo, openDecidingScene, readyLead, type DecidingScene } from './deciding-scene.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

const DAY_MS = 86_400_000;
/** A noon of a Monday, after the policy came into force whenever the test runs. */
const TODAY = new Date('2100-05-03T12:00:00Z');
const TOMORROW = new Date(TODAY.getTime() + DAY_MS);

let database: TestDatabase;
let store: Store;
let portalId = 1_300;
beforeAll(async () => {
  database = await testDatabase();
  store = await database.store();
});
afterAll(() => database?.close());
beforeEach(() => {
  portalId += 1;
});

const daily = () => openDecidingScene(store, portalId, { window: 'day' });
const isoDay = (date: Date) => date.toISOString().slice(0, 10);
/** What a decision of that day sees; those who are owed nothing are absent. */
const seenOn = async ({ portal }: DecidingScene, day: Date) =>
  Object.fromEntries(
    (
      await portal.transaction((tx) => loadCredits(tx, 'live', { window: windowOn('day', isoDay(day)), makeUp: false }))
    ).flatMap(({ ownerId, credit }) => (credit === 0 ? [] : [[ownerId, credit]])),
  );

it('forgets at the start of the day of the account who was owed what', async () => {
  const scene = await daily();
  const [first, second] = [new Date('2100-05-01T06:59:00Z'), new Date('2100-05-01T07:00:00Z')];
  const los = { timeZone: 'America/Los_Angeles' };
  await scene.decide([readyLead('1')], { now: first, ...los });
  const [end] = await scene.decide([readyLead('2')], { now: second, ...los });
  // Ben was owed half a lead until midnight; now both stand at 0, and he has waited longer.
  expect(end).toMatchObject({
    verdict: {
      candidates: [
        { ownerId: 'anna', creditBefore: 0 },
        { ownerId: 'ben', creditBefore: 0 },
      ],
      ownerId: 'ben',
    },
  });
  expect(await replay(scene.portal, 'live')).toMatchObject({ same: 2, different: [], broken: [] });
});

it('lets leads of a rolling window count less every day, then no more', async () => {
  const scene = await openDecidingScene(store, portalId, { window: { rollingDays: 2 } });
  await scene.decide([readyLead('1')], { now: TODAY });
  const [second] = await scene.decide([readyLead('2')], { now: TOMORROW });
  expect(second).toMatchObject({ verdict: { candidates: [{ creditBefore: -LEAD / 4 }, { creditBefore: LEAD / 4 }] } });
  const [third] = await scene.decide([readyLead('3')], { now: new Date(TOMORROW.getTime() + DAY_MS) });
  // The first lead counts no more, Ben's of yesterday half.
  expect(third).toMatchObject({ verdict: { candidates: [{ creditBefore: LEAD / 4 }, { creditBefore: -LEAD / 4 }] } });
  expect(await replay(scene.portal, 'live')).toMatchObject({ same: 3, different: [], broken: [] });
});

it('books what is moved to a colleague a day later on the day of the lead', async () => {
  const scene = await daily();
  await scene.decide([readyLead('1')], { now: TODAY });
  const seen = await scene.handoffOf('1');
  const taken = readyLead('1', {
    kind: 'change',
    ownerId: 'ben',
    history: [{ ...byHand('ben'), atMs: TOMORROW.getTime() }],
    seen,
  });
  expect(await scene.decide([taken], { now: TOMORROW })).toMatchObject([{ end: 'taken_over' }]);
  expect(await scene.credits()).toEqual({ anna: LEAD / 2, ben: -LEAD / 2 });
  expect(await seenOn(scene, TODAY)).toEqual({ anna: LEAD / 2, ben: -LEAD / 2 });
  expect(await seenOn(scene, TOMORROW)).toEqual({});
});

it('takes back over midnight what a better answer replaces, on the day on which it was booked', async () => {
  const scene = await daily();
  const midnight = new Date(TOMORROW.getTime() - DAY_MS / 2);
  await scene.decide([readyLead('1')], { now: new Date(midnight.getTime() - 20_000), people: [anna, ben, cleo] });
  const seen = await scene.handoffOf('1');
  const better = readyLead('1', { kind: 'change', ownerId: 'anna', country: 'FR', seen });
  expect(await scene.decide([better], { now: new Date(midnight.getTime() + 20_000) })).toMatchObject([
    { verdict: { ownerId: 'cleo', candidates: [{ creditBefore: 0 }] } },
  ]);
  expect(await seenOn(scene, TODAY)).toEqual({});
  expect(await seenOn(scene, TOMORROW)).toEqual({});
});

it('keeps the sums of days equal to their entries, and the accounts of pools apart', async () => {
  const scene = await openDecidingScene(store, portalId, { span: 'pool', window: 'week' });
  for (const [now, contactId] of [
    [TODAY, '1'],
    [TODAY, '2'],
    [TOMORROW, '3'],
  ] as const) {
    await scene.decide([readyLead(contactId), readyLead(`${contactId}0`, { country: 'FR' })], { now });
  }
  await scene.decide([readyLead('4')], { now: TOMORROW, people: [anna, away(ben), cleo] });
  const { entries, days } = await scene.portal.transaction(async (tx) => ({
    entries: await tx.db
      .selectFrom('ledger_entries')
      .select(['scope', 'day', 'owner_id', (select) => select.fn.sum<number>('amount').as('amount')])
      .groupBy(['scope', 'day', 'owner_id'])
      .having((having) => having.fn.sum('amount'), '<>', 0)
      .orderBy('day')
      .orderBy('owner_id')
      .execute(),
    days: await tx.db
      .selectFrom('credit_days')
      .select(['scope', 'day', 'owner_id', 'amount'])
      .where('amount', '<>', 0)
      .orderBy('day')
      .orderBy('owner_id')
      .execute(),
  }));
  expect(days).toEqual(entries);
  expect(days).toMatchObject([
    { scope: 'sales', day: isoDay(TOMORROW), owner_id: 'anna' },
    { scope: 'sales', day: isoDay(TOMORROW), owner_id: 'ben' },
  ]);
});
