import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createPolicies } from '../src/policy-in-force.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';
import { asAdmin } from './support/postgres.ts';

let app: CliApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-versions-'));
  app = await openCliApp();
});
afterAll(async () => {
  await app?.close();
  await rm(folder, { recursive: true, force: true });
});

/** An account whose French leads go to Cleo; `baton policy ...` there. */
async function account(portalId: number) {
  const scene = await openDecidingScene(app.store, portalId);
  const people = [
    { ...anna, name: 'Anna Keller' },
    { ...ben, name: 'Ben Ode' },
    { ...cleo, name: 'Cleo Martin' },
  ];
  await scene.portal.transaction((tx) => storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() }));
  const policy = (...args: string[]) => app.baton(['policy', ...args, '--portal', String(portalId)]);
  const file = path.join(folder, `${portalId}.yaml`);
  return {
    ...scene,
    people,
    policy,
    /** The policy in force with another country instead of France, published. */
    async publish(country: string, ...more: string[]) {
      const { stdout } = await policy('show');
      await writeFile(file, stdout.replace(/value: [A-Z]{2}/, `value: ${country}`));
      return policy('publish', file, ...more);
    },
    version: async (now = new Date()) => (await scene.portal.transaction((tx) => createPolicies()(tx, now))).version,
    /** Moves what was published so many days back. */
    back: (version: number, days: number) =>
      asAdmin(
        (client) =>
          client.query(
            `update policies set effective_from = effective_from - make_interval(days => $3) where portal_id = $1 and version = $2`,
            [portalId, version, days],
          ),
        app.database.databaseUrl,
      ),
  };
}

it('a version comes into force when it says, nothing else meanwhile, unless it is called off', async () => {
  const one = await account(1_701);
  const later = await one.publish('BE', '--from', '2099-01-01');
  expect(later.stdout).toContain('Version 2 comes into force on 2099-01-01 00:00 UTC; until then version 1 stays.');
  expect((await one.publish('BE', '--from', '2099-01-01')).stdout).toContain('Version 2 comes into force');
  expect(await one.version()).toBe(1);
  expect(await one.version(new Date('2099-01-02'))).toBe(2);

  const refused = await one.publish('LU');
  expect(refused).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('Version 2 is to come into force on 2099-01-01'),
  });
  expect((await one.publish('LU', '--from', '2020-01-01')).stderr).toContain('This moment is past.');
  expect((await one.publish('LU', '--from', 'soon')).code).toBe(2);
  expect((await one.policy('versions')).stdout).toMatch(/^version 2 {2}scheduled {2}from 2099-01-01 00:00 UTC/);

  expect((await one.policy('cancel')).stdout).toBe('Version 2 is called off and never comes into force.\n');
  expect((await one.policy('cancel')).code).toBe(2);
  expect(await one.version(new Date('2099-01-02'))).toBe(1);
  expect((await one.publish('LU', '--note', 'Luxembourg')).stdout).toContain('Version 3 is in force from now on.');
  expect(
    (await one.policy('versions')).stdout.split('\n').map((line) => line.split('  ').slice(0, 2).join(' ')),
  ).toEqual(expect.arrayContaining(['version 3 live', 'version 2 cancelled', 'version 1 retired']));
});

it('goes back in one action, and back again', async () => {
  const one = await account(1_702);
  await one.publish('BE');
  expect((await one.policy('rollback', '--base', '1')).stderr).toContain('Version 2 is in force by now.');
  expect((await one.policy('rollback')).stdout).toBe('Version 1 counts again from now on, as version 3.\n');
  expect((await one.policy('show')).stdout).toContain('value: FR');
  expect((await one.policy('rollback', '--to', '2')).stdout).toContain('as version 4.');
  expect((await one.policy('show')).stdout).toContain('value: BE');
  expect((await one.policy('rollback', '--to', '9')).stderr).toContain('There is no version 9.');
  const lines = (await one.policy('versions')).stdout.split('\n');
  expect(lines[0]).toMatch(/^version 4 {2}live .* Back to version 2$/);
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000).toISOString();

it('tells which version counted at a time, and who would have got a contact then', async () => {
  const one = await account(1_703);
  await one.back(1, 30);
  await one.decide([readyLead('1', { country: 'FR' })], { people: one.people });
  await asAdmin(
    (client) =>
      client.query(`update decisions set decided_at = decided_at - interval '20 days' where portal_id = 1703`),
    app.database.databaseUrl,
  );
  await one.publish('BE');
  await one.back(2, 10);
  await one.decide([readyLead('2', { country: 'FR' })], { people: one.people });
  expect((await one.policy('at', daysAgo(15))).stdout).toMatch(/^version 1 {2}retired/);
  expect((await one.policy('at', daysAgo(5))).stdout).toMatch(/^version 2 {2}live/);
  expect((await one.policy('at', daysAgo(99))).code).toBe(1);

  const then = await one.policy('at', daysAgo(15), '--contact', '2');
  expect(then.stdout).toMatch(/^At .*, by version 1, with people and shares as of .*:\nCleo Martin, because /);
  const now = await one.policy('at', daysAgo(5), '--contact', '2', '--json');
  expect(JSON.parse(now.stdout)).toMatchObject({ version: 2, verdict: { outcome: 'routed', pool: 'sales' } });
  expect((await one.policy('at', daysAgo(25), '--contact', '2')).stderr).toContain('nobody knows who was there');
  expect((await one.policy('at', daysAgo(5), '--contact', '77')).stderr).toContain('Nothing is kept of contact 77.');
});
