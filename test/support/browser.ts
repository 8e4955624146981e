import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { chromium, selectors, type Browser, type Page } from 'playwright-core';
import { z } from 'zod';
import { findChromium } from '../../scripts/setup/chromium.mjs';
import { PROJECT, run } from './run.ts';

// what HubSpot's components make of `testId`
selectors.setTestIdAttribute('data-test-id');

/** Where the tests' pictures go; not part of the repository. */
export const SCREENSHOTS = path.join(PROJECT, 'coverage', 'screenshots');

/** A Chromium that this machine has, or null, which is said: tests that look at pages are then skipped. */
export const chromiumPath: string | null = findChromium();
if (chromiumPath === null) {
  process.stderr.write(
    'There is no Chromium: the tests that look at pages are skipped (Debian: apt install chromium)\n',
  );
}

/** For beforeAll: the first time on a machine, pages need packages of their own and a build. */
export const PAGES_PATIENCE_MS = 15 * 60_000;

/** No GPU and no network of its own: a browser of a test talks to this machine only. Root cannot have a sandbox. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * Builds HubSpot's pages and the extensions in them unless they are built from what is here now; quick then. Of several
 * test files that call it at once one builds and the others wait. For beforeAll, with PAGES_PATIENCE_MS.
 */
export async function buildPages(): Promise<void> {
  const { code, stderr } = await run(process.execPath, [path.join('scripts', 'setup', 'pages.mjs')]);
  if (code !== 0) throw new Error(`HubSpot's pages could not be built:\n${stderr}`);
}

/** Starts a browser; close it in afterAll. Throws where there is none (see `chromiumPath`). */
export async function startBrowser(): Promise<Browser> {
  if (chromiumPath === null) throw new Error('there is no Chromium');
  return chromium.launch({ executablePath: chromiumPath, args: FLAGS });
}

/**
 * Opens an address in a context of its own, hands the page to `work` and closes it. Fails when the page reported an
 * error (console, script, an extension that broke, a refused resource) or shows a component that the preview does not
 * know. `expected`: errors that belong to the test. `width` and `height` are those of the window.
 */
export async function onPage<T>(
  browser: Browser,
  url: string,
  work: (page: Page) => Promise<T>,
  options: { expected?: readonly RegExp[]; width?: number; height?: number } = {},
): Promise<T> {
  const { expected = [], width = 1360, height = 900 } = options;
  const context = await browser.newContext({
    viewport: { width, height },
    locale: 'en-US',
    timezoneId: 'Europe/London',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') errors.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => errors.push(`page: ${error.message}`));
  try {
    await page.goto(url);
    const result = await work(page);
    errors.push(...(await unknownComponents(page)));
    const unexpected = errors.filter((error) => !expected.some((pattern) => pattern.test(error)));
    if (unexpected.length > 0) throw new Error(`${url} is not in order:\n  ${unexpected.join('\n  ')}`);
    return result;
  } finally {
    await context.close();
  }
}

const violations = z.array(
  z.object({
    id: z.string(),
    impact: z.string().nullable(),
    help: z.string(),
    nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
  }),
);

/**
 * What keeps people out, as axe finds it in the part of the page that `selector` names: its serious and critical
 * findings, one line for each element. An empty list is what a test wants.
 */
export async function accessibilityProblems(page: Page, selector: string): Promise<string[]> {
  await page.evaluate(axeSource());
  const found = await page.evaluate(
    `axe.run(${JSON.stringify(selector)}, { resultTypes: ['violations'] }).then(({ violations }) => violations)`,
  );
  return violations
    .parse(found)
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html} ${failureSummary ?? ''}`),
    );
}

/** Takes a picture of the whole page (or of `selector`) as `coverage/screenshots/NAME.png` and answers its path. */
export async function takeScreenshot(page: Page, name: string, selector?: string): Promise<string> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  const file = path.join(SCREENSHOTS, `${name}.png`);
  const options = { path: file, animations: 'disabled' } as const;
  if (selector === undefined) await page.screenshot({ ...options, fullPage: true });
  else await page.locator(selector).screenshot(options);
  return file;
}

async function unknownComponents(page: Page): Promise<string[]> {
  const names = await page.locator('.hs-unmapped').evaluateAll((all) => all.map((one) => one.dataset['component']));
  return names.map((name) => `unknown component: ${name}`);
}

/** In page.evaluate, because the pages' content policy allows no scripts but their own. */
function axeSource(): string {
  return readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
}
