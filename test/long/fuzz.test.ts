import { expect, it } from 'vitest';
import { FUZZ_TARGETS } from '../fuzz.ts';

const MINUTES = Number(process.env['BATON_FUZZ_MINUTES'] ?? 10);
/** Nothing that one request carries may hold up the others for longer. Milliseconds. */
const LONGEST_MS = 1_000;

it(`${MINUTES} minutes of odd things: no crash, no hang, nothing rejected unseen`, { timeout: 7_200_000 }, async () => {
  const unseen: unknown[] = [];
  const hear = (reason: unknown) => unseen.push(reason);
  process.on('unhandledRejection', hear);
  const endAt = Date.now() + MINUTES * 60_000;
  let thrown = 0;
  while (Date.now() < endAt) {
    for (const target of FUZZ_TARGETS) {
      await target.attack({ runs: 200 });
      thrown += 200;
    }
  }
  process.off('unhandledRejection', hear);
  const slowest = FUZZ_TARGETS.map((target) => ({ name: target.name, ...target.slowest() }));
  for (const { name, ms } of slowest) process.stdout.write(`${name}: at most ${Math.round(ms)} ms\n`);
  process.stdout.write(`${thrown} things thrown\n`);
  expect(unseen).toEqual([]);
  expect(slowest.filter(({ ms }) => ms > LONGEST_MS)).toEqual([]);
});
