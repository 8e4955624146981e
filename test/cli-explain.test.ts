import { afterAll, beforeAll, expect, it } from 'vitest';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { anna, away, ben, openDecidingScene, readyLead } from './deciding-scene.ts';
import { openCliApp, type CliApp } from './support/cli.ts';
import { asAdmin } from './support/postgres.ts';

let app: CliApp;
beforeAll(async () => {
  app = await openCliApp();
});
afterAll(() => app?.close());

const explain = (...args: string[]) => app.baton(['explain', ...args]);

/** A portal in which Anna got a lead because Ben is away. */
async function decided(portalId: number) {
  const scene = await openDecidingScene(app.store, portalId);
  const people = [{ ...anna, name: 'Anna Keller' }, away({ ...ben, name: 'Ben Ode' })];
  await scene.portal.transaction((tx) => storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() }));
  const credit = { ledger: 'live', scope: '', owner_id: 'ben', credit: 500_000_000, portal_id: portalId } as const;
  await scene.portal.transaction((tx) => tx.db.insertInto('credits').values(credit).execute());
  await scene.decide([readyLead('1')], { people });
  const [row] = await scene.decisions();
  if (row === undefined) throw new Error('nothing was decided');
  return row;
}

it('tells of a contact the last decision: the way there, the others, and what would have led elsewhere', async () => {
  const { decision_id: id } = await decided(1_301);
  const { code, stdout } = await explain('--portal', '1301', '--contact', '1');
  expect(code).toBe(0);
  const lines = stdout.trimEnd().split('\n');
  expect(lines[0]).toMatch(new RegExp(`^Decision ${id} of contact 1, .*, live, policy version 1, baton-1$`));
  expect(lines.slice(1).filter((line) => !line.includes('To be acted on by'))).toEqual([
    '',
    'Anna Keller (anna), because the pool “sales” takes what no other rule claims and they were the only one free',
    '  1 of 2 people could have had it.',
    '  Trigger: pricing request.',
    '',
    'The way there',
    '  source      -  (event.source)',
    '  skip        -',
    '  hard        -',
    '  trigger     -',
    '  stickiness  -',
    '  pool        -',
    '  pool        default_pool',
    '',
    'The others',
    '  Ben Ode (ben): away; would have had it if they were available',
    '',
    'What would have led elsewhere',
    '  If country were France, the rule “of france” would have held and it would have been put on hold in the pool “france”.',
  ]);
});

const change = (portalId: number, sql: string) =>
  asAdmin(
    (client) => client.query(`update decisions set ${sql} where portal_id = $1`, [portalId]),
    app.database.databaseUrl,
  );

it('says the same of a decision from before it was kept, and nothing that it cannot know', async () => {
  const { decision_id: id } = await decided(1_302);
  const read = async () => JSON.parse((await explain('--portal', '1302', '--decision', id, '--json')).stdout);
  const kept = await read();
  expect(kept).toMatchObject({
    decisionId: id,
    contactId: '1',
    verdict: { ownerId: 'anna' },
    flips: { people: [{ ownerId: 'ben', changes: [{ what: 'available' }], behind: null }] },
  });
  await change(1_302, 'flips = null');
  expect(await read()).toEqual(kept);
  await change(1_302, `engine = 'older'`);
  expect(await read()).toMatchObject({ engine: 'older', verdict: { ownerId: 'anna' }, flips: null });
});

it.each([
  ['no contact', [], 2, 'Say which contact, or which decision with --decision (at --contact)'],
  ['a decision that is no id', ['--decision', 'x'], 2, 'A decision is named by its id'],
  ['a contact of whom nothing was decided', ['--contact', '9'], 1, 'There is no such decision.'],
])('says what to do about %s', async (_name, args, expected, sentence) => {
  await app.store.createPortal(1_303);
  const { code, stdout, stderr } = await explain('--portal', '1303', ...args);
  expect(code).toBe(expected);
  expect(`${stdout}${stderr}`).toContain(sentence);
});
