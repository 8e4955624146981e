import type { OwnerChange, RawLead } from '../hubspot/lead.ts';
import type { Enquiry } from '../mailbox/enquiry.ts';
import type { CurrentDecision } from '../store/tables/decisions.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import type { LedgerName } from '../store/schema.ts';
import { isByPerson } from './look-back.ts';

/** Within this time of a decision, and before anybody acted, a better answer replaces it quietly (3.15). Milliseconds. */
const QUIET_REPLACEMENT_MS = 60_000;

/** A handoff is opened so long after its contact was read, at most; and clocks differ. Milliseconds. */
const READ_SLACK_MS = 30_000;

/** HubSpot's clock and ours may differ by about this much. Milliseconds. */
const CLOCK_TOLERANCE_MS = 2_000;

export interface Standing {
  enquiry: Enquiry;
  current: CurrentDecision | null;
  openHandoff: OpenHandoffRow | null;
  raw: RawLead;
  ledger: LedgerName;
  now: Date;
}

/**
 * What is to be done about a lead, given what already stands for its contact. Pure.
 * `decide` - with the enquiry it counts for (null: a new one) and the owner to decide by; `replaces` names the decision whose place the answer takes, if it differs;
 * `take_over` - a person has changed the owner of an open handoff: close it, never write the owner back;
 * `leave` - what stands, stands.
 */
export type Course =
  | { do: 'decide'; enquiryId: string | null; ownerId: string | null; replaces: CurrentDecision | null }
  | { do: 'take_over'; handoff: OpenHandoffRow; newOwnerId: string | null; at: Date }
  | { do: 'leave' };

export function courseFor(standing: Standing): Course {
  const { enquiry, current, openHandoff, raw, ledger } = standing;
  const ownerId = raw.properties['hubspot_owner_id'] || null;
  if (openHandoff !== null && ownerId !== openHandoff.ownerId) {
    const change = latestChange(raw.ownerHistory);
    if (change !== undefined && change.ownerId === ownerId && isByPerson(change) && isSince(change, openHandoff)) {
      return { do: 'take_over', handoff: openHandoff, newOwnerId: ownerId, at: new Date(change.atMs) };
    }
  }
  if (enquiry.kind === 'nothing') return { do: 'leave' };
  // Who clicked while the lead was on its way already has what they wanted.
  if (enquiry.kind === 'by_hand' && openHandoff !== null) return { do: 'leave' };
  // Whoever routes a held lead by hand asks for that enquiry, as does each later look at it.
  if (enquiry.kind === 'by_hand' && current?.outcome === 'held' && current.ledger === ledger) {
    return { do: 'decide', enquiryId: current.enquiryId, ownerId, replaces: current };
  }
  if (enquiry.kind !== 'change') return { do: 'decide', enquiryId: null, ownerId, replaces: null };

  if (current === null || current.ledger !== ledger) return { do: 'leave' };
  if (current.outcome === 'nurtured' || current.outcome === 'held') {
    return { do: 'decide', enquiryId: current.enquiryId, ownerId, replaces: current };
  }
  if (current.outcome === 'routed' && openHandoff !== null && mayReplaceQuietly(standing, openHandoff)) {
    return {
      do: 'decide',
      enquiryId: openHandoff.enquiryId,
      ownerId: ownerBeforeBaton(raw, openHandoff),
      replaces: current,
    };
  }
  return { do: 'leave' };
}

/** An owner of last year, whom a refused write could not replace, has taken nothing over. */
function isSince(change: OwnerChange, handoff: OpenHandoffRow): boolean {
  return change.atMs > handoff.openedAt.getTime() - READ_SLACK_MS;
}

function mayReplaceQuietly({ now }: Standing, handoff: OpenHandoffRow): boolean {
  return handoff.status === 'offered' && now.getTime() - handoff.openedAt.getTime() < QUIET_REPLACEMENT_MS;
}

/**
 * Baton's own first answer must not hold on to itself: decide by the owner that was there before this handoff. Changes
 * since then that no person made are Baton's own (a person's would have taken the contact over).
 */
function ownerBeforeBaton(raw: RawLead, handoff: OpenHandoffRow): string | null {
  const since = handoff.openedAt.getTime() - CLOCK_TOLERANCE_MS;
  const newestFirst = raw.ownerHistory.toSorted((a, b) => b.atMs - a.atMs);
  return newestFirst.find((change) => change.atMs < since || isByPerson(change))?.ownerId ?? null;
}

function latestChange(history: readonly OwnerChange[]): OwnerChange | undefined {
  return history.reduce<OwnerChange | undefined>(
    (best, change) => (best === undefined || change.atMs > best.atMs ? change : best),
    undefined,
  );
}
