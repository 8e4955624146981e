import { randomBytes, randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { pino } from 'pino';
import { finishLeftWrites } from '../src/handoff/left-writes.ts';
import { actOnHandoff, type ActionEnd } from '../src/handoff/act.ts';
import type { HandoffAction } from '../src/handoff/lifecycle.ts';
import type { RequestBudget } from '../src/hubspot/budget.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import type { Directory } from '../src/hubspot/lead.ts';
import { createMetrics } from '../src/metrics.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { policyDocument, pool, rule, type PolicyInput } from '../src/policy/fixtures.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { nextTry } from '../src/queue/retry-policy.ts';
import { routeLeads } from '../src/route-leads.ts';
import { lockBalance } from '../src/store/tables/balances.ts';
import { openHandoffs } from '../src/store/tables/handoffs.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';
import { watchClocks } from '../src/watch-clocks.ts';
import type { EventSubject, HubSpotEvent } from '../src/webhooks/events.ts';
import { findMissed } from '../src/webhooks/find-missed.ts';
import { receiveEvents } from '../src/webhooks/receive.ts';
import { APP, NURTURE_SCOPES, OPTIONAL_SCOPES, startScene } from './emulator-portal.ts';
import { testDatabase } from './support/postgres.ts';

export const LIVES_PORTAL = 7_777;
const ADMIN_USER = 1;
/** Anna, Ben and Cleo sell; Dora takes what overflows; Mary manages. All at any hour. */
export const OWNERS = ['901', '902', '903', '904', '905'] as const;
const NAMES = ['Anna', 'Ben', 'Cleo', 'Dora', 'Mary'];
/** How many further tasks each owner's plan has. */
export const FOLLOW_UPS = 2;
const userOf = (ownerId: string) => Number(ownerId) - 900;

/** Thousands of histories in a row are no account's usual day. */
const ENDLESS: RequestBudget = {
  reserve: async () => ({ waitMs: 0 }),
  correct: async () => {},
  outlook: async () => ({ used: 0, oldestAgeMs: 0, newestAgeMs: 0 }),
  close: async () => {},
};

async function silent(): Promise<void> {}

export type LivesScene = Awaited<ReturnType<typeof startLivesScene>>;

/**
 * A portal of the emulator with the real client, store, door, drain, clocks and card behind it, each of which is set going by
 * hand, so that a history of events can be played in any order.
 */
export async function startLivesScene() {
  const database = await testDatabase();
  const store = await database.store(LIVES_PORTAL);
  const portal = store.forPortal(LIVES_PORTAL);
  const scene = await startScene({ rateLimit: false });
  const { control } = scene;
  await control.seed({
    portals: [
      {
        portalId: LIVES_PORTAL,
        timeZone: 'Europe/Berlin',
        lists: [{ listId: '9', name: 'Nurture' }],
        sequences: [{ sequenceId: '40', name: 'Slowly' }],
        users: OWNERS.map((ownerId, place) => ({
          userId: userOf(ownerId),
          ownerId,
          email: `${NAMES[place]?.toLowerCase()}@firm.example`,
          firstName: NAMES[place] ?? '',
          lastName: 'Person',
          superAdmin: place === 0,
          availability: 'available' as const,
          timeZone: 'Europe/Berlin',
        })),
      },
    ],
  });
  // Longer than the longest run takes; HubSpot's half an hour does not.
  await control.faults([{ kind: 'token_lifetime', seconds: 86_400 }]);
  const token = (
    await scene.install(
      { optional_scope: `${OPTIONAL_SCOPES} automation ${NURTURE_SCOPES}` },
      { portalId: LIVES_PORTAL, userId: ADMIN_USER },
    )
  ).access_token;
  await control.clearFaults();
  const metrics = createMetrics();
  const logger = pino({ level: 'silent' });
  const hubspot = createHubSpot({
    apiUrl: scene.emulator.url,
    accessToken: () => Promise.resolve(token),
    budget: ENDLESS,
    logger,
  });
  const client = hubspot.forPortal(LIVES_PORTAL, 'fresh');
  await client.ensureProperties();
  const people = await client.readDirectory();
  const away = new Set<string>();
  const left = new Set<string>();
  const directory = async (): Promise<Directory> => ({
    ...people,
    fetchedAtMs: Date.now(),
    people: people.people.map((one) => ({
      ...one,
      ...(away.has(one.ownerId) ? { availability: 'away' as const } : {}),
      ...(left.has(one.ownerId) ? { active: false } : {}),
    })),
  });
  const policyInForce = createPolicies();
  const deps = {
    store,
    hubspot,
    directory,
    policyInForce,
    clockSpeed: 1,
    bells: { ring: silent, ringLater: silent, ringWrites: silent, ringClocks: silent },
    nextTry,
    ensurePolicy: async () => false,
    metrics,
    logger,
  };
  let published = 0;

  async function publish(reroutes: number, more: Partial<PolicyInput> = {}): Promise<void> {
    published += 1;
    const document = policyDocument({
      name: `number ${published}`,
      pools: [
        pool('sales', {
          members: [{ ownerId: '901' }, { ownerId: '902' }],
          managerOwnerId: '905',
          overflowPool: 'rest',
        }),
        pool('france', { members: [{ ownerId: '902' }, { ownerId: '903' }], managerOwnerId: '905' }),
        pool('rest', { members: [{ ownerId: '904' }] }),
      ],
      poolRules: [rule('france', { pool: 'france', when: { field: 'contact.country', operator: 'EQ', value: 'FR' } })],
      waitForFacts: { ms: 0 },
      sla: { minutes: { high: 10, normal: 10, low: 10 }, onBreach: { reroutes } },
      followUp: [
        { afterDays: 1, action: 'call', say: 'Call again if nobody answered.' },
        { afterDays: 4, action: 'reply', say: 'Write a last time.' },
      ],
      onChange: { reroute: ['contact.country'], hard: ['contact.hs_lead_status'] },
      ...more,
    });
    await portal.transaction(async (tx) => {
      await insertPolicy(tx, { document, hash: policyHash(document), authorUserId: null });
      await tx.db
        .updateTable('portals')
        .set({ mode: 'live', installed_at: new Date(0) })
        .execute();
    });
  }
  await publish(2);

  function hear(
    subject: EventSubject,
    o: { source: string; sourceId?: string; secondsAgo?: number },
  ): Promise<unknown> {
    const { source, sourceId = null, secondsAgo = 0 } = o;
    const occurredAt = Date.now() - secondsAgo * 1_000;
    const facts = { portalId: LIVES_PORTAL, key: randomBytes(16), source, sourceId, occurredAt };
    const event: HubSpotEvent = { ...facts, ...subject };
    return receiveEvents({ store, portalId: LIVES_PORTAL, events: [event], appId: APP.appId });
  }

  return {
    portal,
    store,
    hubspot,
    database,
    control,
    client,
    token,
    /** Who is set away, and who has left. */
    away,
    left,
    publish,
    hear,
    /** Looks for what HubSpot did not tell, as if so many seconds later. */
    findMissed: (seconds: number) =>
      findMissed(
        { ...deps, appId: APP.appId, bells: { ring: silent, ringClocks: silent } },
        new Date(Date.now() + seconds * 1_000),
      ),
    drain: () => routeLeads(deps, { portalId: LIVES_PORTAL, lane: 'fresh' }),
    drainBulk: () => routeLeads(deps, { portalId: LIVES_PORTAL, lane: 'bulk' }),
    watch: () => watchClocks(deps, LIVES_PORTAL),
    write: () => finishLeftWrites({ ...deps, ringWrites: silent }, LIVES_PORTAL),
    deleteTask: (taskId: string) => scene.api(token, 'DELETE', `/crm/objects/2026-09/tasks/${taskId}`),
    async handoffOf(contactId: string) {
      return (await portal.transaction((tx) => openHandoffs(tx, [contactId])))[0] ?? null;
    },
    /** Somebody clicks on the card of a handoff as they saw it. */
    act(o: { handoffId: string; revision: number; action: HandoffAction; userId: number }): Promise<ActionEnd> {
      return portal.transaction(async (tx) => {
        await lockBalance(tx, 'live');
        const now = new Date();
        const { compiled: policy } = await policyInForce(tx, now);
        const at = { portalId: LIVES_PORTAL, uiDomain: 'app.hubspot.com', timeZone: 'Europe/Berlin' };
        const terms = { policy, directory: people, portal: at, now };
        return actOnHandoff(tx, { ...o, requestId: randomUUID(), mayAct: () => true, visible: true, terms });
      });
    },
    /** So much time passes for a contact's clock; `late`: and nobody looked at it for so long. Minutes. */
    async pass(contactId: string, minutes: number, late = 0): Promise<void> {
      const by = sql`make_interval(mins => ${minutes})`;
      const lateBy = sql`make_interval(mins => ${late}, secs => 1)`;
      await portal.transaction(async (tx) => {
        await sql`update handoffs set
            opened_at = opened_at - ${by}, owner_since = owner_since - ${by}, sla_due_at = sla_due_at - ${by},
            remind_at = remind_at - ${by}, grace_until = grace_until - ${by},
            look_at = case when look_at - ${by} < now() - ${lateBy} then now() - ${lateBy} else look_at - ${by} end
          where portal_id = ${LIVES_PORTAL} and contact_id = ${contactId} and closed_at is null`.execute(tx.db);
      });
    },
    /** Nothing more happens to a contact. */
    async retire(contactId: string): Promise<void> {
      await portal.transaction(async (tx) => {
        await tx.db.updateTable('handoffs').set({ look_at: null }).where('contact_id', '=', contactId).execute();
        await tx.db.deleteFrom('mailbox').where('contact_id', '=', contactId).execute();
      });
    },
    /** The clock of a contact's handoff is looked at now, whatever the time. */
    async lookNow(contactId: string): Promise<void> {
      await portal.transaction((tx) =>
        tx.db
          .updateTable('handoffs')
          .set({ look_at: sql<Date>`least(look_at, now())` })
          .where('contact_id', '=', contactId)
          .where('closed_at', 'is', null)
          .where('look_at', 'is not', null)
          .execute(),
      );
    },
    /** What waits, waits no longer. */
    async hurry(): Promise<boolean> {
      return portal.transaction(async (tx) => {
        const mail =
          await sql`update mailbox set not_before = now() - interval '1 second' where portal_id = ${LIVES_PORTAL}
          and state = 'waiting' and last_error is distinct from 'record_gone' returning 1`.execute(tx.db);
        const writes =
          await sql`update crm_writes set not_before = now() - interval '1 second', locked_until = null, lease_id = null
          where portal_id = ${LIVES_PORTAL} and state in ('todo', 'sent') returning 1`.execute(tx.db);
        const looks = await sql`select 1 from handoffs
          where portal_id = ${LIVES_PORTAL} and closed_at is null and look_at <= now()`.execute(tx.db);
        return mail.rows.length + writes.rows.length + looks.rows.length > 0;
      });
    },
    async close() {
      await scene.close();
      await database.close();
    },
  };
}
