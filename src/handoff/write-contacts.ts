import type { HubSpotPortal } from '../hubspot/client.ts';
import type { ContactPayload, LeasedWrite } from '../store/tables/crm-writes.ts';
import type { WrittenOwner } from '../store/tables/written-owners.ts';
import type { OwnerChange } from '../hubspot/lead.ts';
import { compareOwner, needsFreshOwner, withoutOwner } from './compare-owner.ts';
import { finished, problemsOf, type FinishedWrite } from './finished-write.ts';
import { automationProblem, otherAutomation, wasReplaced, type AutomationCount } from './other-automation.ts';
import { CONTACT_ESSENTIALS, sendLess } from './refused.ts';
import { endOf, endOfError } from './write-end.ts';

/** A write on a contact that may go out: at most one per contact at a time. */
export interface ContactWrite {
  write: LeasedWrite;
  payload: ContactPayload;
  /** How often another automation has replaced the owner; absent: this write is about no owner, or about a person's. */
  automation?: AutomationCount;
}

/** A person has chosen the contact's owner since the decision read it. */
export interface TakenOver {
  contactId: string;
  handoffId: string | null;
  /** null: the person took the owner away. */
  ownerId: string | null;
}

export interface ReadyContacts {
  send: ContactWrite[];
  ended: FinishedWrite[];
  takenOver: TakenOver[];
}

/**
 * Looks again at owners that were read too long ago to be written over, or that somebody has replaced since our last write
 * (one call for all of them). Contacts that are gone end here, as do those whose owner could not be read.
 */
export async function prepareContacts(hubspot: HubSpotPortal, writes: readonly ContactWrite[]): Promise<ReadyContacts> {
  const ready: ReadyContacts = { send: [], ended: [], takenOver: [] };
  const nowMs = Date.now();
  const stale = writes.filter(
    ({ write, payload }) =>
      needsFreshOwner(payload, { attempts: write.attempts, nowMs }) || wasReplaced(payload, write.owner, nowMs),
  );
  ready.send.push(...writes.filter((one) => !stale.includes(one)).map((one) => yieldToAutomation(one, [], nowMs)));
  if (stale.length === 0) return ready;

  try {
    const owners = await hubspot.readOwners(stale.map(({ write }) => write.contactId));
    for (const { write, payload } of stale) {
      const owner = owners.get(write.contactId);
      if (owner === undefined) {
        ready.ended.push(finished(write, { end: 'superseded' }));
        continue;
      }
      const compared = compareOwner(payload, { ...owner, readAtMs: nowMs });
      if (compared.end === 'write') {
        ready.send.push(yieldToAutomation({ write, payload: compared.payload }, owner.history, nowMs));
      } else {
        ready.send.push({ write, payload: compared.payload });
        ready.takenOver.push({ contactId: write.contactId, handoffId: write.handoffId, ownerId: compared.ownerId });
      }
    }
  } catch (error) {
    for (const { write } of stale) ready.ended.push(unread(write, error));
  }
  return ready;
}

/** Where another automation keeps replacing the owner, it is left alone; everything else is written as it was decided. */
function yieldToAutomation(one: ContactWrite, history: readonly OwnerChange[], nowMs: number): ContactWrite {
  const { write, payload } = one;
  if (payload.ownerId === undefined || write.kind === 'owner_restore') return one;
  const automation = otherAutomation({ ...write.owner, history, now: new Date(nowMs) });
  return { write, payload: automation.stop ? withoutOwner(payload) : payload, automation };
}

/** Reading failed: whatever an earlier try may have done, this one did nothing. */
export function unread(write: LeasedWrite, error: unknown): FinishedWrite {
  const end = endOfError({ kind: 'contact_update', attempts: write.attempts }, error, new Date());
  return finished(write, end.end === 'later' ? { ...end, state: write.state } : end);
}

/** The owner to remember as written, for writes that set one. */
export function writtenOwners(writes: readonly ContactWrite[]): WrittenOwner[] {
  return writes.flatMap(({ write, payload }) => {
    if (payload.ownerId === undefined || payload.compareOwner === undefined) return [];
    const { ownerId: read, readAtMs } = payload.compareOwner;
    return { contactId: write.contactId, read, readAt: new Date(readAtMs), written: payload.ownerId || null };
  });
}

/** What is to be remembered of other automations. */
export function automationCounts(writes: readonly ContactWrite[]): ({ contactId: string } & AutomationCount)[] {
  return writes.flatMap(({ write: { contactId, owner }, automation }) => {
    if (automation === undefined) return [];
    const known =
      automation.changes === owner.changes && automation.changedAt?.getTime() === owner.changedAt?.getTime();
    return known ? [] : [{ contactId, ...automation }];
  });
}

/** Writes owners and properties in one call; what a portal's rules refuse is tried with less, down to the owner alone. */
export async function sendContacts(hubspot: HubSpotPortal, writes: readonly ContactWrite[]): Promise<FinishedWrite[]> {
  if (writes.length === 0) return [];
  try {
    const ends = await sendLess({
      inputs: new Map(writes.map(({ write, payload }) => [write.contactId, payload.properties])),
      essentials: CONTACT_ESSENTIALS,
      send: (inputs) =>
        hubspot.updateContacts(
          [...inputs].map(([contactId, properties]) => ({ contactId, properties: { ...properties } })),
        ),
    });
    return writes.map(({ write, payload, automation }) => {
      const sent = ends.get(write.contactId);
      const end = endOf(write, sent?.result, new Date());
      const failure = end.end === 'refused' && sent?.result?.ok === false ? [sent.result.error] : [];
      const errors = new Set([...(sent?.refusals ?? []), ...failure]);
      const ownerLeftOut = end.end === 'done' && sent !== undefined && !('hubspot_owner_id' in sent.properties);
      return finished(write, end, {
        problems: [
          ...[...errors].flatMap((error) => problemsOf(error, 'contact')),
          ...(automation?.stop === true ? [automationProblem(write.contactId)] : []),
        ],
        ownerRefused: payload.ownerId !== undefined && (end.end === 'refused' || ownerLeftOut),
      });
    });
  } catch (error) {
    return writes.map(({ write }) => finished(write, endOfError(write, error, new Date())));
  }
}
