import { openExceptions } from '../src/store/tables/exceptions.ts';
import { LIVES_PORTAL, startLivesScene, type LivesScene } from './lives-scene.ts';

export type WhatHappens = Awaited<ReturnType<typeof startWhatHappens>>;

/** A lead's life in short words, for tests that tell it case by case. */
export async function startWhatHappens() {
  const scene = await startLivesScene();
  return { scene, merge, furtherTasks, lead, handoff, property, history, pass, openTasks, click, isException };

  /** A lead who has asked, routed and written. */
  async function lead(country = 'Germany', message = 'A demo, please.'): Promise<string> {
    const { contacts } = await scene.control.createContacts({
      portalId: LIVES_PORTAL,
      source: 'FORM',
      contacts: [
        {
          properties: { email: `${Math.random()}@firm-${Math.random()}.example`, country, message },
        },
      ],
    });
    const contactId = contacts[0]?.id ?? '';
    await scene.hear({ kind: 'contact_created', contactId }, { source: 'FORM' });
    await scene.drain();
    return contactId;
  }

  async function handoff(contactId: string) {
    const open = await scene.handoffOf(contactId);
    if (open === null) throw new Error('there is no open handoff');
    return open;
  }

  async function property(contactId: string, name: string): Promise<string | null> {
    return (await scene.control.record(LIVES_PORTAL, contactId)).contact.properties[name] ?? null;
  }

  async function history(contactId: string): Promise<string[]> {
    const rows = await scene.portal.transaction((tx) =>
      tx.db.selectFrom('handoff_events').selectAll().where('contact_id', '=', contactId).orderBy('event_id').execute(),
    );
    return rows.map(({ kind, label }) => (label === null ? kind : `${kind} ${label}`));
  }

  async function pass(contactId: string, minutes: number, late = 0): Promise<void> {
    await scene.pass(contactId, minutes, late);
    await scene.watch();
    await scene.write();
  }

  /** Those of the follow-up plan that are still to be done: what they say and whose they are. */
  async function furtherTasks(contactId: string) {
    const tasks = await scene.client.tasksOfContact(contactId);
    const open = tasks.filter(
      ({ properties }) => properties['hs_task_status'] !== 'COMPLETED' && isFurther(properties),
    );
    return open.map(({ properties }) => [properties['hs_task_subject'], properties['hubspot_owner_id']]).toSorted();
  }

  async function openTasks(contactId: string) {
    const tasks = await scene.client.tasksOfContact(contactId);
    return tasks.filter(({ properties }) => properties['hs_task_status'] !== 'COMPLETED' && !isFurther(properties));
  }

  async function click(contactId: string, action: Parameters<LivesScene['act']>[0]['action']): Promise<void> {
    const { handoffId, revision } = await handoff(contactId);
    const { end } = await scene.act({ handoffId, revision, action, userId: 2 });
    if (end !== 'done') throw new Error(`the click ended as ${end}`);
    await scene.drain();
    await scene.write();
  }

  async function merge(winner: string, loser: string): Promise<void> {
    await scene.control.merge(winner, { portalId: LIVES_PORTAL, userId: 1, mergedId: loser });
    const source = { source: 'CRM_UI', sourceId: 'userId:1' };
    await scene.hear({ kind: 'contacts_merged', contactId: winner, loserIds: [loser] }, source);
    await scene.drain();
    await scene.write();
  }

  async function isException(kind: string, subject: string): Promise<boolean> {
    const open = await scene.portal.transaction((tx) => openExceptions(tx, { kinds: [kind], limit: 1_000 }));
    return open.some((one) => one.subject === subject);
  }
}

function isFurther(properties: Readonly<Record<string, string | null>>): boolean {
  return properties['hs_task_body']?.includes('Part of the follow-up plan') === true;
}
