import { listMemberships, membershipsChanged } from './answers.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

const CONTACTS = '0-1';

export interface ListChange {
  listId: string;
  change: 'add' | 'remove';
  contactIds: readonly string[];
}

/** Of whom it changed anything; whoever was on the list already, or not on it, is in neither. */
export interface ListChanged {
  changed: ReadonlySet<string>;
  /** HubSpot has no such contacts. */
  missing: ReadonlySet<string>;
}

/** Puts contacts on a list, or takes them off, in one call. Safe to repeat. Throws RecordGone: there is no such list. */
export async function changeList(
  transport: Transport,
  { listId, change, contactIds }: ListChange,
): Promise<ListChanged> {
  const { added, removed, missing } = await transport.send({
    operation: `lists.${change}`,
    method: 'PUT',
    path: apiPath('lists', `/${encodeURIComponent(listId)}/memberships/${change}`),
    body: contactIds,
    effect: 'update',
    batch: true,
    answer: membershipsChanged,
  });
  return { changed: new Set(change === 'add' ? added : removed), missing: new Set(missing) };
}

/** Since when the contact has been on the list, epoch milliseconds; null: it is not. */
export async function onListSince(
  transport: Transport,
  { listId, contactId }: { listId: string; contactId: string },
): Promise<number | null> {
  const answer = await transport.find({
    operation: 'lists.of_contact',
    method: 'GET',
    path: apiPath('lists', `/records/${CONTACTS}/${encodeURIComponent(contactId)}/memberships`),
    effect: 'read',
    answer: listMemberships,
  });
  const membership = answer?.results.find((one) => one.listId === listId);
  return membership === undefined ? null : Date.parse(membership.lastAddedTimestamp);
}
