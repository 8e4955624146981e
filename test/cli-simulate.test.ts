import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printPolicy } from '../src/policy/text/print-policy.ts';
import { policyDocument, pool, rule } from '../src/policy/fixtures.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';
import { asAdmin } from './support/postgres.ts';

let app: CliApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-simulate-'));
  app = await openCliApp();
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

async function fileOf(name: string, content: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, content);
  return file;
}

/** An account whose leads go to Anna and Ben, French ones to Cleo; some were decided. */
async function account(portalId: number, countries: readonly string[] = []) {
  const scene = await openDecidingScene(app.store, portalId);
  const people = [
    { ...anna, name: 'Anna Keller' },
    { ...ben, name: 'Ben Ode' },
    { ...cleo, name: 'Cleo Martin' },
  ];
  await scene.portal.transaction((tx) => storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() }));
  for (const [at, country] of countries.entries())
    await scene.decide([readyLead(String(at + 1), { country })], { people });
  await scene.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: 'live' }).execute());
  return scene;
}

/** The same, with French leads for Anna and Ben too. */
const draft = () =>
  printPolicy(
    policyDocument({
      pools: [
        pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] }),
        pool('france', { members: [{ ownerId: 'cleo' }] }),
      ],
      hard: [
        rule('belgium', { to: { pool: 'france' }, when: { field: 'contact.country', operator: 'EQ', value: 'BE' } }),
      ],
    }),
  );

/** Everything that is stored of the account, in one number for each table. */
async function counts(portalId: number): Promise<Record<string, string>> {
  return asAdmin(async (client) => {
    const found: Record<string, string> = {};
    for (const table of [
      'decisions',
      'ledger_entries',
      'handoffs',
      'crm_writes',
      'fingerprints',
      'contacts',
      'policies',
    ]) {
      const { rows } = await client.query(`select count(*) from ${table} where portal_id = $1`, [portalId]);
      found[table] = rows[0]?.count;
    }
    return found;
  }, app.database.databaseUrl);
}

describe('baton simulate', () => {
  it('tries a draft beside the policy in force on the newest enquiries, and writes nothing', async () => {
    await account(1_401, ['FR', 'DE', 'FR', 'DE', 'BE']);
    const before = await counts(1_401);
    const file = await fileOf('draft.yaml', draft());
    const { code, stdout, stderr } = await app.baton(['simulate', file, '--portal', '1401', '--json']);
    expect([code, stderr]).toEqual([0, '']);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      enquiries: 5,
      differences: { same: expect.any(Number), pool: 3, outcome: 0 },
      policies: [
        {
          policy: 'version 1',
          figures: {
            routed: 5,
            held: 0,
            pools: [
              { pool: 'sales', leads: 3 },
              { pool: 'france', leads: 2 },
            ],
          },
        },
        {
          policy: file,
          figures: {
            routed: 5,
            held: 0,
            pools: [
              { pool: 'sales', leads: 4 },
              { pool: 'france', leads: 1 },
            ],
          },
        },
      ],
      warnings: [],
    });
    expect(report.messy).toHaveLength(5);
    expect(report.messy[0].ends[1].headline).toMatch(/^(Anna Keller|Ben Ode|Cleo Martin), because /);
    const words = await app.baton(['simulate', file, '--portal', '1401']);
    expect(words.stdout).toContain('5 enquiries from ');
    expect(words.stdout).toMatch(/^3 +another pool$/m);
    expect(words.stdout).toMatch(/^Cleo Martin +2 +2 +1 +1$/m);
    expect(await counts(1_401)).toEqual(before);
  });

  it('tries leads of a file, tells which lines it leaves out, and explains every one', async () => {
    await account(1_402);
    const before = await counts(1_402);
    const csv = await fileOf(
      'leads.csv',
      [
        'email,country,message,company.industry,at',
        'a@acme.example,France,"What does it cost? =1+1",Retail,2026-01-14T10:00:00Z',
        'b@acme.example,Germany,Please call me,,2026-01-14T10:01:00Z',
        'c@acme.example,Germany',
        'd@acme.example,Germany,Hello,,yesterday',
        ',,,,',
      ].join('\n'),
    );
    const out = path.join(folder, 'out.csv');
    const { code, stdout } = await app.baton(['simulate', '--portal', '1402', '--csv', csv, '--out', out]);
    expect(code).toBe(0);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      `${csv}:4 is left out: has 2 values where the first line names 5`,
      `${csv}:5 is left out: has a time that cannot be read: yesterday`,
      `${csv}:6 is left out: has no values`,
      '2 enquiries from 2026-01-14 to 2026-01-14, tried in memory: nothing was written.',
    ]);
    const [header, ...rows] = (await readFile(out, 'utf8')).trim().split('\n');
    expect(header).toBe('enquiry,came_at,outcome,owner,pool,rule,decided_at,why');
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatch(
      /^line 2,2026-01-14T10:00:00\.000Z,routed,Cleo Martin,france,of france,2026-01-14T10:00:00\.000Z,/,
    );
    expect(await counts(1_402)).toEqual(before);
  });

  it('compares a shadow with the policy in force on the enquiries that have come since', async () => {
    const scene = await account(1_405, ['FR']);
    const file = await fileOf('shadow.yaml', draft());
    const start = await app.baton(['canary', 'start', file, '--percent', '0', '--portal', '1405']);
    expect(start.code).toBe(0);
    for (const [at, country] of ['FR', 'DE', 'BE'].entries()) await scene.decide([readyLead(`s${at}`, { country })]);
    await scene.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: 'live' }).execute());
    const { stdout } = await app.baton(['canary', '--portal', '1405']);
    expect(stdout).toContain('Had all leads followed it:\n3 enquiries from ');
    expect(stdout).toMatch(/^2 +another pool$/m);
    const { compared } = JSON.parse((await app.baton(['canary', '--portal', '1405', '--json'])).stdout);
    expect(compared).toMatchObject({ enquiries: 3, differences: { pool: 2, outcome: 0 } });
  });

  it('refuses a draft by which nobody gets anything, and one with errors', async () => {
    await account(1_403, ['DE', 'DE']);
    const never = policyDocument({ pools: [pool('sales', { members: [{ ownerId: 'anna' }], caps: { day: 0 } })] });
    const file = await fileOf('nobody.yaml', printPolicy(never));
    const { code, stdout } = await app.baton(['simulate', file, '--portal', '1403']);
    expect([code, stdout]).toEqual([
      1,
      expect.stringContaining('leads where nobody can take a lead in the next 30 days'),
    ]);
    const wrong = await fileOf('wrong.yaml', draft().replace('defaultPool: sales', 'defaultPool: none'));
    const refused = await app.baton(['simulate', wrong, '--portal', '1403']);
    expect(refused.code).toBe(1);
    expect(refused.stdout).toContain('there is no pool "none"');
  });

  it.each([
    ['no enquiry', [], 1, 'There are no enquiries to try it on.'],
    ['too many', ['--last', '20000'], 2, 'Must be a whole number from 1 to 10000 (at --last)'],
    ['a file that is not there', ['--csv', 'nowhere.csv'], 2, 'nowhere.csv cannot be read (at --csv)'],
  ])('says what to do about %s', async (_name, args, expected, sentence) => {
    await app.store.createPortal(1_404);
    await account(1_404);
    const { code, stdout, stderr } = await app.baton(['simulate', '--portal', '1404', ...args]);
    expect([code, `${stdout}${stderr}`]).toEqual([expected, expect.stringContaining(sentence)]);
  });
});
