import { randomUUID } from 'node:crypto';
import type { Assessment } from './agents/assessment.ts';
import { BalanceState } from './audit/balance-state.ts';
import { ReceiptChain, reasonOf } from './audit/receipt-chain.ts';
import { snapshotOf } from './audit/snapshot.ts';
import { loadStanding, type LoadedStanding } from './handoff/load-standing.ts';
import { planHandoff } from './handoff/plan.ts';
import { HandoffRecords } from './handoff/records.ts';
import { courseFor } from './handoff/standing.ts';
import { planOwnerRestore } from './handoff/look-back.ts';
import { takenOverWrites } from './handoff/taken-over.ts';
import type { Directory, RawLead } from './hubspot/lead.ts';
import type { Enquiry } from './mailbox/enquiry.ts';
import { lockLeased, stampDecided } from './mailbox/leases.ts';
import type { TakenLead } from './mailbox/types.ts';
import { transferEntries, voidEntries } from './policy/balance.ts';
import { decide } from './policy/decide.ts';
import type { Lane } from './policy/taxonomy.ts';
import type { Verdict } from './policy/verdict.ts';
import type { PolicyInForce } from './policy-in-force.ts';
import type { DecidedBy, LedgerName } from './store/schema.ts';
import type { PortalStore, PortalTx } from './store/store.ts';
import { appendEntries, loadCredits, lockBalance, moveHead, type LedgerRow } from './store/tables/balances.ts';
import { contactKeys } from './store/tables/contact-keys.ts';
import type { PlannedWrite } from './store/tables/crm-writes.ts';
import { assignedCounts, insertDecisions } from './store/tables/decisions.ts';
import { openHandoffCounts } from './store/tables/handoffs.ts';

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
}

/** How deciding one lead ended. Only `decided` has stored anything. */
export type DecisionEnd =
  | { contactId: string; end: 'decided'; decisionId: string; verdict: Verdict }
  /** The answer is the one that stands (a held lead stays held), or there was nothing to decide. */
  | { contactId: string; end: 'unchanged'; verdict: Verdict | null }
  /** A fact that HubSpot fills in by itself is worth waiting for. */
  | { contactId: string; end: 'wait'; until: Date }
  /** A person has taken the contact over; its handoff is closed. */
  | { contactId: string; end: 'taken_over' }
  /** Somebody acted on the handoff since it was read: look again. */
  | { contactId: string; end: 'stale' }
  /** Another process has the lead now. */
  | { contactId: string; end: 'lease_lost' };

/**
 * Steps 4 and 5 for every decider (drain, card, workflow action, backfill): in one short transaction, under the lock of the
 * portal's balance, decide each lead in turn and store decisions, receipts, ledger entries, handoffs and the CRM writes
 * to do, and stamp the mailbox rows. No HubSpot, model or queue call happens here. `writeLease` is put on the CRM
 * writes, so that the caller can finish them at once and nobody else does. Throws StoreUnavailable; then nothing is stored.
 */
