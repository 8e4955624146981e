import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { APP_ID, openAttackScene, portalTables, type AttackScene, type Route, type Sent } from './attack-scene.ts';
import { ADMIN, openVictim, type Victim } from './tenancy-scene.ts';

/** Stands in everything that people of B could read, and in no request. */
const MARK = 'Zqxvb';
const A = 7_100;
const B = 7_200;
/** Requests under way at once. */
const AT_ONCE = 20;

/** Every door where HubSpot names the account in the query; the two that name it in the body have bodies of their own. */
const isDoor = ({ path }: Route) => /^\/(cards|settings|pages|workflow-actions|webhooks)\//.test(path);

/**
 * So many tries of people of account A to reach account B, through every door and through the store. Afterwards nothing
 * of B was answered, no row of B has changed, and HubSpot was asked nothing about B.
 */
export async function attackTenancy(tries: number): Promise<void> {
  const scene = await openAttackScene();
  try {
    const mine = await openVictim(scene, A, 'Ours');
    const theirs = await openVictim(scene, B, MARK);
    const before = await scene.dump(B);
    scene.rung.length = 0;
    const called = (await scene.control.requests(B)).requests.length;
    expect(before.filter((line) => line.includes(MARK)).length).toBeGreaterThan(10);

    const answers = new Map<string, number>();
    const batch = fc.array(tryOf(scene.routes.filter(isDoor), mine, theirs), {
      minLength: AT_ONCE,
      maxLength: AT_ONCE,
    });
    await fc.assert(
      fc.asyncProperty(batch, async (requests) => {
        const got = await Promise.all(requests.map((request) => scene.send(request)));
        for (const [at, { status, text }] of got.entries()) {
          expect(text, JSON.stringify(requests[at])).not.toContain(MARK);
          expect(status, `${JSON.stringify(requests[at])} ${text}`).toBeLessThan(500);
          answers.set(`${status}`, (answers.get(`${status}`) ?? 0) + 1);
        }
      }),
      { numRuns: Math.ceil(tries / AT_ONCE), endOnFailure: true },
    );
    // Most of them were let in: what keeps B hidden is not the signature.
    expect(answers.get('200')).toBeGreaterThan(tries / 2);
    await attackStore(scene, theirs);

    expect(await scene.dump(B)).toEqual(before);
    expect((await scene.control.requests(B)).requests).toHaveLength(called);
    expect(scene.rung).not.toContain(B);
  } finally {
    await scene.close();
  }
}

/** A request that HubSpot has signed for somebody of A, with as much of B in it as the route takes, and more. */
function tryOf(routes: readonly Route[], mine: Victim, theirs: Victim): fc.Arbitrary<Sent> {
  const either = (pick: (victim: Victim) => readonly string[]) => fc.constantFrom(...pick(theirs), ...pick(mine));
  const ids = {
    contactId: either((one) => one.contactIds),
    handoffId: either((one) => one.handoffIds),
    channelId: fc.constantFrom(...theirs.channelIds),
    ownerId: either((one) => one.ownerIds),
    anyId: either((one) => [
      ...one.contactIds,
      ...one.handoffIds,
      ...one.decisionIds,
      ...one.channelIds,
      `${one.portalId}`,
    ]),
  };
  const requestId = fc.uuid({ version: 4 });
  const about = { handoffId: ids.handoffId, revision: fc.integer({ min: 1, max: 4 }), requestId };
  const version = fc.integer({ min: 1, max: 4 });
  const draft = fc.constantFrom<object>({ text: 'pools: []' }, { document: {} });
  const bodies: Record<string, fc.Arbitrary<object>> = {
    '/cards/handoff/actions': fc.oneof(
      fc.record({ action: fc.constant('accept'), ...about }),
      fc.record({
        action: fc.constantFrom('wrong_owner', 'done'),
        ...about,
        reason: fc.constantFrom('qualified', 'x'),
      }),
      fc.record({ action: fc.constant('more'), ...about, choice: ids.ownerId }),
      fc.record({ action: fc.constant('route'), contactId: ids.contactId, requestId }),
    ),
    '/settings/mode': fc.record({ mode: fc.constantFrom('live', 'observe') }),
    '/settings/admins': fc.record({ userIds: fc.constant([8, 100]) }),
    '/settings/people': fc.oneof(
      fc.record({ ownerId: ids.ownerId, state: fc.constant('away'), until: fc.constant(null), note: fc.constant('n') }),
      fc.record({ ownerId: ids.ownerId, state: fc.constant('as_in_hubspot') }),
    ),
    '/settings/channels': fc.record({ do: fc.constantFrom('remove', 'test'), channelId: ids.channelId }),
    '/settings/policy/check': fc.record({ draft }),
    '/settings/policy/try': fc.record({ draft }),
    '/settings/policy/save': fc.record({ draft, base: version, note: ids.anyId }),
    '/settings/policy/rollback': fc.record({ to: version, base: version }),
    '/settings/policy/canary': fc.record({ action: fc.constantFrom('stop', 'promote') }),
    '/pages/exceptions/release': fc.record({ contactIds: fc.array(ids.contactId, { maxLength: 5 }) }),
  };
  /** What HubSpot sends by itself: the account is A's there, all else may name B. */
  const events = fc.array(eventOf(ids), { minLength: 1, maxLength: 5 });
  const action = fc.record({
    callbackId: fc.oneof(fc.constantFrom(...theirs.callbackIds), fc.uuid()),
    origin: fc.constant({ portalId: A }),
    object: fc.record({ objectId: ids.contactId, objectType: fc.constant('CONTACT') }),
  });
  const more = fc.option(
    fc.constantFrom<object>(
      { portalId: B },
      { portal_id: B, hubId: `${B}` },
      { identity: { portalId: B, userId: ADMIN } },
    ),
    { nil: {}, freq: 4 },
  );
  const bodyOf = (path: string): fc.Arbitrary<unknown> => {
    if (path.startsWith('/webhooks/')) return events;
    const known = path.startsWith('/workflow-actions/') ? action : (bodies[path] ?? fc.constant({}));
    return fc.oneof(
      { weight: 4, arbitrary: fc.tuple(known, more).map(([body, extra]) => ({ ...body, ...extra })) },
      {
        weight: 1,
        arbitrary: fc.dictionary(fc.constantFrom('contactId', 'handoffId', 'channelId', 'portalId'), ids.anyId),
      },
    );
  };
  return fc.constantFrom(...routes).chain(({ method, path }) =>
    fc
      .record({
        body: method === 'GET' ? fc.constant('') : bodyOf(path).map((body) => JSON.stringify(body)),
        query: queryOf(ids),
        userId: fc.constantFrom(ADMIN, ADMIN, ADMIN, 8, 100, 102),
      })
      .map(({ body, query, userId }) => ({ method, path: `${path}?portalId=${A}&userId=${userId}${query}`, body })),
  );
}

