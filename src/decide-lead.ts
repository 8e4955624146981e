import { randomUUID } from 'node:crypto';
import type { Assessment } from './agents/assessment.ts';
import type { BalanceState } from './audit/balance-state.ts';
import { reasonOf, type ReceiptChain } from './audit/receipt-chain.ts';
import { snapshotOf } from './audit/snapshot.ts';
import { armClock } from './handoff/clock/arm.ts';
import { factsBefore } from './handoff/facts-before.ts';
import type { LoadedStanding } from './handoff/load-standing.ts';
import { labelUpdates } from './handoff/label-updates.ts';
import { planOwnerRestore } from './handoff/look-back.ts';
import { planHandoff } from './handoff/plan.ts';
import type { HandoffRecords } from './handoff/records.ts';
import { takeOverEntries } from './handoff/settle-take-over.ts';
import { changedFacts, chosenOwner, courseFor, LAPSED, moveAsked, type Move } from './handoff/standing.ts';
import { takenOverWrites } from './handoff/taken-over.ts';
import { lookAfter, termsOf, type Terms } from './handoff/terms.ts';
import type { Directory, RawLead } from './hubspot/lead.ts';
import type { Enquiry } from './mailbox/enquiry.ts';
import type { TakenLead } from './mailbox/types.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import { undoEntries } from './policy/balance.ts';
import { decide } from './policy/decide.ts';
import { flipsOf } from './policy/flips/flips.ts';
import type { DecisionInput } from './policy/input.ts';
import { movingFacts } from './policy/moving-facts.ts';
import { onBreachOf } from './policy/on-breach.ts';
import type { Lane } from './policy/taxonomy.ts';
import type { Verdict } from './policy/verdict.ts';
import type { DecidedBy, LedgerName } from './store/schema.ts';
import type { LedgerRow } from './store/tables/balances.ts';
import type { PlannedWrite } from './store/tables/crm-writes.ts';
import type { CurrentDecision } from './store/tables/decisions.ts';
import { newDecisionId, traceOf } from './trace.ts';
import type { HandoffClock } from './store/tables/handoffs.ts';

/** A lead that was read and assessed, ready to be decided. */
export interface ReadyLead {
  raw: RawLead;
  assessment: Assessment;
  enquiry: Enquiry;
  enquiryHash: string;
  lane: Lane;
  /** The lease on its mailbox row; null for deciders without a row (card, workflow action). */
  taken: TakenLead | null;
  /** The contact's open handoff as seen when it was read; another one now means that somebody else has acted. */
  seenHandoff: { handoffId: string; revision: number } | null;
  /** The time of its handoff's owner is up, and nobody has acted: it goes to somebody else, if there is one. */
  lapses?: boolean;
}

/** How deciding one lead ended. Only `decided` and `taken_over` have stored anything. */
export type DecisionEnd =
  | { contactId: string; end: 'decided'; decisionId: string; verdict: Verdict }
  /** The answer is the one that stands (a held lead stays held), or there was nothing to decide. */
  | { contactId: string; end: 'unchanged'; verdict: Verdict | null }
  /** A fact that HubSpot fills in by itself is worth waiting for. */
  | { contactId: string; end: 'wait'; until: Date }
  /** A person has taken the contact over; its handoff is closed. */
  | { contactId: string; end: 'taken_over' }
  /** What was read no longer holds: somebody acted on the handoff since, or the policy now asks for more. Look again. */
  | { contactId: string; end: 'stale' }
  /** Another process has the lead now. */
  | { contactId: string; end: 'lease_lost' };

/** What all leads of one deciding transaction share; balance, chain and records grow from lead to lead. */
export interface DecisionBatch {
  portalId: number;
  facts: { timeZone: string; uiDomain: string; installedAt: Date };
  ledger: LedgerName;
  standing: LoadedStanding;
  policy: PolicyInForce;
  balance: BalanceState;
  chain: ReceiptChain;
  records: HandoffRecords;
  directory: Directory;
  decidedBy: DecidedBy;
  now: Date;
  /** The account's day, YYYY-MM-DD. */
  today: string;
  /** How many times faster than the wall's the clocks of handoffs run. */
  clockSpeed: number;
}

