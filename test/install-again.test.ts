import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ensurePolicies, ensurePolicy } from '../src/install/ensure-policy.ts';
import { policySchema } from '../src/policy/schema.ts';
import { contactKeys } from '../src/store/tables/contact-keys.ts';
import { openExceptions, raiseException } from '../src/store/tables/exceptions.ts';
import { dueHandoffs } from '../src/store/tables/handoff-clocks.ts';
import { insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { policyInForce } from '../src/store/tables/policies.ts';
import { portalSeed, startInstallation, type Installation } from './install-harness.ts';
import { asAdmin } from './support/postgres.ts';

let app: Installation;
let portalId = 4_300;
beforeAll(async () => {
  app = await startInstallation();
});
afterAll(() => app.stop());
beforeEach(async () => {
  portalId += 1;
  await app.control('reset', {});
  await app.seed({ portals: [portalSeed(portalId)] });
});

const portal = (id = portalId) => app.store.forPortal(id);
const policy = (id = portalId) => portal(id).transaction((tx) => policyInForce(tx, new Date()));
const exceptions = () => portal().transaction((tx) => openExceptions(tx));
const deps = () => ({
  store: app.store,
  directory: app.directories.directory,
  logger: pino({ level: 'silent' }),
});

const putAside = () =>
  portal().transaction((tx) =>
    tx.db
      .insertInto('mailbox')
      .values([
        {
          portal_id: portalId,
          contact_id: '1',
          lane: 'bulk',
          state: 'dead',
          reasons: '[]',
          attempts: 12,
          last_error: 'x',
        },
        { portal_id: portalId, contact_id: '2', lane: 'fresh', reasons: '[]', attempts: 3 },
      ])
      .execute(),
  );
const rows = () =>
  portal().transaction((tx) =>
    tx.db.selectFrom('mailbox').select(['contact_id', 'state', 'attempts']).orderBy('contact_id').execute(),
  );

describe('leads that were put aside', () => {
  it.each(['renewed', 'resumed'])('are tried again when the app is %s', async (kind) => {
    await app.agree({ portalId, userId: 7 });
    await putAside();
    if (kind === 'resumed') {
      await asAdmin(
        (client) => client.query(`update portals set status = 'suspended', suspended_at = now()`),
        app.database.databaseUrl,
      );
    }
    const rung = app.rung.length;
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.html).toContain(kind === 'resumed' ? 'Baton is back' : 'Baton is up to date');
    const [one, two] = await rows();
    expect(one?.state).not.toBe('dead');
    expect(one?.attempts).toBe(0);
    expect(two).toMatchObject({ contact_id: '2', attempts: 3 });
    expect(app.rung.slice(rung)).toEqual([portalId]);
  });
});

describe('open handoffs', () => {
  it('are looked at when the app is installed again: HubSpot may have told of nothing meanwhile', async () => {
    await app.agree({ portalId, userId: 7 });
    const id = randomUUID();
    await portal().transaction((tx) =>
      insertHandoffs(tx, [
        {
          handoffId: id,
          contactId: '1',
          enquiryId: id,
          decisionId: id,
          ownerId: '9',
          pool: null,
          urgency: 'normal',
          slaState: 'running',
          openedAt: new Date(),
          parts: Buffer.alloc(0),
          clock: { ...NO_CLOCK, lookAt: new Date(Date.now() + 3_600_000) },
        },
      ]),
    );
    await app.agree({ portalId, userId: 7 });
    const due = await portal().transaction((tx) => dueHandoffs(tx, { now: new Date(), limit: 10 }));
    expect(due.map(({ handoffId }) => handoffId)).toEqual([id]);
  });
});

describe('writes that waited for the grant', () => {
  it('are due again when the app is installed again, and what stopped routing is over', async () => {
    await app.agree({ portalId, userId: 7 });
    await portal().transaction(async (tx) => {
      await contactKeys(tx, ['1']);
      await tx.db
        .insertInto('crm_writes')
        .values(
          ['grant_revoked', 'rate_limited'].map((error) => ({
            portal_id: portalId,
            write_id: randomUUID(),
            contact_id: '1',
            kind: 'contact_update' as const,
            lane: 'fresh' as const,
            payload: Buffer.from('sealed'),
            not_before: new Date(Date.now() + 60_000),
            last_error: error,
          })),
        )
        .execute();
      await raiseException(tx, { kind: 'routing_stopped', subject: 'grant_revoked', sentence: 'The app was removed.' });
    });
    await asAdmin(
      (client) => client.query(`update portals set status = 'suspended', suspended_at = now()`),
      app.database.databaseUrl,
    );
    await app.agree({ portalId, userId: 7 });
    const waiting = await portal().transaction((tx) =>
      tx.db.selectFrom('crm_writes').select('last_error').where('not_before', '>', new Date()).execute(),
    );
    expect(waiting).toEqual([{ last_error: 'rate_limited' }]);
    expect(await exceptions()).toEqual([]);
  });
});

describe('an installation that could not read the people', () => {
  beforeEach(async () => {
    await app.faults({ kind: 'server_error', status: 500, match: { path: '/crm/owners/' } });
    const page = await app.agree({ portalId, userId: 7 });
    expect(page.html).toContain('The people of the account could not be read');
    expect(await policy()).toBeNull();
    expect(await exceptions()).toMatchObject([{ kind: 'install', subject: 'directory' }]);
  });

  it('has no policy while that lasts, and the same one as ever afterwards', async () => {
    expect(await ensurePolicies(deps())).toBe(0);
    expect(await policy()).toBeNull();
    await app.clearFaults();
    expect(await ensurePolicies(deps())).toBe(1);
    const inForce = await policy();
    expect(inForce?.version).toBe(1);
    const owners = policySchema
      .parse(inForce?.document)
      .pools.flatMap((pool) => pool.members.map((member) => member.ownerId));
    expect(owners).toContain('80');
    expect(await exceptions()).toEqual([]);
    expect(await ensurePolicies(deps())).toBe(0);
  });

  it('gets one policy, however many ask for it', async () => {
    await app.clearFaults();
    const written = await Promise.all([1, 2, 3, 4].map(() => ensurePolicy(deps(), portalId)));
    expect(written.filter(Boolean)).toHaveLength(1);
    expect((await policy())?.version).toBe(1);
  });

  it('keeps no other account from getting one', async () => {
    await app.clearFaults();
    const [broken, other] = [portalId, portalId + 1];
    portalId = other;
    await app.seed({ portals: [portalSeed(other)] });
    await app.agree({ portalId: other, userId: 7 });
    await portal(other).transaction((tx) => tx.db.deleteFrom('policies').execute());
    await app.control('uninstall', { portalId: broken });
    await asAdmin(
      (client) => client.query(`update oauth_tokens set expires_at = now(), refreshed_at = now() - interval '1 hour'`),
      app.database.databaseUrl,
    );
    expect(await ensurePolicies(deps())).toBe(1);
    expect(await policy(broken)).toBeNull();
    expect((await policy(other))?.version).toBe(1);
  });

  it('gets one when an admin goes live', async () => {
    const live = () =>
      app.fetchAs({ portalId, userId: 7, method: 'POST', url: '/settings/mode', body: { mode: 'live' } });
    expect(await live()).toMatchObject({ body: { ok: false, error: { code: 'no_policy' } } });
    await app.clearFaults();
    expect(await live()).toMatchObject({ body: { ok: true, mode: 'live' } });
    expect((await policy())?.version).toBe(1);
  });
});
