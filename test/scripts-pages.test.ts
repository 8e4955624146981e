import { cpSync, existsSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROJECT, run } from './support/run.ts';

const isOurs = (file: string) => !/[/\\](dist|node_modules)$/.test(file);

/** HubSpot's pages in a copy of the project that may be broken at will. */
describe("building HubSpot's pages", () => {
  let project = '';
  const at = (...parts: string[]) => path.join(project, ...parts);
  const built = () => readFileSync(at('emulator/preview/dist/built-from.txt'), 'utf8');

  beforeAll(() => {
    project = mkdtempSync(path.join(tmpdir(), 'baton-pages-test-'));
    for (const folder of ['scripts', 'emulator', 'src']) {
      cpSync(path.join(PROJECT, folder), at(folder), { recursive: true, filter: isOurs });
    }
    for (const file of ['package.json', 'package-lock.json', 'tsconfig.json'])
      cpSync(path.join(PROJECT, file), at(file));
    symlinkSync(path.join(PROJECT, 'node_modules'), at('node_modules'));
  });
  afterAll(() => rmSync(project, { recursive: true, force: true }));

  /** Calls ensurePreview and answers what that changed in the environment of the process that did. */
  const build = () =>
    run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { ensurePreview } from './scripts/setup/preview.mjs';
        const before = JSON.stringify(process.env);
        await ensurePreview();
        console.log(JSON.stringify(process.env) === before ? 'as it was' : JSON.stringify(process.env));`,
      ],
      // what vitest has set for itself is what a bundler would change
      { cwd: project, env: { NODE_ENV: undefined } },
    );

  it('leaves the environment as it was, so that tests that come after it get React as they need it', async () => {
    expect(await build()).toMatchObject({ code: 0, stdout: 'as it was\n' });
    expect(existsSync(at('emulator/preview/dist/index.html'))).toBe(true);
  });

  it('does nothing when nothing has changed', async () => {
    expect(await build()).toEqual({ code: 0, stdout: 'as it was\n', stderr: '' });
  });

  it('keeps the pages of before when the new ones cannot be built, also those of a command that was killed', async () => {
    const before = built();
    const main = at('emulator/preview/main.tsx');
    const source = readFileSync(main, 'utf8');
    writeFileSync(main, 'import "./nowhere.ts";');
    const failed = await build();
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain("Building HubSpot's pages ended with 1");
    expect(built()).toBe(before);

    // Between its two moves.
    renameSync(at('emulator/preview/dist'), at('.baton/preview.old'));
    expect((await build()).code).toBe(1);
    expect(built()).toBe(before);
    expect(existsSync(at('.baton/preview.new'))).toBe(false);

    writeFileSync(main, source);
    expect((await build()).code).toBe(0);
  });
});
