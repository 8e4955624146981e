#!/usr/bin/env node
/**
 * Every npm script of this project goes through here, so that each one works on a machine with only Node and npm.
 * Plain JavaScript without dependencies, because it runs before there are any. Talks on stderr only: stdout belongs to
 * the command.
 *
 *   run FILE args...     a TypeScript program
 *   demo args...         the demo; what a person opens in a browser is built unless it ends by itself (--once)
 *   emulator args...     HubSpot on this machine alone, with its pages built
 *   watch FILE args...   the same, restarted when a file changes
 *   test args...         the tests (args go to vitest)
 *   test:long args...    the long ones
 *   verify               format, lint, types, imports
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

const [command, ...args] = process.argv.slice(2);
const [file, ...fileArgs] = args;

switch (command) {
  case 'run':
    await ensureDependencies();
    await runProgram(needFile(file), fileArgs);
    break;
  case 'demo':
    await ensureDependencies();
    if (!args.includes('--once') && !args.includes('--help') && !args.includes('-h')) await ensurePages();
    await runProgram('demo/main.ts', args);
    break;
  case 'emulator':
    await ensureDependencies();
    if (!args.includes('--help')) await ensurePages();
    await runProgram('emulator/main.ts', args);
    break;
  case 'screenshots': {
    await ensureDependencies();
    await ensurePages();
    const { ensureChromium } = await import('./setup/chromium.mjs');
    await ensureChromium();
    await runProgram('scripts/screenshots.ts', args);
    break;
  }
  case 'watch':
    await ensureDependencies();
    process.exitCode = await runNode(['--watch', '--import', import.meta.resolve('tsx'), needFile(file), ...fileArgs]);
    break;
  case 'test':
  case 'test:long': {
    await ensureDependencies();
    await ensurePages();
    const { ensureRedis } = await import('./setup/redis.mjs');
    const { ensureChromium } = await import('./setup/chromium.mjs');
    await ensureRedis();
    await ensureChromium();
    const env = command === 'test:long' ? { BATON_TESTS: 'long' } : {};
    process.exitCode = await runNode([packageBin('vitest'), 'run', ...args], { env });
    break;
  }
  case 'verify': {
    await ensureDependencies();
    const { verify } = await import('./verify.mjs');
    process.exitCode = (await verify()) ? 0 : 1;
    break;
  }
  default:
    console.error(
      'Usage: node scripts/with-setup.mjs run FILE | watch FILE | demo | emulator | screenshots | test | test:long | verify',
    );
    process.exitCode = 2;
}

/** HubSpot's pages on this machine and Baton's extensions in them. */
async function ensurePages() {
  const { ensureHubSpotProject } = await import('./setup/hubspot-project.mjs');
  const { ensurePreview } = await import('./setup/preview.mjs');
  await ensureHubSpotProject();
  await ensurePreview();
}

/** @param {string | undefined} given */
function needFile(given) {
  if (given === undefined) {
    console.error(`Usage: node scripts/with-setup.mjs ${command} FILE`);
    process.exit(2);
  }
  return given;
}
