import type { OwnerChange, RawLead } from '../hubspot/lead.ts';
import type { Enquiry } from '../mailbox/enquiry.ts';
import type { CurrentDecision } from '../store/tables/decisions.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import type { OnChange } from '../policy/on-change.ts';
import type { LedgerName } from '../store/schema.ts';
import type { MailboxReason } from '../store/mailbox-reason.ts';
import { CLOCK_TOLERANCE_MS, isByPerson } from './look-back.ts';

/** Within this time of a decision, and before anybody acted, a better answer replaces it quietly (3.15). Milliseconds. */
const QUIET_REPLACEMENT_MS = 60_000;

/** A handoff is opened so long after its contact was read, at most; and clocks differ. Milliseconds. */
const READ_SLACK_MS = 30_000;

export interface Standing {
  enquiry: Enquiry;
  current: CurrentDecision | null;
  openHandoff: OpenHandoffRow | null;
  raw: RawLead;
  /** Which facts have changed, as the policy names them. */
  changed: readonly string[];
  /** Which of them the policy moves handoffs for. */
  onChange: OnChange;
  /** Why its open handoff is to go to somebody else; null: no reason but changed facts. */
  move: Move | null;
  ledger: LedgerName;
  now: Date;
}

/**
 * What is to be done about a lead, given what already stands for its contact. Pure.
 * `decide` - with the enquiry it counts for (null: a new one) and the owner to decide by; `replaces` names the decision whose
 * place the answer takes, if it differs; `movedBy` the changed fact for which a handoff that stands may move;
 * `take_over` - a person has changed the owner of an open handoff: close it, never write the owner back;
 * `stay` - its owner did not act in time, and keeps it all the same, because a person chose them;
 * `leave` - what stands, stands.
 */
export type Course =
  | {
      do: 'decide';
      enquiryId: string | null;
      ownerId: string | null;
      replaces: CurrentDecision | null;
      movedBy: string | null;
    }
  | { do: 'take_over'; handoff: OpenHandoffRow; newOwnerId: string | null; at: Date }
  | { do: 'stay' }
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
  if (standing.move !== null && openHandoff !== null) {
    // Neither a clock nor a merge takes back what a person has given.
    const { because } = standing.move;
    if (because === 'merged' && chosenOwner(raw) === openHandoff.ownerId) return { do: 'leave' };
    if (because === LAPSED && ownerId === openHandoff.ownerId && chosenOwner(raw) !== null) return { do: 'stay' };
    return {
      do: 'decide',
      enquiryId: openHandoff.enquiryId,
      ownerId: ownerBeforeBaton(raw, openHandoff),
      replaces: current,
      movedBy: because,
    };
  }
  if (enquiry.kind === 'nothing') return { do: 'leave' };
  // Who clicked while the lead was on its way already has what they wanted.
  if (enquiry.kind === 'by_hand' && openHandoff !== null) return { do: 'leave' };
  // Whoever routes a held lead by hand asks for that enquiry, as does each later look at it.
  if (enquiry.kind === 'by_hand' && current?.outcome === 'held' && current.ledger === ledger) {
    return { do: 'decide', enquiryId: current.enquiryId, ownerId, replaces: current, movedBy: null };
  }
  if (enquiry.kind !== 'change') return { do: 'decide', enquiryId: null, ownerId, replaces: null, movedBy: null };

  if (current === null || current.ledger !== ledger) return { do: 'leave' };
  if (current.outcome === 'nurtured' || current.outcome === 'held') {
    return { do: 'decide', enquiryId: current.enquiryId, ownerId, replaces: current, movedBy: null };
  }
  if (current.outcome !== 'routed' || openHandoff === null) return { do: 'leave' };
  const isQuiet = mayReplaceQuietly(standing, openHandoff);
  const movedBy = isQuiet ? null : factThatMoves(standing, openHandoff);
  if (!isQuiet && movedBy === null) return { do: 'leave' };
  return {
    do: 'decide',
    enquiryId: openHandoff.enquiryId,
    ownerId: ownerBeforeBaton(raw, openHandoff),
    replaces: current,
    movedBy,
  };
}

