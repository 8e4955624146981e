import { mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { withLock } from '../src/store/embedded/lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), `baton-test-${process.pid}-`));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the lock round the start', () => {
  const dead = 4_194_305; // above the highest pid there can be

  test('lets one in at a time', async () => {
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 12 }, () =>
        withLock(join(folder, 'lock'), async () => {
          most = Math.max(most, ++inside);
          await new Promise(setImmediate);
          inside -= 1;
        }),
      ),
    );
    expect(most).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  test('is given back when the work fails', async () => {
    await expect(withLock(join(folder, 'lock'), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await readdir(folder)).toEqual([]);
  });

  test('of a dead process is taken over, by one of many', async () => {
    await writeFile(join(folder, 'lock'), `${dead} 6b1c`);
    let inside = 0;
    await Promise.all(
      Array.from({ length: 8 }, () =>
        withLock(join(folder, 'lock'), async () => {
          expect(++inside).toBe(1);
          await new Promise(setImmediate);
          inside -= 1;
        }),
      ),
    );
    expect(await readdir(folder)).toEqual([]);
  });

  test('that nobody has touched for long is taken over, whoever has its pid now', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, `${process.pid} 6b1c`);
    await utimes(lock, new Date(0), new Date(0));
    expect(await withLock(lock, async () => 'in')).toBe('in');
  });

  test('of a living process is respected', async () => {
    const lock = join(folder, 'lock');
    await writeFile(lock, `${process.pid} 6b1c`);
    let entered = false;
    const waiting = withLock(lock, async () => (entered = true));
    for (let turn = 0; turn < 50; turn += 1) await stat(lock);
    expect(entered).toBe(false);
    await rm(lock);
    expect(await waiting).toBe(true);
  });
});
