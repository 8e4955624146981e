import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { person } from '../src/hubspot/fixtures.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { policySchema } from '../src/policy/schema.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { insertPolicy, policyInForce } from '../src/store/tables/policies.ts';
import { openCliApp, type CliApp } from './support/cli.ts';

const TEXT = `version: 1
name: Ours
poolRules:
  - id: large
    label: it is a large company
    when: {field: company.numberofemployees, operator: GTE, value: 1000}
    pool: sales
pools:
  - name: sales
    members:
      - ownerId: "70"
defaultPool: sales
`;

let app: CliApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-publish-'));
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

/** An account with a first policy. */
async function account(portalId: number) {
  await app.store.createPortal(portalId);
  const portal = app.store.forPortal(portalId);
  const document = policySchema.parse(parse(TEXT));
  await portal.transaction(async (tx) => {
    await storeDirectory(tx, { people: [person('70', { name: 'Anna Keller' })], teams: [], fetchedAtMs: Date.now() });
    await insertPolicy(tx, { document, hash: policyHash(document), authorUserId: 7 });
  });
  const within = (...args: string[]) => app.baton(['policy', ...args, '--portal', String(portalId)]);
  return { within, inForce: () => portal.transaction((tx) => policyInForce(tx, new Date())) };
}

it('prints the policy in force, and takes it back changed', async () => {
  const { within, inForce } = await account(950);
  const { stdout } = await within('show');
  expect(stdout).toMatch(/^# version 1\nversion: 1\nname: Ours\n/);
  const file = await fileOf('changed.yaml', stdout.replace('value: 1000', 'value: 500'));
  expect(await within('publish', file, '--note', 'from 500 on')).toEqual({
    code: 0,
    stderr: '',
    stdout: expect.stringMatching(
      /0 errors, 0 warnings\.\n {2}.*large company.*500.*\nVersion 2 is in force from now on\.\n$/,
    ),
  });
  expect(await inForce()).toMatchObject({ version: 2 });
  expect((await within('publish', file)).stdout).toContain('It is the policy in force already: version 2.\n');
  const first = await fileOf('first.yaml', TEXT);
  expect(await within('publish', first, '--base', '1')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Somebody else has saved version 2 since you began.'),
  });
  expect(await inForce()).toMatchObject({ version: 2 });
});

it('leaves the policy in force where the new one has errors', async () => {
  const { within, inForce } = await account(951);
  const file = await fileOf('worse.yaml', TEXT.replace('ownerId: "70"', 'ownerId: "71"'));
  const { code, stdout } = await within('publish', file);
  expect(code).toBe(1);
  expect(stdout).toMatch(/may not go live: [1-9].*\nVersion 1 stays in force\.\n$/);
  expect(await inForce()).toMatchObject({ version: 1 });
});

it.each([[['publish', 'x.yaml', 'y.yaml']], [['publish', 'x.yaml', '--base', '0']], [['show', 'more']]])(
  'explains itself to %j',
  async (args) => {
    expect((await app.baton(['policy', ...args, '--portal', '951'])).code).toBe(2);
  },
);

const canary = (...args: string[]) => app.baton(['canary', ...args, '--portal', '952']);

it('tries a draft on some leads, tells how they fare, and lets it count for all', async () => {
  const { within, inForce } = await account(952);
  expect((await canary()).stdout).toBe('No draft was ever tried on leads here.\n');
  const file = await fileOf('canary.yaml', TEXT.replace('value: 1000', 'value: 500'));
  expect((await canary('start', file)).stderr).toContain('Say how many of 100 leads (at --percent)');
  expect((await canary('start', file, '--percent', '10')).stdout).toContain(
    'From now on 10 of 100 leads follow it, as version 2; the others the policy in force.',
  );
  expect((await canary()).stdout).toMatch(
    /^Version 2 on 10 of 100 leads beside version 1, since .*, running\n {2}canary {2}0 leads {2}wrong owner 0 \(stops above 10 %\)/,
  );
  expect((await within('publish', file)).stderr).toContain('Version 2 is being tried on 10 of 100 leads.');
  expect((await within('versions')).stdout).toContain('version 2  trial');
  expect((await canary('promote')).stdout).toBe('Version 2 counts for all leads from now on, as version 3.\n');
  expect(await inForce()).toMatchObject({ version: 3 });
  expect(JSON.parse((await canary('--json')).stdout)).toMatchObject({
    endReason: 'promoted',
    figures: { canary: { leads: 0 } },
  });
  expect((await canary('stop')).code).toBe(2);
});

const shadow = (...args: string[]) => app.baton(['canary', ...args, '--portal', '953']);

it('compares a draft that no lead follows, and keeps nobody from publishing', async () => {
  const { within } = await account(953);
  const file = await fileOf('shadow.yaml', TEXT.replace('value: 1000', 'value: 500'));
  expect((await shadow('start', file, '--percent', '0')).stdout).toContain('No lead follows it: version 2 is compared');
  expect((await shadow('start', file, '--percent', '10')).stderr).toContain(
    'Version 2 is being tried on 0 of 100 leads.',
  );
  const other = await fileOf('other.yaml', TEXT.replace('value: 1000', 'value: 200'));
  expect((await within('publish', other)).stdout).toContain('Version 3 is in force from now on.');
  expect((await shadow('stop')).stdout).toContain('Version 2 is tried no more');
});
