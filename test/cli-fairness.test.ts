import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Store } from '../src/store/store.ts';
import { anna, away, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';

let app: CliApp;
let store: Store;
beforeAll(async () => {
  app = await openCliApp();
  store = app.store;
});
afterAll(() => app?.close());

const fairness = (...args: string[]) => app.baton(['fairness', ...args]);

it('prints leads given and due for each person, over all pools and by pool', async () => {
  const scene = await openDecidingScene(store, 1_201);
  expect(await fairness('--portal', '1201')).toMatchObject({
    code: 0,
    stdout: 'No lead was shared out in that time.\n',
  });
  for (const id of ['1', '2', '3']) await scene.decide([readyLead(id)]);
  await scene.decide([readyLead('4', { country: 'FR' })]);
  const { code, stdout } = await fairness('--portal', '1201');
  expect(code).toBe(0);
  expect(stdout.trimEnd().split('\n')).toEqual([
    'live, all pools: leads',
    '  owner  given   due  off by  standing  worst',
    '  anna       2  1.50   +0.50     +0.50   0.50',
    '  ben        1  1.50   -0.50     -0.50   0.50',
    '  cleo       1  1.00    0.00      0.00   0.00',
    'live, of these by pool "france"',
    '  owner  given   due  off by',
    '  cleo       1  1.00    0.00',
    'live, of these by pool "sales"',
    '  owner  given   due  off by',
    '  anna       2  1.50   +0.50',
    '  ben        1  1.50   -0.50',
  ]);
});

it('tells what was missed and made up for where the policy does that, and by which window it counts', async () => {
  const scene = await openDecidingScene(store, 1_203, {
    window: { rollingDays: 30 },
    makeUp: { missed: 'capped', maxLeads: 2 },
  });
  await scene.decide([readyLead('1')], { people: [anna, away(ben), cleo] });
  await scene.decide([readyLead('2')]);
  expect((await fairness('--portal', '1203')).stdout.trimEnd().split('\n').slice(0, 4)).toEqual([
    'live, all pools, fading over 30 days: leads',
    '  owner  given   due  off by  made up  missed  standing  worst',
    '  anna       1  1.33   -0.33     0.00    0.00     -0.33   0.33',
    '  ben        1  0.67   +0.33     0.17    0.50     +0.33   0.33',
  ]);
});

it('prints one JSON object with --json, and only what happened since a time', async () => {
  const scene = await openDecidingScene(store, 1_202);
  await scene.decide([readyLead('1')]);
  const all = JSON.parse((await fairness('--portal', '1202', '--json')).stdout);
  expect(all).toMatchObject({
    portal: 1_202,
    since: null,
    live: { shares: [{ ownerId: 'anna', given: 1, due: 0.5 }, {}] },
  });
  const later = JSON.parse((await fairness('--portal', '1202', '--json', '--since', '2100-01-01')).stdout);
  expect(later).toMatchObject({ since: '2100-01-01T00:00:00.000Z', live: { shares: [], byPool: [] } });
});

it('says how a time looks, with exit code 2', async () => {
  const { code, stderr } = await fairness('--portal', '1', '--since', 'monday');
  expect(code).toBe(2);
  expect(stderr).toContain('A time looks like 2026-11-01 or 2026-11-01T08:00Z (at --since)');
});
