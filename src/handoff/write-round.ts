import type { HubSpotPortal } from '../hubspot/client.ts';
import type { LeasedWrite } from '../store/tables/crm-writes.ts';
import { finished, unreadableWrite, type FinishedWrite } from './finished-write.ts';
import { prepareContacts, sendContacts, type ContactWrite, type TakenOver } from './write-contacts.ts';
import {
  lookForEnrolments,
  lookOnLists,
  sendEnrolments,
  sendLists,
  type EnrolWrite,
  type ListWrite,
} from './write-nurture.ts';
import { lookForMarks, sendCreates, sendUpdates, type TaskCreate, type TaskUpdate } from './write-tasks.ts';

/** One write per contact, ready to go out. */
export interface ReadyRound {
  contacts: ContactWrite[];
  creates: TaskCreate[];
  updates: TaskUpdate[];
  lists: ListWrite[];
  enrolments: EnrolWrite[];
  /** Ids of all of them. */
  writeIds: string[];
  /** Ended without being sent: found, gone, erased, or put off. */
  ended: FinishedWrite[];
  takenOver: TakenOver[];
}

/** Looks at HubSpot where that is needed before writing: at owners read long ago, for what may be there already. */
export async function prepareRound(hubspot: HubSpotPortal, round: readonly LeasedWrite[]): Promise<ReadyRound> {
  const sorted = sortByKind(round);
  const [contacts, tasks, lists, enrolments] = await Promise.all([
    prepareContacts(hubspot, sorted.contacts),
    lookForMarks(hubspot, sorted.creates),
    lookOnLists(hubspot, sorted.lists),
    lookForEnrolments(hubspot, sorted.enrolments),
  ]);
  const send = [...contacts.send, ...tasks.send, ...sorted.updates, ...lists.send, ...enrolments.send];
  return {
    contacts: contacts.send,
    creates: tasks.send,
    updates: sorted.updates,
    lists: lists.send,
    enrolments: enrolments.send,
    writeIds: send.map(({ write }) => write.writeId),
    ended: [...sorted.ended, ...contacts.ended, ...tasks.ended, ...lists.ended, ...enrolments.ended],
    takenOver: contacts.takenOver,
  };
}

/** Sends what was stored as sent: contacts, tasks, lists and sequences of different contacts side by side. */
export async function sendRound(
  hubspot: HubSpotPortal,
  ready: ReadyRound,
  sent: ReadonlySet<string>,
): Promise<FinishedWrite[]> {
  const ours = <T extends { write: LeasedWrite }>(writes: readonly T[]) =>
    writes.filter(({ write }) => sent.has(write.writeId));
  const ends = await Promise.all([
    sendContacts(hubspot, ours(ready.contacts)),
    sendCreates(hubspot, ours(ready.creates)),
    sendUpdates(hubspot, ours(ready.updates)),
    sendLists(hubspot, ours(ready.lists)),
    sendEnrolments(hubspot, ours(ready.enrolments)),
  ]);
  return ends.flat();
}

function sortByKind(round: readonly LeasedWrite[]) {
  const contacts: ContactWrite[] = [];
  const creates: TaskCreate[] = [];
  const updates: TaskUpdate[] = [];
  const lists: ListWrite[] = [];
  const enrolments: EnrolWrite[] = [];
  const ended: FinishedWrite[] = [];
  for (const write of round) {
    const { content } = write;
    if (write.unreadable !== null) ended.push(unreadableWrite(write, write.unreadable));
    else if (content === null) ended.push(finished(write, { end: 'superseded' }));
    else if (content.kind === 'task_create' || content.kind === 'follow_up_create')
      creates.push({ write, properties: content.payload.properties });
    else if (content.kind === 'task_update' || content.kind === 'follow_up_close')
      updates.push({ write, ...content.payload });
    else if (content.kind === 'list_add' || content.kind === 'list_remove')
      lists.push({ write, change: content.kind === 'list_add' ? 'add' : 'remove', ...content.payload });
    else if (content.kind === 'sequence_enrol') enrolments.push({ write, payload: content.payload });
    else contacts.push({ write, payload: content.payload });
  }
  return { contacts, creates, updates, lists, enrolments, ended };
}
