import type { OwnerReason, Verdict } from '../verdict.ts';

/**
 * The smallest changes after which one decision would have gone otherwise. Each was tried: the same lead was decided again
 * with that change and nothing else. Ids, labels and numbers only; values are the policy's, none is the contact's.
 */
export interface Flips {
  /** Of candidates who did not get the lead; who is not here cannot be helped by a single person's change. */
  people: readonly PersonFlip[];
  /** Who of the pool gets the next lead like this one, if it is not the same person again and nothing else changes. */
  next: string | null;
  /** Of the lead or of the policy's rules. */
  lead: readonly LeadFlip[];
}

export interface PersonFlip {
  ownerId: string;
  pool: string;
  /** Together; each of them is needed. Empty: only `back` is known. */
  changes: readonly PersonChange[];
  /** Who would be ahead even so, and by how much credit (10^9 = one lead); null: the lead would be theirs. */
  behind: { ownerId: string; by: number } | null;
  /** ISO; when time alone brings the person back to work. */
  back: string | null;
}

/** What about one member of a pool is otherwise. `leave`: is not on leave; `hours`: is at work. */
export type PersonChange =
  | { what: 'cap'; kind: CapKind; to: number }
  | { what: 'weight'; to: number }
  | { what: 'skill'; skill: string }
  | { what: 'available' | 'leave' | 'hours' | 'holiday' | 'language' };

export type CapKind = 'hour' | 'day' | 'week' | 'open';

export interface LeadFlip {
  change: LeadChange;
  end: Ending;
}

/** `claim`: the person has none on the lead; `value`: a field has this value, so that this rule holds. */
export type LeadChange =
  | { what: 'threshold'; from: number; to: number }
  | { what: 'claim'; of: OwnerReason }
  | { what: 'value'; field: string; to: string | number | boolean; rule: { id: string; label: string } };

/** What becomes of a lead. */
export type Ending = Pick<Verdict, 'outcome' | 'ownerId' | 'pool'>;

export function endingOf({ outcome, ownerId, pool }: Verdict): Ending {
  return { outcome, ownerId, pool };
}