/** Decides one lead of a batch and books what follows; touches no database. `contactKey` null: the contact was erased. */
export function decideLead(batch: DecisionBatch, lead: ReadyLead, contactKey: Buffer | null): DecisionEnd {
  const { standing, policy, balance, records, ledger, now } = batch;
  const { raw, enquiry } = lead;
  const contactId = raw.contactId;
  const remembered = standing.contacts.get(contactId) ?? null;
  const handoff = standing.handoffs.get(contactId) ?? null;
  const current = standing.decisions.get(contactId) ?? null;
  if (handoff?.handoffId !== lead.seenHandoff?.handoffId || handoff?.revision !== lead.seenHandoff?.revision) {
    return { contactId, end: 'stale' };
  }

  const overrun =
    remembered === null || ledger === 'observe'
      ? null
      : planOwnerRestore({ raw, remembered, handoff, lane: lead.lane, newId: randomUUID });
  if (overrun !== null) {
    return yieldTo({ ownerId: overrun.change.ownerId, at: new Date(overrun.change.atMs), writes: overrun.writes });
  }
  const changed = changedFacts(lead.taken?.reasons ?? []);
  const { onChange } = policy.compiled;
  const move: Move | null =
    lead.lapses === true ? { because: LAPSED } : moveAsked(lead.taken?.reasons ?? [], handoff, raw);
  const course = courseFor({ enquiry, current, openHandoff: handoff, raw, changed, onChange, move, ledger, now });
  if (course.do === 'stay' && handoff !== null) {
    const lookAt = lookAfter(handoff, null, now);
    records.stayed(handoff, { because: LAPSED, policy: policy.compiled, lookAt, lane: lead.lane });
    return { contactId, end: 'unchanged', verdict: null };
  }
  if (course.do === 'leave') relabel();
  if (course.do !== 'decide' && course.do !== 'take_over') return { contactId, end: 'unchanged', verdict: null };
  if (course.do === 'take_over') {
    const writes = takenOverWrites({ contactId, handoff: course.handoff, lane: lead.lane, newId: randomUUID });
    return yieldTo({ ownerId: course.newOwnerId, at: course.at, writes });
  }

  // A second look at an enquiry undoes what its first answer cost, and books the better one instead. Whoever did not act in
  // time gets nothing back, and what a person gives away is settled between the two.
  const given = move !== null && 'to' in move ? move : null;
  const isFinal = move?.because === LAPSED || given !== null;
  const spent = course.enquiryId === null || isFinal ? [] : (standing.entries.get(course.enquiryId) ?? []);
  const isFirst = handoff === null || handoff.lapsedOwnerIds.length === 0;
  const voids = undoEntries(isFirst ? spent : spent.filter(({ decisionId }) => decisionId === handoff.decisionId));
  const enquiryId = course.enquiryId ?? randomUUID();
  const { ownerId, movedBy } = course;
  const terms: Terms = {
    ...(movedBy === null ? {} : { mayMove: true }),
    ...(handoff === null || movedBy === null
      ? {}
      : termsOf(move, { handoff, chosen: chosenOwner(raw), policy: policy.compiled })),
  };
  const input = inputOf(batch, lead, { enquiryId, ownerId, terms, voids });
  const verdict = decide(policy.compiled, input);
  if (verdict.hold?.reason === 'waiting_for_facts') {
    return { contactId, end: 'wait', until: new Date(verdict.hold.until ?? now.getTime() + 1_000) };
  }
  // What was handed to a person is not taken back by a second look, only moved to somebody better placed.
  if (handoff !== null && verdict.outcome !== 'routed') {
    if (move !== null) {
      const lookAt = lookAfter(handoff, verdict.hold?.until ?? null, now);
      records.stayed(handoff, { because: move.because, policy: policy.compiled, lookAt, lane: lead.lane });
    }
    return { contactId, end: 'unchanged', verdict };
  }
  if (given !== null && handoff !== null && verdict.ownerId !== given.to) {
    const lookAt = lookAfter(handoff, null, now);
    records.stayed(handoff, { because: given.because, policy: policy.compiled, lookAt, lane: lead.lane });
    return { contactId, end: 'unchanged', verdict };
  }
  if (course.replaces !== null && sameAnswer(course.replaces, verdict)) {
    relabel();
    return { contactId, end: 'unchanged', verdict };
  }

  const decisionId = newDecisionId(lead.taken && traceOf({ portalId: batch.portalId, ...lead.taken }));
  const { decidedBy } = batch;
  const replaces = course.replaces?.decisionId ?? null;
  const row = batch.chain.append({
    decisionId,
    enquiryId,
    replaces,
    decidedBy,
    policy,
    input,
    verdict,
    flips: flipsOf(policy.compiled, input, verdict),
    contactKey,
    at: now,
  });
  balance.append(voids);
  if (verdict.step !== null) {
    const { scope, entries, makeUp = [] } = verdict.step;
    const step = { kind: 'step', scope, enquiryId, decisionId, day: batch.today } as const;
    balance.append(entries.map((entry) => ({ ...step, ...entry })));
    balance.append(makeUp.map((entry) => ({ ...step, account: 'make_up', ...entry })));
  }
  if (verdict.outcome === 'routed' && verdict.ownerId !== null && verdict.ownerReason !== 'open_handoff') {
    balance.received({ ownerId: verdict.ownerId, scope: verdict.step?.scope ?? null, contactId, at: now });
  }
  const plan =
    ledger === 'observe' || contactKey === null
      ? { change: null, writes: [] }
      : planHandoff({
          portal: { portalId: batch.portalId, uiDomain: batch.facts.uiDomain },
          raw,
          assessment: lead.assessment,
          verdict,
          decisionId,
          directory: batch.directory,
          now,
          lane: lead.lane,
          openHandoff: handoff,
          cameBack: enquiry.kind === 'came_back',
          movedBy,
          because: movedBy ?? changed.find((fact) => onChange.reroute.has(fact) || onChange.hard.has(fact)) ?? null,
          facts: { before: factsBefore(handoff, contactKey), now: movingFacts(input, onChange) },
          leaves: move !== null && given === null,
          isCovered: move?.because === 'left' && isActive(batch.directory, handoff?.ownerId),
          clock: clockOf(batch, lead, verdict),
          nurture: remembered?.nurtureEnquiry === enquiryId ? null : (policy.compiled.document.nurture ?? null),
          newId: randomUUID,
        });
  const enquiries = (remembered?.enquiries ?? 0) + (course.enquiryId === null ? 1 : 0);
  records.decided({ lead, row, plan, verdict, contactKey, enquiries });
  if (given !== null && handoff !== null) {
    const entries = standing.entries.get(handoff.enquiryId) ?? [];
    balance.append(takeOverEntries({ handoff, newOwnerId: given.to, entries, policy }));
  }
  if (move?.because === LAPSED && handoff !== null)
    records.setAway(handoff.ownerId, onBreachOf(policy.compiled.document.sla));
  return { contactId, end: 'decided', decisionId, verdict };

  /** Its owner stays, whatever has changed; what was found now is to be seen all the same. */
  function relabel(): void {
    if (handoff === null || ledger !== 'live' || contactKey === null) return;
    records.relabelled(handoff, labelUpdates(raw, lead.assessment), lead.lane);
  }

  /** A person's choice stands: the handoff closes, and the lead counts for whoever they chose. */
  function yieldTo(person: { ownerId: string | null; at: Date; writes: readonly PlannedWrite[] }): DecisionEnd {
    records.takenOver(handoff, person.at, person.writes);
    if (handoff !== null) {
      const entries = standing.entries.get(handoff.enquiryId) ?? [];
      balance.append(takeOverEntries({ handoff, newOwnerId: person.ownerId, entries, policy }));
    }
    return { contactId, end: 'taken_over' };
  }
}

