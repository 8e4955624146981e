import type { Directory, Person } from '../hubspot/lead.ts';
import { addReasons } from '../mailbox/reasons.ts';
import { ON_LEAVE } from './standing.ts';
import type { PolicyDocument } from '../policy/schema.ts';
import type { PortalTx } from '../store/store.ts';
import { coveredHandoffs, handoffsToHandOn } from '../store/tables/handoffs-to-hand-on.ts';
import { openHandoffCounts } from '../store/tables/handoffs.ts';

const HOUR_MS = 3_600_000;
/** So many handoffs are handed on at a time; people are read again within the minute. */
const MOST_HANDOFFS = 100;

/**
 * Asks for open handoffs to be decided anew whose owners cannot act on them: all of those who are no longer active, and,
 * where the policy says so, what nobody has accepted of those who are on leave. The oldest first; safe to repeat. Whoever is
 * merely not shown by HubSpot may only have been out of reach. What others have only for the time of a leave goes back at its
 * end, if the policy says so and nobody has accepted it.
 */
export async function handOn(
  tx: PortalTx,
  { directory, policy, now }: { directory: Directory; policy: PolicyDocument | null; now: Date },
): Promise<void> {
  const open = await openHandoffCounts(tx);
  const owners = directory.people.filter((person) => open.has(person.ownerId));
  const left = owners.filter((person) => !person.active);
  const onLeave = owners.filter((person) => person.active && isLongAway(person, policy, now));
  const handoffs = [
    ...(await handoffsToHandOn(tx, { ownerIds: left.map(idOf), offeredOnly: false, limit: MOST_HANDOFFS })),
    ...(await handoffsToHandOn(tx, { ownerIds: onLeave.map(idOf), offeredOnly: true, limit: MOST_HANDOFFS })),
  ];
  const onLeaveIds = new Set(onLeave.map(idOf));
  const common = { kind: 'left', what: 'owner', source: 'BATON', sourceId: null, occurredAt: now.getTime() } as const;
  await addReasons(
    tx,
    handoffs.map(({ handoffId, contactId, ownerId }) => ({
      contactId,
      lane: 'bulk',
      reasons: [{ ...common, what: onLeaveIds.has(ownerId) ? ON_LEAVE : 'owner', about: { handoffId, ownerId } }],
    })),
  );
  if (policy?.sla.giveBackAfterLeave !== true) return;
  const covered = await coveredHandoffs(tx, {
    forOwners: directory.people.filter(isThere).map(idOf),
    limit: MOST_HANDOFFS,
  });
  await addReasons(
    tx,
    covered.map(({ handoffId, contactId, ownerId, coversFor }) => ({
      contactId,
      lane: 'bulk',
      reasons: [{ ...common, kind: 'back', ownerId: coversFor, about: { handoffId, ownerId } }],
    })),
  );

  function isThere({ active, availability, outOfOffice }: Person): boolean {
    const isOut = outOfOffice.some(({ startMs, endMs }) => startMs <= now.getTime() && now.getTime() < endMs);
    return active && availability !== 'away' && !isOut;
  }
}

function isLongAway({ outOfOffice }: Person, policy: PolicyDocument | null, now: Date): boolean {
  const hours = policy?.sla.handOnLeaveHours;
  if (hours === undefined) return false;
  const nowMs = now.getTime();
  return outOfOffice.some(({ startMs, endMs }) => startMs <= nowMs && nowMs + hours * HOUR_MS <= endMs);
}

function idOf({ ownerId }: Person): string {
  return ownerId;
}
