import { ensureSystemPackage } from './system-package.mjs';

/** Commands under which a Chromium may be found on the PATH; test/support/browser.ts looks for the same. */
const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome'];

/**
 * The tests of the pages look at them in a browser. Never throws: without one those tests are skipped. BATON_CHROMIUM
 * names a browser that is not on the PATH.
 */
export async function ensureChromium() {
  if (process.env.BATON_CHROMIUM) return;
  await ensureSystemPackage({
    commands: COMMANDS,
    // the pages bring their own font, but not its signs, arrows and monospace letters
    packages: ['chromium', 'fonts-dejavu-core'],
    purpose: 'the tests of the pages',
    skipped: 'the tests that look at pages in a browser will be SKIPPED.',
    elsewhere:
      'apt-get install chromium (Debian), brew install --cask chromium (macOS), or name a browser in BATON_CHROMIUM.',
  });
}
