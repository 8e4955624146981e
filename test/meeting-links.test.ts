import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FaultInput } from '../emulator/fault-list.ts';
import { createHubSpot } from '../src/hubspot/client.ts';
import type { Directory } from '../src/hubspot/lead.ts';
import { createDirectory } from '../src/install/directory.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { storedDirectory } from '../src/store/tables/directories.ts';
import { PORTAL, startScene, type Scene } from './emulator-portal.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';

const SCOPE = 'scheduler.meetings.meeting-link.read';
const ADA = 'https://meetings-eu1.hubspot.com/ada-byron';
const logger = pino({ level: 'silent' });
const budget = {
  reserve: async () => ({ waitMs: 0 }),
  correct: async () => {},
  outlook: async () => ({ used: 0, oldestAgeMs: 0, newestAgeMs: 0 }),
  close: async () => {},
};

let scene: Scene;
let database: TestDatabase;
let store: Awaited<ReturnType<TestDatabase['store']>>;
beforeAll(async () => {
  scene = await startScene({ rateLimit: false });
  database = await testDatabase();
  store = await database.store(PORTAL);
});
afterAll(async () => {
  await scene.close();
  await database.close();
});
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
  await scene.control.editUser(7, {
    portalId: PORTAL,
    meetingLinks: [
      { slug: 'firm/round', link: 'https://meetings-eu1.hubspot.com/firm/round', type: 'ROUND_ROBIN_CALENDAR' },
      { slug: 'ada-byron', link: ADA },
    ],
  });
});

/** A new process with the access that was granted. */
async function open(optional: string) {
  const { access_token: token } = await scene.install({ optional_scope: optional });
  const hubspot = createHubSpot({ apiUrl: scene.emulator.url, accessToken: async () => token, budget, logger });
  return createDirectory({ store, hubspot, policyInForce: createPolicies(), logger });
}

const linkOf = ({ people }: Directory) => people.find(({ ownerId }) => ownerId === '701')?.meetingLink;
const fails = (fault: FaultInput) => scene.control.faults([fault]);

describe('the directory', () => {
  it('knows who has a page where others book a meeting, and stores it', async () => {
    const directories = await open(SCOPE);
    const directory = await directories.refresh(PORTAL);
    expect(directory.people.map(({ ownerId, meetingLink }) => [ownerId, meetingLink])).toEqual([
      ['701', ADA],
      ['702', null],
    ]);
    const stored = await store.forPortal(PORTAL).transaction((tx) => storedDirectory(tx));
    expect(stored?.people).toEqual(directory.people);
  });

  it('reads all pages of them', async () => {
    const others = Array.from({ length: 120 }, (_, index) => ({
      slug: `group-${index}`,
      link: `https://meetings-eu1.hubspot.com/group-${index}`,
      type: 'GROUP_CALENDAR' as const,
    }));
    await scene.control.editUser(7, { portalId: PORTAL, meetingLinks: [...others, { slug: 'ada-byron', link: ADA }] });
    expect(linkOf(await (await open(SCOPE)).refresh(PORTAL))).toBe(ADA);
  });

  it('is whole without the scope: nobody has a link', async () => {
    const directory = await (await open('crm.objects.users.read')).refresh(PORTAL);
    expect(linkOf(directory)).toBeNull();
    expect(directory.people).toHaveLength(2);
  });

  it.each<[string, FaultInput]>([
    ['answers with an error of its own', { kind: 'server_error', status: 500, match: { path: '/meeting-links' } }],
    ['cuts the connection', { kind: 'reset', match: { path: '/meeting-links' } }],
    ['never answers', { kind: 'time_out', match: { path: '/meeting-links' } }],
    ['wants no more calls', { kind: 'rate_limit', match: { path: '/meeting-links' } }],
  ])('keeps what was known where the endpoint %s', async (_how, fault) => {
    const directories = await open(SCOPE);
    await directories.refresh(PORTAL);
    await fails(fault);
    await scene.control.editUser(7, { portalId: PORTAL, availability: 'away' });
    const directory = await directories.refresh(PORTAL);
    expect(linkOf(directory)).toBe(ADA);
    // Everything else is as new as ever.
    expect(directory.people[0]).toMatchObject({ ownerId: '701', active: true });
  });

  it('has no links where they could never be read', async () => {
    await store.forPortal(PORTAL).transaction((tx) => tx.db.deleteFrom('directories').execute());
    const directories = await open(SCOPE);
    await fails({ kind: 'server_error', status: 502, match: { path: '/meeting-links' } });
    expect(linkOf(await directories.refresh(PORTAL))).toBeNull();
  });

  it('stored by an older version is read as one without links', async () => {
    await (await open(SCOPE)).refresh(PORTAL);
    const portal = store.forPortal(PORTAL);
    await portal.transaction(async (tx) => {
      const people = (await storedDirectory(tx))?.people.map((one) => ({ ...one, meetingLink: undefined }));
      await tx.db
        .updateTable('directories')
        .set({ people: JSON.stringify(people) })
        .execute();
    });
    const stored = await portal.transaction((tx) => storedDirectory(tx));
    expect(stored?.people.map(({ meetingLink }) => meetingLink)).toEqual([null, null]);
  });
});
