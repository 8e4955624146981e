import { assign } from './assign.ts';
import { associate } from './associate.ts';
import { changeRecord, type Hand } from './crm.ts';
import type { CrmRecord, ObjectType } from './model.ts';
import { badRequest } from './refusal.ts';

/** Puts a record into the recycling bin. Safe to repeat. */
export function archiveRecord(hand: Hand, record: CrmRecord): void {
  if (record.archivedAtMs !== null) return;
  record.archivedAtMs = hand.atMs;
  forgetIndexes(hand, record);
  announce(hand, 'deletion', record);
}

/** Takes a record out of the recycling bin. Safe to repeat. */
export function restoreRecord(hand: Hand, record: CrmRecord): void {
  if (record.archivedAtMs === null) return;
  record.archivedAtMs = null;
  const email = record.values.get('email')?.toLowerCase();
  if (record.type === 'contacts' && email !== undefined && !hand.portal.emails.has(email)) {
    hand.portal.emails.set(email, record.id);
  }
  announce(hand, 'restore', record);
}

/** Removes a contact and all it held for good. */
export function privacyDelete(hand: Hand, contact: CrmRecord): void {
  forgetIndexes(hand, contact);
  hand.portal.records.contacts.delete(contact.id);
  for (const [type, links] of contact.links) {
    for (const id of links.keys()) hand.portal.records[type].get(id)?.links.get('contacts')?.delete(contact.id);
  }
  announce(hand, 'privacyDeletion', contact);
  if (hand.world.quirks.privacyDeletionSendsDeletion) announce(hand, 'deletion', contact);
}

/** Merges `merged` into `winner`: values that the winner lacks, and all associations, move over. */
export function mergeContacts(hand: Hand, winner: CrmRecord, merged: CrmRecord): void {
  if (winner.id === merged.id) throw badRequest('A contact cannot be merged with itself.');
  const { portal, world, atMs } = hand;
  const actor = { ...hand.actor, source: 'MERGE_CONTACTS' };
  forgetIndexes(hand, merged);
  merged.archivedAtMs = atMs;
  portal.mergedInto.set(merged.id, winner.id);

  const moving = [...merged.values].filter(([name]) => {
    const definition = portal.properties.contacts.get(name);
    return definition !== undefined && !definition.readOnly && !winner.values.has(name);
  });
  changeRecord({ ...hand, actor }, winner, new Map(moving));
  const email = merged.values.get('email')?.toLowerCase();
  // The address becomes a secondary one of the winner.
  if (email !== undefined) portal.emails.set(email, winner.id);
  const known = winner.values.get('hs_merged_object_ids');
  assign(winner, 'hs_merged_object_ids', [known, merged.id].filter(Boolean).join(';'), { actor, atMs });
  moveLinks({ ...hand, actor }, winner, merged);

  world.webhooks.announce(portal.portalId, {
    kind: 'merge',
    type: 'contacts',
    winnerId: winner.id,
    mergedIds: [merged.id],
    propertiesMoved: moving.length,
    actor: hand.actor,
    atMs,
  });
}

function moveLinks(hand: Hand, winner: CrmRecord, merged: CrmRecord): void {
  for (const [type, links] of merged.links) {
    for (const id of links.keys()) {
      const other = hand.portal.records[type].get(id);
      if (other === undefined) continue;
      other.links.get('contacts')?.delete(merged.id);
      associate({ ...hand, from: winner, to: other });
    }
  }
  merged.links.clear();
}

function forgetIndexes({ portal }: Hand, record: CrmRecord): void {
  const forget = (index: Map<string, string>, key: string | undefined) => {
    if (key !== undefined && index.get(key.toLowerCase()) === record.id) index.delete(key.toLowerCase());
  };
  if (record.type === 'contacts') forget(portal.emails, record.values.get('email'));
  if (record.type === 'companies') forget(portal.domains, record.values.get('domain'));
}

function announce(
  hand: Hand,
  kind: 'deletion' | 'restore' | 'privacyDeletion',
  record: { type: ObjectType; id: string },
) {
  const { world, portal, actor, atMs } = hand;
  world.webhooks.announce(portal.portalId, { kind, type: record.type, id: record.id, actor, atMs });
}
