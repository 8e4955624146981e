#!/usr/bin/env node
/**
 * Every npm script of this project goes through here, so that each one works on a machine with only Node and npm.
 * Plain JavaScript without dependencies, because it runs before there are any. Talks on stderr only: stdout belongs to
 * the command. All commands install the dependencies first; then:
 *
 *   run FILE args...     a TypeScript program
 *   watch FILE args...   the same, restarted when a file changes
 *   demo args...         the demo, with what a person opens in a browser unless it ends by itself (--once)
 *   chaos args...        faults against a whole installation; gets a Redis where it may
 *   emulator args...     HubSpot on this machine alone, with its pages
 *   screenshots          the README's pictures, with pages and a Chromium
 *   test args...         the tests (args go to vitest); gets a Redis and a Chromium where it may. Tests of pages build
 *                        the pages themselves, those of the extensions install what they need
 *   test:long args...    the long ones
 *   verify               format, lint, types, imports, HubSpot's pages, the HubSpot project, what is generated for it
 *
 * Demo and emulator do without pages that cannot be built: they say so and start.
 */
const OLDEST_NODE = [20, 19];

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    `Baton needs Node ${OLDEST_NODE.join('.')} or newer; this is ${process.versions.node} (${process.execPath}).`,
  );
  process.exit(1);
}

const { ensureDependencies } = await import('./setup/dependencies.mjs');
const { packageBin, runNode, runProgram } = await import('./setup/run-node.mjs');
const { SetupError } = await import('./setup/setup-error.mjs');

const [command, ...args] = process.argv.slice(2);
const asksForHelp = args.includes('--help') || args.includes('-h');

/** @type {Record<string, () => Promise<void>>} */
const COMMANDS = {
  async run() {
    const [file, ...fileArgs] = withFile();
    await ensureDependencies();
    await runProgram(file, fileArgs);
  },
  async watch() {
    const watched = withFile();
    await ensureDependencies();
    process.exitCode = await runNode(['--watch', '--import', import.meta.resolve('tsx'), ...watched]);
  },
  async demo() {
    await ensureDependencies();
    if (!args.includes('--once') && !asksForHelp) await tryPages('Leads still come in');
    await runProgram('demo/main.ts', args);
  },
  async emulator() {
    await ensureDependencies();
    if (!asksForHelp) await tryPages('The API works without');
    await runProgram('emulator/main.ts', args);
  },
  async chaos() {
    await ensureDependencies();
    if (!asksForHelp) await (await import('./setup/redis.mjs')).ensureRedis();
    await runProgram('chaos/main.ts', args);
  },
  async screenshots() {
    await ensureDependencies();
    const { ensurePages } = await import('./setup/pages.mjs');
    const { ensureChromium } = await import('./setup/chromium.mjs');
    await ensurePages();
    await ensureChromium();
    await runProgram('scripts/screenshots.ts', args);
  },
  test: () => runTests({}),
  'test:long': () => runTests({ BATON_TESTS: 'long' }),
  async verify() {
    await ensureDependencies();
    const { verify } = await import('./verify.mjs');
    process.exitCode = (await verify()) ? 0 : 1;
  },
};

if (command === undefined || !Object.hasOwn(COMMANDS, command)) {
  console.error(`Usage: node scripts/with-setup.mjs ${Object.keys(COMMANDS).join(' | ')}   (run and watch: FILE)`);
  process.exitCode = 2;
} else {
  try {
    await COMMANDS[command]();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

/** @param {Record<string, string>} env */
async function runTests(env) {
  await ensureDependencies();
  const { ensureRedis } = await import('./setup/redis.mjs');
  const { ensureChromium } = await import('./setup/chromium.mjs');
  const redis = await ensureRedis();
  const chromium = await ensureChromium();
  const { buildApp } = await import('./setup/built.mjs');
  const built = buildApp();
  process.exitCode = await runNode([packageBin('vitest'), 'run', ...args], {
    env: { ...env, ...(built === null ? {} : { BATON_BUILT: built }) },
  });
  // once more: what was said before the tests has scrolled away
  if (!redis) console.error('There is no redis-server here: the tests of the Redis queue count as skipped.');
  if (!chromium) console.error('There is no Chromium here: the tests that look at pages count as skipped.');
}

/**
 * Pages are for people to look at; what comes after them works without.
 * @param {string} consolation
 */
async function tryPages(consolation) {
  const { ensurePages } = await import('./setup/pages.mjs');
  try {
    await ensurePages();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(
      `HubSpot's pages with Baton's card, settings and app page are missing or old (${reason}). ${consolation}; for the pages run: node scripts/setup/pages.mjs`,
    );
  }
}

/** @returns {[file: string, ...args: string[]]} */
function withFile() {
  const [file, ...rest] = args;
  if (file === undefined) {
    console.error(`Usage: node scripts/with-setup.mjs ${command} FILE`);
    process.exit(2);
  }
  return [file, ...rest];
}
