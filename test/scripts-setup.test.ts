import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT, run } from './support/run.ts';

/** The set-up in a project of its own, with an npm that notes each call, takes a moment and installs one package. */
describe('set-up before a command', () => {
  let project = '';
  let calls = '';

  beforeEach(() => {
    project = mkdtempSync(path.join(tmpdir(), 'baton-setup-test-'));
    calls = path.join(project, 'npm-calls');
    cpSync(path.join(PROJECT, 'scripts'), path.join(project, 'scripts'), { recursive: true });
    writeLock('1.0.0');
    writeFileSync(
      path.join(project, 'hello.mjs'),
      'console.log(JSON.stringify(process.argv.slice(2))); process.exitCode = 7;',
    );
    mkdirSync(path.join(project, 'bin'));
    writeFileSync(
      path.join(project, 'bin', 'npm'),
      `#!/bin/sh
echo "$@" >> "${calls}"
[ -n "$NPM_FAILS_IN" ] && [ "$(basename "$PWD")" = "$NPM_FAILS_IN" ] && exit 3
sleep 0.3
echo "chatter of npm"
mkdir -p node_modules/tsx && cp package-lock.json node_modules/.package-lock.json
echo '{"name":"tsx","type":"module","exports":"./index.js"}' > node_modules/tsx/package.json
echo 'import "${import.meta.resolve('tsx')}"' > node_modules/tsx/index.js
`,
      { mode: 0o755 },
    );
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it('installs once, keeps stdout for the command and passes its arguments and exit code on', async () => {
    const first = await hello('a', '--json');
    expect(first).toMatchObject({ code: 7, stdout: '["a","--json"]\n' });
    expect(first.stderr).toContain('chatter of npm');
    expect(await hello()).toEqual({ code: 7, stdout: '[]\n', stderr: '' });
    expect(npmCalls()).toEqual([
      'install --no-save --no-audit --no-fund --include=dev --include=optional --loglevel=warn',
    ]);
  });

  it('lets one of several commands install while the others wait', async () => {
    const all = await Promise.all([hello('1'), hello('2'), hello('3')]);
    expect(all.map(({ code, stdout }) => [code, stdout])).toEqual([
      [7, '["1"]\n'],
      [7, '["2"]\n'],
      [7, '["3"]\n'],
    ]);
    expect(npmCalls()).toHaveLength(1);
  });

  it('installs again when package-lock.json has changed', async () => {
    await hello();
    writeLock('1.0.1');
    await hello();
    expect(npmCalls()).toHaveLength(2);
  });

  it('believes an npm that was run by hand', async () => {
    await run(path.join(project, 'bin', 'npm'), ['install'], { cwd: project });
    await hello();
    expect(npmCalls()).toEqual(['install']);
  });

  it('does not believe it when the packages were put there for another Node', async () => {
    await hello();
    const stamp = path.join(project, 'node_modules', '.baton-setup.json');
    writeFileSync(stamp, JSON.stringify({ ...JSON.parse(readFileSync(stamp, 'utf8')), node: '1-other-cpu' }));
    await hello();
    expect(npmCalls()).toHaveLength(2);
  });

  it('takes over the lock of a process that is gone', async () => {
    const dead = await run(process.execPath, ['-p', 'process.pid']);
    const temporary = path.join(project, 'tmp');
    mkdirSync(temporary);
    const lockPath = await run(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `import { lockFile } from '${path.join(project, 'scripts/setup/lock.mjs')}'; console.log(lockFile());`,
      ],
      { env: { TMPDIR: temporary } },
    );
    writeFileSync(lockPath.stdout.trim(), dead.stdout.trim());
    const all = await Promise.all([helloIn(temporary), helloIn(temporary)]);
    expect(all.map(({ code }) => code)).toEqual([7, 7]);
    expect(npmCalls()).toHaveLength(1);
    expect(existsSync(lockPath.stdout.trim())).toBe(false);
  });

  it('says what failed, runs nothing, and tries again next time', async () => {
    const broken = await run(process.execPath, ['scripts/with-setup.mjs', 'run', 'hello.mjs'], {
      cwd: project,
      env: { ...env(), NPM_FAILS_IN: path.basename(project) },
    });
    expect(broken).toMatchObject({ code: 1, stdout: '' });
    expect(broken.stderr).toContain('npm install ended with code 3');
    expect(await hello()).toMatchObject({ code: 7 });
  });

  it('lets the demo begin without pages when those cannot be had, in plain words', async () => {
    mkdirSync(path.join(project, 'hubspot-project'));
    writeLock('1.0.0', 'hubspot-project');
    mkdirSync(path.join(project, 'demo'));
    writeFileSync(path.join(project, 'demo', 'main.ts'), 'console.log(`leads come in` as string);');
    writeFileSync(path.join(project, 'package.json'), '{ "type": "module" }');
    const demo = await run(process.execPath, ['scripts/with-setup.mjs', 'demo'], {
      cwd: project,
      env: { ...env(), NPM_FAILS_IN: 'hubspot-project' },
    });
    expect(demo).toMatchObject({ code: 0, stdout: 'leads come in\n' });
    expect(demo.stderr).toMatch(
      /pages .* are missing .*npm install ended with code 3.*Leads still come in.*pages\.mjs/,
    );
    expect(demo.stderr).not.toMatch(/^ +at /m);
  });

  it('refuses a command it does not know', async () => {
    const ended = await run(process.execPath, ['scripts/with-setup.mjs', 'fly'], { cwd: project, env: env() });
    expect(ended.code).toBe(2);
    expect(ended.stderr).toContain('Usage');
  });

  function env(): Record<string, string> {
    return { PATH: `${path.join(project, 'bin')}${path.delimiter}${process.env['PATH'] ?? ''}` };
  }
  function hello(...args: string[]) {
    return run(process.execPath, ['scripts/with-setup.mjs', 'run', 'hello.mjs', ...args], { cwd: project, env: env() });
  }
  function helloIn(temporary: string) {
    return run(process.execPath, ['scripts/with-setup.mjs', 'run', 'hello.mjs'], {
      cwd: project,
      env: { ...env(), TMPDIR: temporary },
    });
  }
  function npmCalls(): string[] {
    return readFileSync(calls, 'utf8').trim().split('\n');
  }
  function writeLock(version: string, folder = '.'): void {
    const packages = { '': {}, 'node_modules/tsx': { version } };
    writeFileSync(path.join(project, folder, 'package-lock.json'), JSON.stringify({ lockfileVersion: 3, packages }));
  }
});
