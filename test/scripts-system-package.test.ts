import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PROJECT, run } from './support/run.ts';

/** As root on a machine whose apt-get notes each call and gets nothing, as without a network. */
describe('what the tests need of the system', () => {
  let folder = '';
  const at = (...parts: string[]) => path.join(folder, ...parts);
  const program = (name: string, script: string) =>
    writeFileSync(at('bin', name), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const aptCalls = () => (existsSync(at('calls')) ? readFileSync(at('calls'), 'utf8').trim().split('\n') : []);

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'baton-system-test-'));
    mkdirSync(at('bin'));
    program(
      'apt-get',
      `for word in "$@"; do case $word in install|update) echo $word >> ${at('calls')};; esac; done; exit 100`,
    );
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function ensureChromium(env: Record<string, string> = {}) {
    const script = `process.getuid = () => 0;
      const { ensureChromium, findChromium } = await import(${JSON.stringify(path.join(PROJECT, 'scripts/setup/chromium.mjs'))});
      console.log(JSON.stringify([await ensureChromium(), findChromium()]));`;
    const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '-e', script], {
      env: {
        PATH: at('bin'),
        XDG_CACHE_HOME: at('cache'),
        TMPDIR: folder,
        BATON_CHROMIUM: undefined,
        BATON_NO_SYSTEM_PACKAGES: undefined,
        ...env,
      },
    });
    const found: unknown = JSON.parse(stdout);
    return { found, said: stderr };
  }

  it('is not asked for again for some hours after it could not be had', async () => {
    expect((await ensureChromium()).found).toEqual([false, null]);
    expect(aptCalls()).toEqual(['install', 'update']);
    const again = await ensureChromium();
    expect(again.said).toContain('SKIPPED');
    expect(aptCalls()).toHaveLength(2);

    const [stamp = ''] = readdirSync(at('cache', 'baton'));
    const yesterday = Date.now() / 1000 - 24 * 3600;
    utimesSync(at('cache', 'baton', stamp), yesterday, yesterday);
    await ensureChromium();
    expect(aptCalls()).toHaveLength(4);
  });

  it('is left alone when BATON_NO_SYSTEM_PACKAGES says so', async () => {
    const { found, said } = await ensureChromium({ BATON_NO_SYSTEM_PACKAGES: '1' });
    expect(found).toEqual([false, null]);
    expect(said).toContain('SKIPPED');
    expect(aptCalls()).toEqual([]);
  });

  it('a command that only says how to get a browser is none; the next that starts is', async () => {
    program('chromium-browser', 'echo "requires the chromium snap" >&2; exit 1');
    expect((await ensureChromium()).found).toEqual([false, null]);
    program('google-chrome', 'echo "Google Chrome 150"');
    expect((await ensureChromium()).found).toEqual([true, at('bin', 'google-chrome')]);
  });

  it('a browser that is named counts alone', async () => {
    program('chromium', 'echo "Chromium 150"');
    const { found, said } = await ensureChromium({ BATON_CHROMIUM: at('bin', 'none') });
    expect(found).toEqual([false, null]);
    expect(said).toContain('BATON_CHROMIUM names');
    expect(aptCalls()).toEqual([]);
  });
});
