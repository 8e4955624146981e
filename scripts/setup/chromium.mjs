import { spawnSync } from 'node:child_process';
import { findOnPath } from './find-on-path.mjs';
import { ensureSystemPackage } from './system-package.mjs';

/** Commands under which a Chromium may be found on the PATH. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

/** No browser takes so long to say its version; one that hangs must not stop everything else. */
const LONGEST_ANSWER_MS = 30_000;

/**
 * The browser for everything that looks at pages: what BATON_CHROMIUM names, else the first on the PATH. Null when there
 * is none that starts: Ubuntu has a command chromium-browser that only says how to get one.
 * @returns {string | null}
 */
export function findChromium() {
  const named = process.env.BATON_CHROMIUM;
  const places = named ? [named] : COMMANDS.flatMap((command) => findOnPath(command));
  return places.find((file) => saysItsVersion(file)) ?? null;
}

/**
 * The tests of the pages look at them in a browser. Never throws: without one those tests are skipped. Answers whether
 * there is one. BATON_CHROMIUM names a browser that is not on the PATH.
 */
export async function ensureChromium() {
  const skipped = 'the tests that look at pages in a browser will be SKIPPED.';
  if (process.env.BATON_CHROMIUM) {
    const isThere = findChromium() !== null;
    if (!isThere) console.error(`BATON_CHROMIUM names ${process.env.BATON_CHROMIUM}, which does not start: ${skipped}`);
    return isThere;
  }
  return ensureSystemPackage({
    isThere: () => findChromium() !== null,
    // the pages bring their own font, but not its signs, arrows and monospace letters
    packages: ['chromium', 'fonts-dejavu-core'],
    purpose: 'the tests of the pages',
    skipped,
    elsewhere:
      'apt-get install chromium (Debian), brew install --cask chromium (macOS), or name a browser in BATON_CHROMIUM.',
  });
}

/** @param {string} file */
function saysItsVersion(file) {
  return spawnSync(file, ['--version'], { stdio: 'ignore', timeout: LONGEST_ANSWER_MS }).status === 0;
}