type Ids = Record<'contactId' | 'anyId', fc.Arbitrary<string>>;

/** Beside the identity that HubSpot appends; a second account or user makes it nobody's. */
function queryOf({ contactId, anyId }: Ids): fc.Arbitrary<string> {
  const more = fc.constantFrom('', '', '', '', `&portalid=${B}`, `&portal_id=${B}`, `&hubId=${B}`, `&portalId=${B}`);
  const named = fc.oneof(
    fc.constant(''),
    anyId.map((id) => `&handoffId=${id}&decisionId=${id}&channelId=${id}`),
  );
  return fc.tuple(contactId, named, more).map(([id, name, rest]) => `&objectId=${id}${name}${rest}`);
}

function eventOf({ contactId }: Ids): fc.Arbitrary<object> {
  const about = {
    appId: fc.constant(APP_ID),
    portalId: fc.constant(A),
    eventId: fc.nat(),
    occurredAt: fc.integer({ min: Date.now() - 86_400_000, max: Date.now() }),
    objectTypeId: fc.constant('0-1'),
    objectId: contactId,
    changeSource: fc.constant('FORM'),
    sourceId: fc.constantFrom(`${B}`, `portal:${B}`),
  };
  const kinds = ['object.creation', 'object.deletion', 'object.restore', 'contact.privacyDeletion'];
  return fc.oneof(
    fc.record({ ...about, subscriptionType: fc.constantFrom(...kinds) }),
    fc.record({
      ...about,
      subscriptionType: fc.constant('object.propertyChange'),
      propertyName: fc.constantFrom('hubspot_owner_id', 'country', 'email'),
      propertyValue: contactId,
    }),
    fc.record({
      ...about,
      subscriptionType: fc.constant('object.merge'),
      primaryObjectId: contactId,
      mergedObjectIds: fc.array(contactId, { maxLength: 3 }),
    }),
    fc.record({
      ...about,
      subscriptionType: fc.constant('object.associationChange'),
      associationType: fc.constant('CONTACT_TO_COMPANY'),
      fromObjectId: contactId,
      toObjectId: contactId,
    }),
  );
}

/** SQL without a condition on the account, on every table, as the app's role in a transaction of A. */
async function attackStore(scene: AttackScene, theirs: Victim): Promise<void> {
  const portal = scene.store.forPortal(A);
  const tables = await portalTables(scene.database.databaseUrl);
  expect(tables.length).toBeGreaterThan(20);
  for (const name of tables) {
    const table = sql.table(name);
    const { rows, changed, removed } = await portal.transaction(async ({ db }) => ({
      rows: (await sql<{ portal_id: string }>`select portal_id::text as portal_id from ${table}`.execute(db)).rows,
      changed: await sql`update ${table} set portal_id = portal_id where portal_id = ${B}`.execute(db),
      removed: await sql`delete from ${table} where portal_id = ${B}`.execute(db),
    }));
    expect(
      rows.filter((row) => row.portal_id !== `${A}`),
      name,
    ).toEqual([]);
    expect([changed.numAffectedRows, removed.numAffectedRows], name).toEqual([0n, 0n]);
    // Neither moves a row to B, nor reads one without an account, nor as the sweep what it needs not.
    if (rows.length > 0) {
      const give = portal.transaction(({ db }) => sql`update ${table} set portal_id = ${B}`.execute(db));
      await expect(give, name).rejects.toThrow(/row-level security/);
    }
    expect((await sql`select 1 from ${table}`.execute(scene.store.shared)).rows, name).toEqual([]);
  }
  await expect(
    portal.transaction(({ db }) =>
      db
        .insertInto('exceptions')
        .values({ portal_id: theirs.portalId, kind: 'x', subject: randomUUID(), sentence: '' })
        .execute(),
    ),
  ).rejects.toThrow(/row-level security/);
  await expect(sql`select document from policies`.execute(scene.store.sweep)).rejects.toThrow(/permission denied/);
}
