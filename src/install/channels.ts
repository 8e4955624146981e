import { BadInput, NotAllowed } from '../errors.ts';
import { sendTest } from '../notifications/send-test.ts';
import type { Senders } from '../notifications/send.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { addChannel, channelTargets, removeChannel } from '../store/tables/notification-channels.ts';
import { isAdmin, type ModeDeps } from './modes.ts';

type Deps = Pick<ModeDeps, 'store' | 'directory'>;
type By = { portalId: number; userId: number };

/** Adds a channel of notifications. Admins only. Answers its id. Throws NotAllowed, BadInput. */
export async function setUpChannel(
  deps: Deps,
  { portalId, userId, ...channel }: By & { target: unknown; pool: string; settings: unknown },
): Promise<string> {
  await expectAdmin(deps, { portalId, userId });
  return deps.store.forPortal(portalId).transaction((tx) => addChannel(tx, { ...channel, authorUserId: userId }));
}

/** Removes a channel and what waits for it. Admins only. Safe to repeat. Throws NotAllowed. */
export async function takeDownChannel(deps: Deps, { portalId, userId, channelId }: By & { channelId: string }) {
  await expectAdmin(deps, { portalId, userId });
  await deps.store.forPortal(portalId).transaction((tx) => removeChannel(tx, channelId));
}

/**
 * Sends a test message through a channel; one that leads to whoever has the lead leads to this admin. Answers what came of it.
 * Throws NotAllowed, BadInput (no such channel), and what the sender says.
 */
export async function tryChannel(
  deps: Deps & { senders: Senders },
  { portalId, userId, channelId }: By & { channelId: string },
): Promise<string> {
  await expectAdmin(deps, { portalId, userId });
  const { targets, email } = await deps.store.forPortal(portalId).transaction(async (tx) => {
    const people = (await storedDirectory(tx))?.people ?? [];
    return { targets: await channelTargets(tx), email: people.find((one) => one.userId === userId)?.email ?? null };
  });
  const target = targets.get(channelId);
  if (target === undefined) throw new BadInput('There is no such channel any more.', { code: 'unknown_channel' });
  return sendTest(deps.senders, target, { portalId, email: email === '' ? null : email, now: new Date() });
}

async function expectAdmin(deps: Deps, by: By): Promise<void> {
  if (await isAdmin(deps, by)) return;
  throw new NotAllowed('Only the person who installed Baton, its admins and HubSpot super admins may set up channels.');
}
