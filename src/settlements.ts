import type { DecisionEnd, ReadyLead } from './decide-lead.ts';
import type { Settlement } from './mailbox/types.ts';
import type { LedgerName } from './store/schema.ts';

/** A held lead is looked at again at least this often. Milliseconds. */
const HELD_LOOK_MS = 60_000;

/** Step 7 for one lead: what its mailbox row becomes. */
export function settlementOf(ready: ReadyLead | undefined, end: DecisionEnd, ledger: LedgerName): Settlement[] {
  const lead = ready?.taken ?? null;
  if (lead === null || end.end === 'lease_lost') return [];
  const later = (notBefore: Date, error: string): Settlement[] => [
    { lead, end: 'later', notBefore, error, countsAsAttempt: false },
  ];
  if (end.end === 'wait') return later(end.until, 'waiting_for_facts');
  if (end.end === 'stale') return later(new Date(), 'changed_meanwhile');
  // The take-over was about the handoff; what the lead asked besides is decided next, by its new owner.
  if (end.end === 'taken_over') {
    const asked = ready?.enquiry.kind === 'came_back' || ready?.enquiry.kind === 'by_hand';
    return asked ? later(new Date(), 'taken_over') : [{ lead, end: 'done' }];
  }
  // Observing assigns nobody, so there is nothing to hold a lead for.
  if (end.verdict?.outcome !== 'held' || ledger === 'observe') return [{ lead, end: 'done' }];
  const until = end.verdict.hold?.until == null ? Number.POSITIVE_INFINITY : Date.parse(end.verdict.hold.until);
  return [{ lead, end: 'held', until: new Date(Math.min(until, nextLook())), pool: end.verdict.pool }];
}

/** The same moment for all held leads, so that they are looked at together and the oldest gets whoever has come free. */
function nextLook(): number {
  return (Math.floor(Date.now() / HELD_LOOK_MS) + 1) * HELD_LOOK_MS;
}
