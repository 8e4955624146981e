import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startHandoffScene, type HandoffScene } from './handoff-scene.ts';

let scene: HandoffScene;
beforeAll(async () => {
  scene = await startHandoffScene();
});
afterAll(() => scene.close());
beforeEach(() => scene.reset());

it('a write that cannot be read ends as an exception for the admin, and all others go out', async () => {
  const [bad, good] = [await scene.route(), await scene.route()];
  await scene.portal.transaction((tx) =>
    tx.db
      .updateTable('crm_writes')
      .set({ payload: randomBytes(80) })
      .where('write_id', '=', bad.update.writeId)
      .execute(),
  );
  expect(await scene.finish()).toMatchObject({ done: 3, refused: 1, retryAt: null });
  expect((await scene.seen(good)).properties['hubspot_owner_id']).toBe('701');
  expect((await scene.seen(good)).tasks).toHaveLength(1);
  expect((await scene.seen(bad)).tasks).toHaveLength(1);
  expect(await scene.stateOf(bad.update)).toMatchObject({ state: 'refused', last_error: 'decryption_failed' });
  expect(await scene.exceptions()).toMatchObject([{ kind: 'unreadable_write', subject: bad.contactId }]);
  expect(await scene.finish()).toMatchObject({ done: 0, refused: 0 });
});
