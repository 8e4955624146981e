import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { person } from '../src/hubspot/fixtures.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { storeCatalogue } from '../src/store/tables/property-catalogues.ts';
import { openCliApp, runCli, type CliApp } from './support/cli.ts';

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

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'baton-policy-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** With nothing of an app around it. */
const baton = (args: readonly string[]) => runCli(['policy', ...args]);

describe('baton policy list import', () => {
  const CSV = '\uFEFFName;Domain\nAcme;acme.com\nTwice; ACME.com \n\nNone;\n"Broken";"x\nGlobex;globex.com\n';

  it('puts a column into the policy, each value once, and tells which rows it leaves out', async () => {
    const policy = await fileOf('list.yaml', `${TEXT}lists: { accounts: [old.com, acme.com] } # ours\n`);
    const csv = await fileOf('accounts.csv', CSV);
    const args = ['list', 'import', policy, '--list', 'accounts', '--csv', csv, '--column', 'domain'];
    const { code, stdout } = await baton(args);
    expect(stdout).toBe(
      `${csv}:5 is left out: it has nothing in "domain"
${csv}:6 is left out: a quote that opens here is never closed
${policy}: the list "accounts" now has 2 values (1 new, 1 no longer there, 1 repeated in the CSV)
`,
    );
    expect(code).toBe(0);
    expect(await readFile(policy, 'utf8')).toBe(`${TEXT}lists: { accounts: [acme.com, globex.com] } # ours\n`);
  });

  it('names the column that was likely meant, and changes nothing', async () => {
    const policy = await fileOf('same.yaml', TEXT);
    const csv = await fileOf('accounts.csv', CSV);
    const { code, stderr } = await baton(['list', 'import', policy, '--list', 'a', '--csv', csv, '--column', 'Domian']);
    expect([code, stderr]).toEqual([2, 'The file has no column "Domian": did you mean "Domain"? (at --csv)\n']);
    expect(await readFile(policy, 'utf8')).toBe(TEXT);
  });

  it('leaves a policy alone that could not be read afterwards', async () => {
    const policy = await fileOf('wrong.yaml', TEXT.replace('defaultPool: sales', 'defaultPool: none'));
    const csv = await fileOf('accounts.csv', CSV);
    const { code, stdout } = await baton(['list', 'import', policy, '--list', 'a', '--csv', csv, '--column', 'Domain']);
    expect([code, stdout]).toEqual([1, expect.stringContaining('there is no pool "none"')]);
    expect(await readFile(policy, 'utf8')).not.toContain('acme');
  });

  it.each([
    [['list', 'import']],
    [['list', 'import', 'a', '--csv', 'b']],
    [['territory', 'import', 'a', 'b', '--csv', 'c']],
  ])('explains itself to %j', async (args) => {
    expect((await baton(args)).code).toBe(2);
  });
});

describe('baton policy territory import', () => {
  it('makes areas of countries, states and postcodes', async () => {
    const policy = await fileOf('places.yaml', TEXT);
    const csv = await fileOf(
      'places.csv',
      `Territory,Country,State,Postcode
West,United States,California,
West,US,NV,
West,US,,97
West,US,,98000-98999
North,Germany,,
North,DK,,
North,Atlantis,,
North,DE,NY,
North,DE,,!
`,
    );
    const { code, stdout } = await baton(['territory', 'import', policy, '--csv', csv]);
    expect(stdout).toBe(
      `${csv}:8 is left out: it has no country that is known: "Atlantis"
${csv}:9 is left out: it has no state of DE that is known: "NY"
${csv}:10 is left out: it has no postcode, beginning or range: "!"
${policy}: the territory "West" is made of 4 places
${policy}: the territory "North" is made of 2 places
`,
    );
    expect(code).toBe(0);
    expect(parse(await readFile(policy, 'utf8'))).toMatchObject({
      name: 'Ours',
      territories: {
        West: [
          { countries: ['US'], states: ['CA', 'NV'] },
          { countries: ['US'], postcodes: ['97', '98000-98999'] },
        ],
        North: [{ countries: ['DE', 'DK'] }],
      },
    });
  });
});

