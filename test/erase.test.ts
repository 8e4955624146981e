import { randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { startLocalStack } from '../demo/local-stack.ts';
import { INSTALLER_USER_ID } from '../demo/sample-people.ts';
import { openPortal } from '../demo/sample-run.ts';
import { exportContact } from '../src/audit/export-contact.ts';
import { replay } from '../src/audit/replay.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore } from '../src/store/store.ts';
import { besideApp, runCli } from './support/cli.ts';
import { everyKey, everyRow, foundIn } from './support/everything-stored.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';
import { redisServer, startRedis } from './support/redis.ts';

/** Real processes, on whatever machine: a test that hangs is ended, a slow one is not. */
vi.setConfig({ testTimeout: 240_000 });
const SOON = { timeout: 120_000, interval: 200 };

const PLANTED = {
  firstname: 'Zebulonia',
  lastname: 'Quarkmeister',
  email: 'zq.7731@quarkwerft-77.example',
  phone: '+493055577123',
  company: 'Quarkwerft Anlagenbau',
  message: 'We at Quarkwerft need forty Xylofrobniks by March; could you show us a demo and a price?',
  country: 'Germany',
};
/** What would name her, or what she wrote. Short enough that a cut or a changed form would still be found. */
const PERSONAL = ['Zebulonia', 'Quarkmeister', 'zq.7731', 'quarkwerft', '3055577123', 'Xylofrobnik', 'forty'];

const opened: { stop(): Promise<unknown> }[] = [];
afterEach(async () => {
  while (opened.length > 0) await opened.pop()?.stop();
});

/** A lead that was routed and asked again, with a write that HubSpot does not take: something of it lies in every table. */
async function scene() {
  const database = await testDatabase();
  opened.push({ stop: () => database.close() });
  const redis = redisServer === null ? null : await startRedis();
  if (redis !== null) opened.push(redis);
  const keys = `test:${randomBytes(32).toString('base64')}`;
  const env = { BATON_ENCRYPTION_KEYS: keys, LOG_LEVEL: 'trace' };
  const stack = await startLocalStack({ databaseUrl: database.databaseUrl, redisUrl: redis?.url, env });
  opened.push(stack);
  const portalId = await openPortal({ stack, contacts: [], aroundTheClock: true });
  const store = await openStore({ databaseUrl: database.databaseUrl, keys: parseKeyRing(keys), role: 'cli' });
  opened.push({ stop: () => store.close() });
  const { control } = stack;
  const { contacts } = await control.createContacts({
    portalId,
    source: 'FORM',
    contacts: [{ properties: PLANTED }, { properties: { ...PLANTED, email: 'also.zq.7731@quarkwerft-77.example' } }],
  });
  const contactIds = contacts.map(({ id }) => id);
  const contactId = contactIds[0] ?? '';
  const statuses = async () => {
    const records = await Promise.all(contactIds.map((id) => control.record(portalId, id)));
    return records.map(({ contact }) => contact.properties['baton_status'] ?? 'not yet');
  };
  await vi.waitFor(async () => expect(await statuses()).toEqual(['offered', 'offered']), SOON);
  await control.faults([{ kind: 'server_error', status: 503, match: { path: '/batch/update' } }]);
  await control.edit(contactId, {
    portalId,
    userId: INSTALLER_USER_ID,
    source: 'CRM_UI',
    properties: { country: 'United States', hs_country_region_code: 'US' },
  });
  await control.submit(contactId, { portalId, properties: { message: PLANTED.message } });
  const unfinished = async () =>
    asAdmin(async (client) => {
      const { rowCount } = await client.query(
        `select from crm_writes where contact_id = $1 and state in ('todo', 'sent') and attempts > 0`,
        [contactId],
      );
      return rowCount;
    }, database.databaseUrl);
  await vi.waitFor(async () => expect(await unfinished()).toBeGreaterThan(0), SOON);
  const exported = async (id: string) => store.forPortal(portalId).transaction((tx) => exportContact(tx, id));
  const environment = besideApp({ keys, databaseUrl: database.databaseUrl });
  return {
    portalId,
    contactIds,
    stack,
    exported,
    baton: (command: string, id: string, ...more: string[]) =>
      runCli([command, '--portal', String(portalId), '--contact', id, ...more], environment),
    replayed: () => replay(store.forPortal(portalId), 'live'),
    /** Everything that is stored or logged, as text. */
    everything: async () =>
      [
        await everyRow(database.databaseUrl),
        redis === null ? '' : await everyKey(redis.url),
        stack.app.logTail(1_000_000),
      ].join('\n'),
  };
}

describe('a contact', () => {
  it('is nowhere any more after baton erase, nor after the privacy deletion in HubSpot, and every decision still verifies', async () => {
    const { portalId, contactIds, stack, exported, baton, replayed, everything } = await scene();
    const [ours = '', theirs = ''] = contactIds;
    const before = await baton('export', ours, '--json');
    expect(before.code, before.stderr).toBe(0);
    expect(foundIn(before.stdout, PERSONAL)).toEqual(PERSONAL);
    // Sealed even before.
    expect(foundIn(await everything(), PERSONAL)).toEqual([]);

    const { code, stdout, stderr } = await baton('erase', ours);
    expect(stderr).toBe('');
    expect([code, stdout]).toEqual([0, expect.stringContaining(`Contact ${ours} is forgotten`)]);
    expect(foundIn(JSON.stringify(await exported(theirs)), PERSONAL)).toEqual(PERSONAL);
    await stack.control.privacyDelete(theirs, { portalId, userId: INSTALLER_USER_ID });
    for (const contactId of contactIds) {
      await vi.waitFor(
        async () =>
          expect((await exported(contactId))?.['contact']).toMatchObject({
            erased_at: expect.any(Date),
            gone: 'privacy',
          }),
        SOON,
      );
      expect(foundIn(JSON.stringify(await exported(contactId)), PERSONAL)).toEqual([]);
    }
    await stack.control.clearFaults();

    const all = await everything();
    expect(all).toContain(ours);
    expect(foundIn(all, PERSONAL)).toEqual([]);
    const report = await replayed();
    expect(report).toMatchObject({ different: [], broken: [], same: 0 });
    expect(report.erased).toBeGreaterThanOrEqual(3);
  });
});
