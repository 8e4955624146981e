import { pathToFileURL } from 'node:url';

/**
 * `node tool.mjs FILE args...` runs one of our own scripts. What it throws is said in its own words, without the stack
 * trace that Node would add: whoever types `npm run demo` is not to blame and cannot do anything with it.
 */
const [, , file = '', ...args] = process.argv;
process.argv = [process.execPath, file, ...args];
try {
  await import(pathToFileURL(file).href);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
