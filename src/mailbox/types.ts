import type { Lane } from '../policy/taxonomy.ts';
import type { MailboxReason } from '../store/mailbox-reason.ts';

/** A row of the mailbox under a lease: nobody else takes it before the lease runs out. */
export interface TakenLead {
  contactId: string;
  lane: Lane;
  /** Oldest first; at most one per kind and property. */
  reasons: readonly MailboxReason[];
  /** The row's revision when it was taken: reasons that come later raise it. */
  revision: number;
  /** Milliseconds since 1970. */
  waitingSinceMs: number;
  /** Tries that failed through the lead's own fault. */
  attempts: number;
  decisionId: string | null;
  /** Equal to `revision`: the decision for exactly these reasons is stored already, only its writing is left to do. */
  decidedRevision: number | null;
  leaseId: string;
  /** It waited because nobody was free. */
  held: boolean;
}

/** How a taken lead is put down again. */
export type Settlement =
  | { lead: TakenLead; end: 'done' }
  | { lead: TakenLead; end: 'held'; until: Date; pool: string | null }
  | { lead: TakenLead; end: 'later'; notBefore: Date; error: string; countsAsAttempt: boolean }
  | { lead: TakenLead; end: 'dead'; error: string };

/** One more reason (or several) why a contact has to be looked at. */
export interface NewReasons {
  contactId: string;
  lane: Lane;
  reasons: readonly MailboxReason[];
}

/** A lead that waits. */
export interface WaitingLead {
  contactId: string;
  lane: Lane;
  /** Milliseconds since 1970. */
  waitingSinceMs: number;
}

/** A lead that was put aside after too many tries. */
export interface DeadLetter {
  contactId: string;
  lane: Lane;
  attempts: number;
  /** An error's code. */
  lastError: string | null;
  waitingSince: Date;
}