async function fileOf(name: string, text: string): Promise<string> {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

describe('baton policy check', () => {
  it.each([[['check']], [['chek', 'x.yaml']], [['check', 'a.yaml', 'b.yaml']]])(
    'explains itself to %j',
    async (args) => {
      const { code, stdout } = await baton(args);
      expect(code).toBe(2);
      expect(stdout).toContain('policy check FILE');
    },
  );

  it('names a file that cannot be read, with exit code 2', async () => {
    const { code, stderr } = await baton(['check', path.join(folder, 'none.yaml')]);
    expect([code, stderr]).toEqual([2, `${path.join(folder, 'none.yaml')} cannot be read (at FILE)\n`]);
  });

  it('needs no environment and finds nothing wrong with a good policy', async () => {
    const file = await fileOf('good.yaml', TEXT);
    expect(await baton(['check', file])).toEqual({
      code: 0,
      stderr: '',
      stdout: `${file} may go live: 0 errors, 0 warnings.\n`,
    });
  });

  it('prints file, line and column of every problem, and what was meant, with exit code 1', async () => {
    const file = await fileOf(
      'bad.yaml',
      TEXT.replace('pool: sales\n', 'pool: slaes\n').replace('70"', '70"\n        wieght: 2'),
    );
    const { code, stdout } = await baton(['check', file]);
    expect(code).toBe(1);
    expect(stdout.trim().split('\n')).toEqual([
      `${file}:7:5 error poolRules[0].pool there is no pool "slaes" (did you mean sales?)`,
      `${file}:12:9 error pools[0].members[0].wieght there is no such field here (did you mean weight?)`,
      `${file} may not go live: 2 errors, 0 warnings.`,
    ]);
  });

  it('reads JSON and answers it too', async () => {
    const file = await fileOf('bad.json', '{\n "version": 1,\n "version": 2\n}');
    const { code, stdout } = await baton(['check', file, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toMatchObject({
      file,
      ok: false,
      errors: 1,
      findings: [{ line: 3, column: 2, severity: 'error', rule: 'not_readable', message: '"version" is here twice' }],
    });
  });

  it('tells what keeps a policy that can be read from going live', async () => {
    const never = TEXT.replace(
      'pools:\n',
      `  - id: larger\n    label: it is larger\n    when: {field: company.numberofemployees, operator: GT, value: 2000}\n    pool: other\npools:\n  - {name: other, members: []}\n`,
    );
    const file = await fileOf('never.yaml', never);
    const { code, stdout } = await baton(['check', file]);
    expect(code).toBe(1);
    expect(stdout.split('\n').slice(0, 2)).toEqual([
      `${file}:8:5 error poolRules[1] is never reached: "it is a large company", asked before, takes all its leads (put it before "it is a large company", or remove it)`,
      `${file}:13:19 error pools[0].members are nobody: the pool is empty (add people who are there)`,
    ]);
  });
});

describe('baton policy check --portal', () => {
  let app: CliApp;
  beforeAll(async () => {
    app = await openCliApp();
  });
  afterAll(() => app?.close());

  it('looks whether the people of that account are still there', async () => {
    await app.store.createPortal(940);
    const file = await fileOf('people.yaml', TEXT);
    expect(await app.baton(['policy', 'check', file, '--portal', '940'])).toMatchObject({
      code: 2,
      stderr: 'The people of this account have not been read yet (at --portal)\n',
    });
    const gone = person('70', { active: false });
    await app.store
      .forPortal(940)
      .transaction((tx) => storeDirectory(tx, { people: [gone], teams: [], fetchedAtMs: Date.UTC(2026, 0, 14) }));
    const { code, stdout } = await app.baton(['policy', 'check', file, '--portal', '940']);
    expect(code).toBe(1);
    expect(stdout).toContain(`${file}:10:5 error pools[0].members have all left (add people who are there)\n`);
    expect(stdout).toContain(`${file}:11:9 warning pools[0].members[0]`);
  });

  it('looks whether that account has the properties', async () => {
    await app.store.createPortal(941);
    const tier = { name: 'tier', label: 'Tier', type: 'string', fieldType: 'text', options: null };
    await app.store.forPortal(941).transaction(async (tx) => {
      await storeDirectory(tx, { people: [person('70')], teams: [], fetchedAtMs: Date.UTC(2026, 0, 14) });
      await storeCatalogue(tx, { contact: null, company: [tier] }, new Date(Date.UTC(2026, 0, 14)));
    });
    const file = await fileOf(
      'tier.yaml',
      TEXT.replace('company.numberofemployees, operator: GTE', 'company.teir, operator: GTE'),
    );
    const { code, stdout } = await app.baton(['policy', 'check', file, '--portal', '941']);
    expect(code).toBe(1);
    expect(stdout).toContain(
      `${file}:6:12 error poolRules[0].when.field is "company.teir", which this account does not have (did you mean company.tier?)\n`,
    );
  });
});

describe('what is said about policies', () => {
  it('has a schema for editors that is up to date', async () => {
    const { code, stdout } = await baton(['schema']);
    expect(code).toBe(0);
    const kept: unknown = JSON.parse(await readFile('docs/policy.schema.json', 'utf8'));
    const stale = 'write docs/policy.schema.json anew: npm run --silent baton -- policy schema, then npm run format';
    expect(kept, stale).toEqual(JSON.parse(stdout));
  });

  it('has an example that is complete and may go live', async () => {
    const guide = await readFile('docs/policy.md', 'utf8');
    const example = [...guide.matchAll(/^```yaml\n([^]*?)^```$/gm)]
      .map(([, text = '']) => text)
      .find((text) => text.startsWith('version:'));
    const file = await fileOf('example.yaml', example ?? '');
    expect(await baton(['check', file])).toMatchObject({
      code: 0,
      stdout: `${file} may go live: 0 errors, 0 warnings.\n`,
    });
  });
});
