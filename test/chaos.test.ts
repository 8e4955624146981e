import { describe, expect, it, vi } from 'vitest';
import { runChaos } from '../chaos/run.ts';
import type { FaultKind } from '../chaos/schedule.ts';
import { redisServer } from './support/redis.ts';

/** Real processes that are killed and started again, on whatever machine: a test that hangs is ended, a slow one is not. */
vi.setConfig({ testTimeout: 400_000 });

/** A short piece of `npm run chaos`: some of these faults, then everything must be right. How soon is for the long one to say. */
async function survives(queue: 'postgres' | 'redis', kinds: readonly FaultKind[]): Promise<void> {
  const told: string[] = [];
  const { figures, last, logs } = await runChaos({
    seed: 3,
    minutes: 0.05,
    queue,
    kinds,
    perSecond: 3,
    tell: (line) => told.push(line),
  });
  expect(last, [...told, ...logs].join('\n')).toEqual({ lost: [], doubled: [], disagreements: [], unfinished: [] });
  expect(figures).toMatchObject({ queue, lost: 0, doubled: 0, disagreements: 0 });
  expect(figures.leads).toBeGreaterThan(0);
  expect(Object.keys(figures.faults).length).toBeGreaterThan(0);
}

describe('a whole installation under faults', () => {
  // On one of the two; `npm run chaos` plays both for minutes.
  it('loses nothing and does nothing twice', () =>
    survives(redisServer === null ? 'postgres' : 'redis', ['worker_kill', 'postgres_kill']));
});
