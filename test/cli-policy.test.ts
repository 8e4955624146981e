import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run } from './support/run.ts';

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

/** Runs the command line in a process of its own, with nothing of an app around it. */
function baton(args: readonly string[], env: Record<string, string> = {}) {
  return run(process.execPath, ['--import', 'tsx', 'src/cli/main.ts', 'policy', ...args], { env });
}

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
});
