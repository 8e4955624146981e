import { setTimeout as delay } from 'node:timers/promises';
import type { Random } from '../demo/random.ts';
import { seedUsers } from '../demo/sample-people.ts';
import type { ControlClient } from '../emulator/client.ts';
import type { ChaosPortal } from './look.ts';

/** Somebody of an account does something to a contact about so often. Milliseconds. */
const EVERY_MS = 1_500;

const PLACES = [
  { country: 'United States', hs_country_region_code: 'US' },
  { country: 'Germany', hs_country_region_code: 'DE' },
  { country: 'France', hs_country_region_code: 'FR' },
];

/**
 * What people do while leads come in, until `signal`: they take a contact over, correct its country, complete the task, delete
 * the contact. Each contact at most once; it is added to `touched` before.
 */
export async function liveOn(
  control: ControlClient,
  { portal, random, signal }: { portal: ChaosPortal; random: Random; signal: AbortSignal },
): Promise<void> {
  const { portalId, sent, touched } = portal;
  const users = seedUsers(0);
  while (!signal.aborted) {
    await delay(EVERY_MS, undefined, { signal }).catch(() => undefined);
    const free = sent.filter(({ contactId, lead }) => lead.how.kind === 'create' && !touched.has(contactId));
    if (signal.aborted || free.length === 0) continue;
    const { contactId } = random.pick(free);
    const { userId, ownerId } = random.pick(users);
    touched.add(contactId);
    const edit = (properties: Record<string, string>) =>
      control.edit(contactId, { portalId, userId, source: 'CRM_UI', properties });
    const dice = random.next();
    if (dice < 0.4) await edit({ hubspot_owner_id: ownerId });
    else if (dice < 0.7) await edit(random.pick(PLACES));
    else if (dice < 0.85) await completeTask(control, portalId, contactId);
    else await control.remove(contactId, { portalId, userId });
  }
}

async function completeTask(control: ControlClient, portalId: number, contactId: string): Promise<void> {
  const { tasks } = await control.state(portalId);
  const task = tasks.find((one) => one.contactIds.includes(contactId) && !one.archived);
  if (task === undefined) return;
  await control.editTask(task.id, { portalId, properties: { hs_task_status: 'COMPLETED' } });
}