function isActive({ people }: Directory, ownerId: string | undefined): boolean {
  return people.find((person) => person.ownerId === ownerId)?.active === true;
}

function clockOf(
  { policy, directory, facts, now, clockSpeed }: DecisionBatch,
  { assessment }: ReadyLead,
  { sla, ownerId }: Verdict,
): HandoffClock {
  const owner = directory.people.find((person) => person.ownerId === ownerId) ?? null;
  const urgency = assessment.urgency.value;
  const portalZone = facts.timeZone;
  return armClock({ sla, urgency, policy: policy.compiled, owner, portalZone, now, speed: clockSpeed });
}

function inputOf(
  { portalId, facts, standing, balance, records, directory, now }: DecisionBatch,
  { raw, assessment, enquiry, lane }: ReadyLead,
  {
    enquiryId,
    ownerId,
    terms,
    voids,
  }: { enquiryId: string; ownerId: string | null; terms: Terms; voids: readonly LedgerRow[] },
): DecisionInput {
  const remembered = standing.contacts.get(raw.contactId);
  const handoff = standing.handoffs.get(raw.contactId);
  const twinId = assessment.duplicateOf?.contactId ?? null;
  const twin = twinId === null ? undefined : standing.contacts.get(twinId);
  return snapshotOf({
    portalId,
    portalTimeZone: facts.timeZone,
    now,
    lane,
    raw,
    assessment,
    enquiry,
    enquiryId,
    installedAt: facts.installedAt,
    ownerId,
    duplicateOf:
      twinId === null
        ? null
        : { contactId: twinId, ownerId: balance.ownerOf(twinId) ?? twin?.ownerWritten ?? twin?.ownerRead ?? null },
    openHandoff: handoff === undefined ? null : { ...records.asOpenHandoff(handoff), ...terms },
    // While a handoff is open, its owner is the present one, not a previous one.
    previousOwnerId: handoff === undefined ? (remembered?.ownerWritten ?? null) : null,
    directory,
    workloads: balance.workloads,
    credits: balance.creditsAfter(voids),
  });
}

/** Held for the same reason by the same pool, or still nurtured, or the same person again: nothing new to store. */
function sameAnswer(current: CurrentDecision, verdict: Verdict): boolean {
  if (current.outcome !== verdict.outcome) return false;
  if (verdict.outcome === 'routed') return current.ownerId === verdict.ownerId;
  return current.reason === reasonOf(verdict) && current.pool === verdict.pool;
}
