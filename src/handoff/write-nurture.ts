import { codeOf, GrantRevoked, MissingScope, retryOf, WriteRefused } from '../errors.ts';
import { chunksOf } from '../hubspot/chunks.ts';
import type { HubSpotPortal } from '../hubspot/client.ts';
import { RecordGone } from '../hubspot/refusals.ts';
import type { WritePayload } from '../store/tables/crm-write-payload.ts';
import type { LeasedWrite } from '../store/tables/crm-writes.ts';
import { finished, type FinishedWrite } from './finished-write.ts';
import { CLOCK_TOLERANCE_MS } from './look-back.ts';
import { listProblem, sequenceProblem } from './nurture-problem.ts';
import { unread } from './write-contacts.ts';
import { endOfError } from './write-end.ts';

export interface ListWrite {
  write: LeasedWrite;
  change: 'add' | 'remove';
  listId: string;
}

export interface EnrolWrite {
  write: LeasedWrite;
  payload: Extract<WritePayload, { sequenceId: string }>;
}

/** HubSpot enrols one contact a call; so many calls at a time. */
const AT_A_TIME = 5;

interface Ready<T> {
  send: T[];
  ended: FinishedWrite[];
}

/**
 * Looks where an earlier try went out without an answer: whether the contact is on the list, and by whom. To leave a list is
 * simply said again.
 */
export async function lookOnLists(hubspot: HubSpotPortal, lists: readonly ListWrite[]): Promise<Ready<ListWrite>> {
  return lookFor(lists, async (one) => {
    const { write, change, listId } = one;
    if (change === 'remove' || write.state === 'todo') return null;
    const sinceMs = await hubspot
      .onListSince({ listId, contactId: write.contactId })
      .catch(orRefusal(listRefused(one)));
    if (typeof sinceMs !== 'number') return sinceMs;
    const isOurs = write.sentAt !== null && sinceMs >= write.sentAt.getTime() - CLOCK_TOLERANCE_MS;
    return finished(write, { end: 'done', hubspotId: isOurs ? listId : null });
  });
}

/** Whoever is in a sequence already is left there. */
export async function lookForEnrolments(
  hubspot: HubSpotPortal,
  enrolments: readonly EnrolWrite[],
): Promise<Ready<EnrolWrite>> {
  return lookFor(enrolments, async (one) => {
    const { write } = one;
    const found = await hubspot.enrolmentOf(write.contactId).catch(orRefusal(enrolmentRefused(one)));
    return typeof found === 'string' ? finished(write, { end: 'done', hubspotId: found }) : found;
  });
}

/** Puts contacts on lists and takes them off, in one call for each list. */
export async function sendLists(hubspot: HubSpotPortal, lists: readonly ListWrite[]): Promise<FinishedWrite[]> {
  const calls = new Map<string, ListWrite[]>();
  for (const one of lists) {
    const call = `${one.change} ${one.listId}`;
    calls.set(call, [...(calls.get(call) ?? []), one]);
  }
  const ends = await Promise.all([...calls.values()].map((writes) => sendList(hubspot, writes)));
  return ends.flat();
}

async function sendList(hubspot: HubSpotPortal, lists: readonly ListWrite[]): Promise<FinishedWrite[]> {
  const [first] = lists;
  if (first === undefined) return [];
  const { change, listId } = first;
  const contactIds = [...new Set(lists.map(({ write }) => write.contactId))];
  try {
    const { changed, missing } = await hubspot.changeList({ listId, change, contactIds });
    return lists.map(({ write }) => {
      if (missing.has(write.contactId)) return finished(write, { end: 'superseded' });
      const isOurs = change === 'add' && changed.has(write.contactId);
      return finished(write, { end: 'done', hubspotId: isOurs ? listId : null });
    });
  } catch (error) {
    // Nobody is on a list that is gone.
    if (change === 'remove' && error instanceof RecordGone)
      return lists.map(({ write }) => finished(write, { end: 'done', hubspotId: null }));
    return lists.map((one) =>
      isRefusal(error) ? listRefused(one)(error) : finished(one.write, endOfError(one.write, error, new Date())),
    );
  }
}

/** Enrols contacts. Each must have been stored as `sent` before. */
export async function sendEnrolments(
  hubspot: HubSpotPortal,
  enrolments: readonly EnrolWrite[],
): Promise<FinishedWrite[]> {
  const ends: FinishedWrite[] = [];
  for (const some of chunksOf(enrolments, AT_A_TIME)) {
    ends.push(...(await Promise.all(some.map((one) => sendEnrolment(hubspot, one)))));
  }
  return ends;
}

async function sendEnrolment(hubspot: HubSpotPortal, one: EnrolWrite): Promise<FinishedWrite> {
  const { write, payload } = one;
  try {
    const hubspotId = await hubspot.enrol({ contactId: write.contactId, ...payload });
    return finished(write, { end: 'done', hubspotId });
  } catch (error) {
    return isRefusal(error) ? enrolmentRefused(one)(error) : finished(write, endOfError(write, error, new Date()));
  }
}

/** `look` answers how the write ended, null: it has still to go out. */
async function lookFor<T extends { write: LeasedWrite }>(
  writes: readonly T[],
  look: (one: T) => Promise<FinishedWrite | null>,
): Promise<Ready<T>> {
  const ready: Ready<T> = { send: [], ended: [] };
  for (const some of chunksOf(writes, AT_A_TIME)) {
    const found = await Promise.all(
      some.map(async (one) => ({ one, end: await look(one).catch((error: unknown) => unread(one.write, error)) })),
    );
    for (const { one, end } of found) {
      if (end === null) ready.send.push(one);
      else ready.ended.push(end);
    }
  }
  return ready;
}

type Refused = (error: unknown) => FinishedWrite;

/** What cannot be looked at will not be writable either: it ends here, and an admin hears why. */
function orRefusal(refused: Refused): (error: unknown) => FinishedWrite {
  return (error) => {
    if (isRefusal(error)) return refused(error);
    throw error;
  };
}

function isRefusal(error: unknown): boolean {
  if (error instanceof WriteRefused || error instanceof MissingScope || error instanceof RecordGone) return true;
  return !(error instanceof GrantRevoked) && !retryOf(error).helps;
}

function listRefused({ write, change, listId }: ListWrite): Refused {
  return (error) => refusedBy(write, error, listProblem({ error, change, listId }));
}

function enrolmentRefused({ write, payload: { sequenceId } }: EnrolWrite): Refused {
  return (error) => refusedBy(write, error, sequenceProblem({ error, sequenceId }));
}

function refusedBy(write: LeasedWrite, error: unknown, problem: ReturnType<typeof listProblem>): FinishedWrite {
  return finished(write, { end: 'refused', error: codeOf(error) }, { problems: [problem] });
}
