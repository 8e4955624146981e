import fc from 'fast-check';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { historyOf, live, SHORT } from './lives-commands.ts';
import { startLivesScene, type LivesScene } from './lives-scene.ts';

let scene: LivesScene;
beforeAll(async () => {
  scene = await startLivesScene();
});
afterAll(() => scene.close());

describe('any history of a handoff', () => {
  it('ends with store and CRM in agreement', { timeout: 900_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(historyOf(SHORT), (happenings) => live(scene, happenings)),
      { numRuns: 500 },
    );
  });
});
