import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pino from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { noteCoverOfAll } from '../src/install/note-cover.ts';
import type { Person } from '../src/hubspot/lead.ts';
import { policyDocument, pool, rule } from '../src/policy/fixtures.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { printPolicy } from '../src/policy/text/print-policy.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { openExceptions } from '../src/store/tables/exceptions.ts';
import { anna, ben, cleo, openDecidingScene } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';

const DAY_MS = 86_400_000;

let app: CliApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-cover-'));
  app = await openCliApp();
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** On leave from so many days from now, for so many. */
const onLeave = (one: Person, inDays: number, days: number): Person => {
  const startMs = Date.now() + inDays * DAY_MS;
  return { ...one, outOfOffice: [{ startMs, endMs: startMs + days * DAY_MS }] };
};

async function account(portalId: number, people: readonly Person[]) {
  const { portal } = await openDecidingScene(app.store, portalId);
  await portal.transaction((tx) => storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() }));
  return portal;
}

const note = (people: readonly Person[]) =>
  noteCoverOfAll({
    store: app.store,
    directory: async () => ({ people, teams: [], fetchedAtMs: Date.now() }),
    policyInForce: createPolicies(),
    logger: pino({ level: 'silent' }),
  });

it('names a pool in which nobody will be there within the week, until somebody is', async () => {
  const portalId = 1_601;
  const away = { ...onLeave(cleo, 3, 2), name: 'Cleo Martin' };
  const portal = await account(portalId, [anna, ben, away]);
  const told = () => portal.transaction((tx) => openExceptions(tx, { kinds: ['cover_gap'] }));
  await note([anna, ben, away]);
  await note([anna, ben, away]);
  expect(await told()).toMatchObject([
    {
      subject: 'france',
      count: 1,
      sentence: expect.stringMatching(
        /^The policy leads to the pool "france", where nobody is there from .* \(Cleo Martin out of office\): leads wait\./,
      ),
    },
  ]);
  await note([anna, ben, cleo]);
  expect(await told()).toEqual([]);
});

it('is told on the command line, and a draft that leads to nobody is refused', async () => {
  await account(1_602, [anna, ben, { ...onLeave(cleo, 0, 60), name: 'Cleo Martin' }]);
  const { code, stdout } = await app.baton(['cover', '--portal', '1602']);
  expect(code).toBe(1);
  expect(stdout).toContain(
    'sales: somebody is there in 720 of 720 hours; longest without anybody 0 h (what no rule names)',
  );
  expect(stdout).toContain('france: somebody is there in 0 of 720 hours; longest without anybody 720 h (of france)');

  const draft = policyDocument({
    pools: [pool('sales', { members: [{ ownerId: 'anna' }] }), pool('france', { members: [{ ownerId: 'cleo' }] })],
    poolRules: [rule('fr', { pool: 'france', when: { field: 'contact.country', operator: 'EQ', value: 'FR' } })],
  });
  const file = path.join(folder, 'draft.yaml');
  await writeFile(file, printPolicy(draft));
  const refused = await app.baton(['policy', 'publish', file, '--portal', '1602']);
  expect(refused.code).toBe(1);
  expect(refused.stdout).toContain(
    'error poolRules[0].pool leads where nobody can take a lead in the next 30 days: Cleo Martin out of office',
  );
  expect(refused.stdout).toContain('Version 1 stays in force.');
  const json = await app.baton(['cover', file, '--portal', '1602', '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    days: 30,
    destinations: [
      { destination: { pool: 'france' }, covered: 0 },
      { destination: { pool: 'sales' }, covered: 720 },
    ],
  });
});