export async function decideAndCommit(options: {
  portal: PortalStore;
  /** The portal's own facts; `ledger` follows its mode. */
  facts: { timeZone: string; uiDomain: string; installedAt: Date };
  ledger: LedgerName;
  policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
  leads: readonly ReadyLead[];
  directory: Directory;
  decidedBy: DecidedBy;
  now: Date;
  writeLease: { leaseId: string; processId: string };
}): Promise<DecisionEnd[]> {
  const { portal, facts, ledger, leads, directory, decidedBy, now } = options;
  return portal.transaction(async (tx) => {
    const chain = new ReceiptChain(portal.portalId, ledger, await lockBalance(tx, ledger));
    const leased = await lockLeased(
      tx,
      leads.flatMap((lead) => lead.taken ?? []),
    );
    const standing = await loadStanding(tx, {
      contactIds: leads.map((lead) => lead.raw.contactId),
      others: leads.flatMap((lead) => lead.assessment.duplicateOf?.contactId ?? []),
      ledger,
    });
    const policy = await options.policyInForce(tx, now);
    const balance = new BalanceState(await loadCredits(tx, ledger), await loadWorkloads(tx, ledger, now));
    const keys = await contactKeys(
      tx,
      leads.map((lead) => lead.raw.contactId),
    );
    const records = new HandoffRecords({ now, ledger });
    const ends = leads.map((lead): DecisionEnd => {
      const contactId = lead.raw.contactId;
      if (lead.taken !== null && !leased.has(lead.taken.contactId)) return { contactId, end: 'lease_lost' };
      return decideOne({
        ...options,
        lead,
        chain,
        standing,
        policy,
        balance,
        contactKey: keys.get(contactId) ?? null,
        records,
      });
    });

    await insertDecisions(tx, chain.rows);
    await appendEntries(tx, ledger, { ...balance.changes, at: now });
    if (chain.rows.length > 0) await moveHead(tx, ledger, chain.head);
    await records.store(tx, options.writeLease);
    await stampDecided(
      tx,
      leads.flatMap((lead, index) => {
        const end = ends[index];
        return lead.taken !== null && end?.end === 'decided' ? [{ lead: lead.taken, decisionId: end.decisionId }] : [];
      }),
    );
    return ends;

    async function loadWorkloads(inner: PortalTx, name: LedgerName, at: Date) {
      const counts = await assignedCounts(inner, name, at);
      const open = await openHandoffCounts(inner);
      const owners = new Set([...counts.keys(), ...open.keys()]);
      return new Map(
        [...owners].map((ownerId) => [
          ownerId,
          { openHandoffs: open.get(ownerId) ?? 0, assigned: counts.get(ownerId) ?? { hour: 0, day: 0, week: 0 } },
        ]),
      );
    }
  });

  function decideOne(context: {
    lead: ReadyLead;
    chain: ReceiptChain;
    standing: LoadedStanding;
    policy: PolicyInForce;
    balance: BalanceState;
    contactKey: Buffer | null;
    records: HandoffRecords;
  }): DecisionEnd {
    const { lead, chain, standing, policy, balance, contactKey, records } = context;
    const { raw, assessment, enquiry } = lead;
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
      yieldTo({ ownerId: overrun.change.ownerId, at: new Date(overrun.change.atMs), writes: overrun.writes });
      return { contactId, end: 'taken_over' };
    }
    const course = courseFor({ enquiry, remembered, current, openHandoff: handoff, raw, ledger, now });
    if (course.do === 'leave') return { contactId, end: 'unchanged', verdict: null };
    if (course.do === 'take_over') {
      const writes = takenOverWrites({ contactId, handoff: course.handoff, lane: lead.lane, newId: randomUUID });
      yieldTo({ ownerId: course.newOwnerId, at: course.at, writes });
      return { contactId, end: 'taken_over' };
    }

    const voids =
      course.replaces === null ? [] : undo(standing.entries.get(course.replaces.enquiryId) ?? [], course.replaces);
    const twin =
      assessment.duplicateOf === null ? null : (standing.contacts.get(assessment.duplicateOf.contactId) ?? null);
    const enquiryId = course.enquiryId ?? randomUUID();
    const input = snapshotOf({
      portalId: portal.portalId,
      portalTimeZone: facts.timeZone,
      now,
      lane: lead.lane,
      raw,
      assessment,
      enquiry,
      enquiryId,
      installedAt: facts.installedAt,
      ownerId: course.ownerId,
      duplicateOf:
        assessment.duplicateOf === null
          ? null
          : { contactId: assessment.duplicateOf.contactId, ownerId: twin?.ownerWritten ?? twin?.ownerRead ?? null },
      openHandoff: handoff === null ? null : records.asOpenHandoff(handoff),
      previousOwnerId: remembered?.ownerWritten ?? null,
      directory,
      workloads: balance.workloads,
      credits: balance.creditsAfter(voids),
    });
    const verdict = decide(policy.compiled, input);

    if (verdict.hold?.reason === 'waiting_for_facts') {
      return { contactId, end: 'wait', until: new Date(verdict.hold.until ?? now.getTime() + 1_000) };
    }
    if (current !== null && course.replaces !== null && sameAnswer(current, verdict))
      return { contactId, end: 'unchanged', verdict };

    const decisionId = randomUUID();
    const row = chain.append({
      decisionId,
      enquiryId,
      replaces: course.replaces?.decisionId ?? null,
      decidedBy,
      policy,
      input,
      verdict,
      contactKey,
      at: now,
    });
    balance.append(voids);
    balance.append(
      (verdict.step?.entries ?? []).map((entry) => ({
        kind: 'step',
        scope: verdict.step?.scope ?? '',
        enquiryId,
        decisionId,
        ...entry,
      })),
    );
    if (verdict.outcome === 'routed' && verdict.ownerId !== null)
      balance.received(verdict.ownerId, verdict.step?.scope ?? null, now);

    const plan =
      ledger === 'observe' || contactKey === null
        ? { change: null, writes: [] }
        : planHandoff({
            portal: { portalId: portal.portalId, uiDomain: facts.uiDomain },
            raw,
            assessment,
            verdict,
            decisionId,
            directory,
            now,
            lane: lead.lane,
            openHandoff: handoff,
            cameBack: enquiry.kind === 'came_back',
            newId: randomUUID,
          });
    records.decided({
      lead,
      row,
      plan,
      verdict,
      contactKey,
      enquiries: (remembered?.enquiries ?? 0) + (enquiry.kind === 'change' ? 0 : 1),
    });
    return { contactId, end: 'decided', decisionId, verdict };

    /** A person's choice stands: the handoff closes and the lead moves to whoever they chose (3.6 transfer, or void). */
    function yieldTo(person: { ownerId: string | null; at: Date; writes: readonly PlannedWrite[] }): void {
      records.takenOver(handoff, person.at, person.writes);
      if (handoff === null) return;
      const moved = transferEntries({
        entries: standing.entries.get(handoff.enquiryId) ?? [],
        fromOwnerId: handoff.ownerId,
        toOwnerId: person.ownerId ?? '',
        poolOwnerIds: poolMembers(policy, handoff.pool),
      });
      balance.append(
        moved.map((entry) => ({ ...entry, enquiryId: handoff.enquiryId, decisionId: handoff.decisionId })),
      );
    }
  }
}

/** The entries that undo an enquiry, booked on the decision that they undo. */
function undo(entries: readonly LedgerRow[], decision: { enquiryId: string; decisionId: string }): LedgerRow[] {
  return voidEntries(entries).map((entry) => ({
    ...entry,
    enquiryId: decision.enquiryId,
    decisionId: decision.decisionId,
  }));
}

function poolMembers({ compiled }: PolicyInForce, pool: string | null): string[] {
  return compiled.pools.get(pool ?? '')?.members.map((member) => member.ownerId) ?? [];
}

/** Held for the same reason by the same pool, or still nurtured, or the same person again: nothing new to store. */
function sameAnswer(
  current: { outcome: string; reason: string; ownerId: string | null; pool: string | null },
  verdict: Verdict,
): boolean {
  if (current.outcome !== verdict.outcome) return false;
  if (verdict.outcome === 'routed') return current.ownerId === verdict.ownerId;
  return current.reason === reasonOf(verdict) && current.pool === verdict.pool;
}
