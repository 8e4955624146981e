import { findOnPath } from './find-on-path.mjs';
import { ensureSystemPackage } from './system-package.mjs';

/**
 * The tests of the Redis queue start a redis-server of their own. Never throws: without it those tests are skipped.
 * Answers whether it is there.
 */
export async function ensureRedis() {
  return ensureSystemPackage({
    isThere: () => findOnPath('redis-server').length > 0,
    packages: ['redis-server'],
    purpose: 'the tests',
    skipped: 'the tests of the Redis queue will be SKIPPED.',
    elsewhere: 'apt-get install redis-server (Debian, Ubuntu), brew install redis (macOS), or put it on the PATH.',
  });
}
