import { randomUUID } from 'node:crypto';
import { consent } from '../emulator/client.ts';
import { policyHash } from '../src/policy/canonical.ts';
import type { Person } from '../src/hubspot/lead.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { policyDocument, pool } from '../src/policy/fixtures.ts';
import type { PortalTx } from '../src/store/store.ts';
import { insertCanary } from '../src/store/tables/canaries.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { raiseException } from '../src/store/tables/exceptions.ts';
import { rememberFingerprints } from '../src/store/tables/fingerprints.ts';
import { addChannel } from '../src/store/tables/notification-channels.ts';
import { insertNotifications } from '../src/store/tables/notifications.ts';
import { putOverride } from '../src/store/tables/person-overrides.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';
import { insertEventKeys } from '../src/store/tables/webhook-events.ts';
import { addCallback } from '../src/store/tables/workflow-callbacks.ts';
import type { AttackScene } from './attack-scene.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { portalSeed } from './install-harness.ts';

/** The installer of every account here; a super admin. */
export const ADMIN = 7;

/** An account with something of everything. */
export interface Victim {
  portalId: number;
  contactIds: string[];
  handoffIds: string[];
  decisionIds: string[];
  channelIds: string[];
  callbackIds: string[];
  ownerIds: string[];
}

/**
 * Installs Baton in an account by OAuth and gives it leads, handoffs, tasks to write, policies, a canary, channels,
 * notifications, exceptions and people set away. Whatever a person of the account could read holds `mark`.
 */
export async function openVictim(scene: AttackScene, portalId: number, mark: string): Promise<Victim> {
  const { store } = scene;
  await installIn(scene, portalId, mark);
  const deciding = await openDecidingScene(store, portalId);
  const people = [anna, ben, cleo].map((person, at) => marked(person, `${mark} Person`, 100 + at));
  // Ids of B and of A are partly the same: HubSpot counts contacts in each account from the beginning.
  const contactIds = ['501', '502', ...[3, 4, 5, 6].map((n) => `${portalId}${n}`)];
  await deciding.decide(
    contactIds.slice(0, 5).map((contactId) => readyLead(contactId)),
    { people },
  );
  const handoffs = await deciding.handoffs();
  const callbackId = `${mark}-callback`;
  const channelId = await store.forPortal(portalId).transaction(async (tx) => {
    await storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() });
    return fill(tx, { mark, contactIds, handoffId: handoffs[0]?.handoff_id ?? '', callbackId });
  });
  return {
    portalId,
    contactIds,
    handoffIds: handoffs.map((row) => row.handoff_id),
    decisionIds: (await deciding.decisions()).map((row) => row.decision_id),
    channelIds: [channelId],
    callbackIds: [callbackId],
    ownerIds: people.map(({ ownerId }) => ownerId),
  };
}

export async function installIn(scene: AttackScene, portalId: number, mark: string): Promise<void> {
  const seed = portalSeed(portalId);
  await scene.control.seed({
    portals: [{ ...seed, users: seed.users?.map((user) => ({ ...user, lastName: `${mark} ${user.lastName}` })) ?? [] }],
  });
  const start = await fetch(`${scene.publicUrl}/oauth/install`, { redirect: 'manual' });
  const cookie = (start.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  const back = await consent(start.headers.get('location') ?? '', { portalId, userId: ADMIN });
  const page = await fetch(back, { headers: { cookie } });
  if (page.status !== 200) throw new Error(`not installed: ${await page.text()}`);
}

const marked = (person: Person, name: string, userId: number): Person => ({
  ...person,
  name: `${name} ${userId}`,
  userId,
});

async function fill(
  tx: PortalTx,
  o: { mark: string; contactIds: string[]; handoffId: string; callbackId: string },
): Promise<string> {
  const { mark, contactIds, handoffId, callbackId } = o;
  const now = new Date();
  const later = new Date(now.getTime() + 3_600_000);
  const [, contactId = ''] = contactIds;
  const document = policyDocument({ pools: [pool('sales'), pool(`${mark} pool`)] });
  const version = await insertPolicy(tx, {
    document,
    hash: policyHash(document),
    authorUserId: ADMIN,
    note: `${mark} note`,
    trial: true,
  });
  await insertCanary(tx, {
    canaryId: randomUUID(),
    version,
    base: version - 1,
    percent: 10,
    countries: [],
    startedAt: now,
    startedBy: ADMIN,
  });
  const channelId = await addChannel(tx, {
    target: { kind: 'webhook', url: 'https://hooks.example/in', secret: `${mark} secret of a channel` },
    pool: `${mark} pool`,
  });
  await insertNotifications(
    tx,
    [
      {
        notificationId: randomUUID(),
        handoffId,
        contactId,
        ownerId: 'anna',
        kind: 'offered',
        channelId,
        digest: false,
        notBefore: later,
      },
    ],
    now,
  );
  await putOverride(tx, { ownerId: 'ben', state: 'away', until: later, note: `${mark} away`, authorUserId: ADMIN });
  await raiseException(tx, { kind: 'missing_property', subject: `${mark}_property`, sentence: `${mark} sentence.` });
  await addCallback(tx, { callbackId, contactId, askedAt: now, lookAt: later, expiresAt: later });
  await insertEventKeys(tx, [Buffer.from(`${mark} event key`.padEnd(32).slice(0, 32))]);
  await rememberFingerprints(tx, [{ contactId, kind: 'phone', value: `${mark} 123` }]);
  await addReasons(
    tx,
    contactIds.map((id) => ({
      contactId: id,
      lane: 'bulk' as const,
      reasons: [{ kind: 'change' as const, what: mark, source: 'FORM', sourceId: mark, occurredAt: now.getTime() }],
    })),
  );
  await tx.db
    .updateTable('mailbox')
    .set({ state: 'dead', attempts: 10, last_error: `${mark}_error` })
    .where('contact_id', 'in', contactIds.slice(3))
    .execute();
  return channelId;
}