/** The owner whom a person set last; null: nobody did. */
export function chosenOwner({ ownerHistory }: RawLead): string | null {
  const change = latestChange(ownerHistory);
  return change !== undefined && isByPerson(change) ? change.ownerId : null;
}

/** An owner of last year, whom a refused write could not replace, has taken nothing over. */
function isSince(change: OwnerChange, handoff: OpenHandoffRow): boolean {
  return change.atMs > handoff.openedAt.getTime() - READ_SLACK_MS;
}

function mayReplaceQuietly({ now }: Standing, handoff: OpenHandoffRow): boolean {
  return handoff.status === 'offered' && now.getTime() - handoff.openedAt.getTime() < QUIET_REPLACEMENT_MS;
}

/** Nobody's work is taken away for less than what the policy calls hard. */
function factThatMoves({ changed, onChange }: Standing, handoff: OpenHandoffRow): string | null {
  const soft = (fact: string) => fact === POLICY_CHANGED || onChange.reroute.has(fact);
  const moves = (fact: string) => onChange.hard.has(fact) || (handoff.status === 'offered' && soft(fact));
  return changed.find(moves) ?? null;
}

/** What moves a handoff in a backfill: another policy than the one that it was made by. */
export const POLICY_CHANGED = 'policy';

/** What moves a handoff on which nobody acted. */
export const LAPSED = 'sla';

/**
 * Why a handoff is to go to somebody else, whatever the facts: nobody acted, its owner does not want it, is the wrong one or
 * has left, a person gives it, the owner of a record that was merged into it has come further, or whose it was is back from leave.
 */
export type Move =
  | { because: 'sla' | 'declined' | 'wrong_owner' | 'left' }
  | { because: 'given' | 'merged' | 'back'; to: string };

/** Its owner is only on leave: `what` of a reason. */
export const ON_LEAVE = 'leave';

/** What people have said about a handoff as it stands; what they said of an earlier owner, or before somebody chose this one, is of no account. */
export function moveAsked(
  reasons: readonly MailboxReason[],
  handoff: OpenHandoffRow | null,
  { ownerHistory }: Pick<RawLead, 'ownerHistory'>,
): Move | null {
  const change = latestChange(ownerHistory);
  const isConfirmed = change !== undefined && isByPerson(change) && change.ownerId === handoff?.ownerId;
  for (const { kind, what, about, ownerId, occurredAt } of reasons.toSorted((a, b) => b.occurredAt - a.occurredAt)) {
    if (about === undefined || about.handoffId !== handoff?.handoffId || about.ownerId !== handoff.ownerId) continue;
    // Since then a person has chosen this very owner.
    if (isConfirmed && change.atMs > occurredAt) continue;
    // Leave begins and ends; nobody loses by it what they have accepted meanwhile.
    const isOfLeave = kind === 'back' || (kind === 'left' && what === ON_LEAVE);
    if (isOfLeave && handoff.status !== 'offered') continue;
    if ((kind === 'given' || kind === 'merged' || kind === 'back') && ownerId !== undefined)
      return { because: kind, to: ownerId };
    if (kind === 'declined' || kind === 'wrong_owner' || kind === 'left') return { because: kind };
  }
  return null;
}

/** What the reasons of a waiting lead say has changed, newest first. */
export function changedFacts(reasons: readonly MailboxReason[]): string[] {
  return reasons
    .toSorted((a, b) => b.occurredAt - a.occurredAt)
    .flatMap(({ kind, what }) => {
      if (kind === 'change') return [`contact.${what}`];
      if (kind === 'backfill') return [POLICY_CHANGED];
      if (kind !== 'company') return [];
      return [what === 'association' ? 'contact.associatedcompanyid' : `company.${what}`];
    });
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
