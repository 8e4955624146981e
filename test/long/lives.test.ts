import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { historyOf, live, LONG } from '../lives-commands.ts';
import { startLivesScene, type LivesScene } from '../lives-scene.ts';

/** 20,000 histories, in parts so that one that fails is named soon. */
const PARTS = 40;
const PER_PART = 500;

let scene: LivesScene;
beforeAll(async () => {
  scene = await startLivesScene();
});
afterAll(() => scene.close());

describe('any history of a handoff', () => {
  it.each(Array.from({ length: PARTS }, (_, part) => part + 1))(
    `ends with store and CRM in agreement, part %i of ${PARTS}`,
    { timeout: 3_600_000 },
    async () => {
      await fc.assert(
        fc.asyncProperty(historyOf(LONG), (happenings) => live(scene, happenings)),
        { numRuns: PER_PART },
      );
    },
  );
});
