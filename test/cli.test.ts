import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { settleLeads } from '../src/mailbox/settle.ts';
import { takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import type { PortalStore, Store } from '../src/store/store.ts';
import { openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

let app: CliApp;
let store: Store;
beforeAll(async () => {
  app = await openCliApp();
  store = app.store;
});
afterAll(() => app?.close());

const baton = (...of: Parameters<CliApp['baton']>) => app.baton(...of);

/** Puts leads aside as a drain does that has tried them in vain. */
async function putAside(portal: PortalStore, ...contactIds: string[]): Promise<void> {
  await portal.transaction((tx) =>
    addReasons(
      tx,
      contactIds.map((contactId) => ({ contactId, lane: 'fresh', reasons: [] })),
    ),
  );
  const leads = await takeLeads(portal, { lane: 'fresh', limit: 100, processId: store.processId });
  await settleLeads(
    portal,
    leads.map((lead) => ({ lead, end: 'dead', error: 'unexpected_answer' })),
  );
}

describe('baton', () => {
  it.each([[[]], [['constructor']]])('explains itself to %j, with exit code 2', async (args) => {
    const { code, stdout } = await baton(args);
    expect(code).toBe(2);
    expect(stdout).toContain('Usage: baton COMMAND');
  });

  it.each([
    ['an account that is no number', ['replay', '--portal', 'acme'], 'An account is named by its number (at --portal)'],
    ['an option that there is not', ['replay', '--account', '1'], "Unknown option '--account'"],
    ['no account at all', ['dead-letters'], 'Say which account (at --portal)'],
  ])('says what is wrong with %s, with exit code 2', async (_name, args, sentence) => {
    const { code, stdout, stderr } = await baton(args);
    expect(stderr).toContain(sentence);
    expect([code, stdout]).toEqual([2, '']);
  });

  it('names every variable that is missing, with exit code 1', async () => {
    const { code, stderr } = await baton(['portals'], { HUBSPOT_CLIENT_ID: '', HUBSPOT_APP_ID: '' });
    expect(code).toBe(1);
    expect(stderr).toMatch(/HUBSPOT_CLIENT_ID: is missing[^]*HUBSPOT_APP_ID: is missing/);
    expect(stderr).not.toContain('    at ');
  });
});

describe('baton erase and baton export', () => {
  it.each(['erase', 'export'])('%s: says so where nothing is stored', async (command) => {
    await store.createPortal(71);
    const { code, stdout } = await baton([command, '--portal', '71', '--contact', '9']);
    expect([code, stdout.trim()]).toEqual([1, 'Baton holds nothing of contact 9.']);
  });

  it.each(['erase', 'export'])('%s: wants to know which contact', async (command) => {
    const { code, stderr } = await baton([command, '--portal', '71']);
    expect([code, stderr.trim()]).toEqual([2, expect.stringContaining('Say which contact')]);
  });
});

describe('baton rotate-key', () => {
  it('says what it did and which keys may go', async () => {
    await store.createPortal(72);
    const { code, stdout } = await baton(['rotate-key']);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/^0 accounts were encrypted anew with the key "test"/)]);
  });
});

describe('baton migrate', () => {
  it('brings an empty database up to date, and says the second time that it is', async () => {
    const empty = await testDatabase({ empty: true });
    try {
      const first = await baton(['migrate'], { DATABASE_URL: empty.databaseUrl });
      expect(first).toMatchObject({ code: 0, stderr: '' });
      expect(first.stdout).toMatch(/^applied 0001_init\.sql$/m);
      const second = await baton(['migrate'], { DATABASE_URL: empty.databaseUrl });
      expect(second).toMatchObject({ code: 0, stdout: 'The database is up to date.\n' });
    } finally {
      await empty.close();
    }
  });
});

describe('baton portals', () => {
  it('lists every account with its status and mode', async () => {
    await store.createPortal(902);
    await store.createPortal(901);
    const { code, stdout } = await baton(['portals']);
    expect(code).toBe(0);
    expect(stdout).toContain('901  active  observe\n902  active  observe\n');
  });
});

const of910 = (...args: string[]) => baton([...args, '--portal', '910']);

describe('baton dead-letters and release', () => {
  it('list what was put aside and let it be tried again, one or all', async () => {
    await store.createPortal(910);
    const portal = store.forPortal(910);
    await putAside(portal, '1', '2', '3');
    const { code, stdout } = await of910('dead-letters');
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(3);
    expect(stdout).toMatch(/^contact 2 {2}fresh {2}1 tries {2}unexpected_answer {2}waiting since \d{4}-/m);

    expect((await of910('release', '--contact', '2')).stdout).toMatch(/^1 released;/);
    expect((await of910('release')).stdout).toMatch(/^2 released;/);
    expect(await of910('dead-letters')).toMatchObject({ code: 0, stdout: 'No dead letters.\n' });
    const waiting = await takeLeads(portal, { lane: 'fresh', limit: 100, processId: store.processId });
    expect(waiting.map((lead) => lead.attempts)).toEqual([0, 0, 0]);
  });
});

describe('baton replay', () => {
  it('recomputes the decisions of both ledgers; exit code 0 when all are the same', async () => {
    const scene = await openDecidingScene(store, 920);
    expect(await baton(['replay', '--portal', '920'])).toMatchObject({ code: 0, stdout: 'No decisions yet.\n' });
    await scene.decide([readyLead('1'), readyLead('2')]);
    await scene.decide([readyLead('3')], { ledger: 'observe' });
    expect(await baton(['replay', '--portal', '920'])).toMatchObject({
      code: 0,
      stdout: 'live: 2 decisions, 2 the same, 0 erased\nobserve: 1 decisions, 1 the same, 0 erased\n',
    });
  });

  it('finds a verdict that was tampered with, names the first field that differs, and exits with 1', async () => {
    const scene = await openDecidingScene(store, 930);
    await scene.decide([readyLead('1'), readyLead('2'), readyLead('3')]);
    const id = (await scene.decisions())[1]?.decision_id;
    await asAdmin(
      (client) =>
        client.query(
          `update decisions set verdict = verdict || '{"ownerId": "anna", "pool": "rest"}' where decision_id = $1`,
          [id],
        ),
      app.database.databaseUrl,
    );
    expect(await baton(['replay', '--portal', '930'])).toMatchObject({
      code: 1,
      stdout: [
        'live: 3 decisions, 2 the same, 0 erased',
        `  different: ${id} in verdict.ownerId`,
        `  receipt does not fit: ${id}`,
        '',
      ].join('\n'),
    });
  });
});
