import { cpSync, existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT, run } from './support/run.ts';

const isOurs = (file: string) => !file.endsWith(`${path.sep}node_modules`);

/** In a copy of the project, as it writes. */
describe('what the HubSpot project takes from src', () => {
  const COPIES = 'hubspot-project/src/app/packages/contract';
  let project = '';
  const at = (...parts: string[]) => path.join(project, ...parts);
  const generate = (...args: string[]) =>
    run(process.execPath, ['--import', 'tsx', 'scripts/generate-hubspot-project.ts', ...args], { cwd: project });

  beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'baton-generate-test-'));
    for (const folder of ['scripts', 'src', 'hubspot-project/src']) {
      cpSync(path.join(PROJECT, folder), at(folder), { recursive: true, filter: isOurs });
    }
    cpSync(path.join(PROJECT, 'package.json'), at('package.json'));
    symlinkSync(path.join(PROJECT, 'node_modules'), at('node_modules'));
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  it('a copy of a file that is no more is reported by --check and removed without it', async () => {
    expect((await generate()).code).toBe(0);
    expect(await generate('--check')).toMatchObject({ code: 0, stdout: '' });
    const orphan = at(COPIES, 'deleted-in-src.ts');
    writeFileSync(orphan, '// Generated from src/cards/contract/deleted-in-src.ts; do not edit.\n');
    expect(await generate('--check')).toMatchObject({
      code: 1,
      stdout: `is no longer generated: ${COPIES}/deleted-in-src.ts\n`,
    });
    expect(existsSync(orphan)).toBe(true);
    expect((await generate()).stdout).toBe(`removed ${COPIES}/deleted-in-src.ts\n`);
    expect(existsSync(orphan)).toBe(false);
    expect(existsSync(at(COPIES, 'package.json'))).toBe(true);
    expect((await generate('--check')).code).toBe(0);
  });
});
