import { describe, expect, it } from 'vitest';
import { fewAtATime } from './few-at-a-time.ts';

/** Work that ends when the test says so. */
function scene(limit: number) {
  const run = fewAtATime(limit);
  const started: number[] = [];
  const ends: ((failure?: Error) => void)[] = [];
  const add = (name: number) =>
    run(
      () =>
        new Promise<number>((resolve, reject) => {
          started.push(name);
          ends[name] = (failure) => (failure === undefined ? resolve(name) : reject(failure));
        }),
    );
  const end = (name: number, failure?: Error) => ends[name]?.(failure);
  return { started, add, end };
}

describe('few at a time', () => {
  it('starts no more than it may, and the others in the order in which they came', async () => {
    const { started, add, end } = scene(2);
    const all = [0, 1, 2, 3].map((name) => add(name));
    expect(started).toEqual([0, 1]);
    end(1);
    expect(await all[1]).toBe(1);
    await expect.poll(() => started).toEqual([0, 1, 2]);
    end(0);
    await expect.poll(() => started).toEqual([0, 1, 2, 3]);
    end(2);
    end(3);
    expect(await Promise.all(all)).toEqual([0, 1, 2, 3]);
  });

  it('gives the place of work that failed to the next, before whoever comes later', async () => {
    const { started, add, end } = scene(1);
    const first = add(0);
    const second = add(1);
    const late = first.catch(() => add(2));
    end(0, new Error('no'));
    await expect(first).rejects.toThrow('no');
    await expect.poll(() => started).toEqual([0, 1]);
    end(1);
    expect(await second).toBe(1);
    await expect.poll(() => started).toEqual([0, 1, 2]);
    end(2);
    expect(await late).toBe(2);
    const again = add(3);
    expect(started).toEqual([0, 1, 2, 3]);
    end(3);
    expect(await again).toBe(3);
  });
});
