import { BalanceState } from './audit/balance-state.ts';
import { closeLeaversAccounts } from './audit/leavers-accounts.ts';
import { ReceiptChain } from './audit/receipt-chain.ts';
import { armOf, type Workload } from './audit/snapshot.ts';
import { accountDay, windowOn } from './policy/balance-window.ts';
import { decideLead, type DecisionBatch, type DecisionEnd, type ReadyLead } from './decide-lead.ts';
import { loadStanding } from './handoff/load-standing.ts';
import { HandoffRecords } from './handoff/records.ts';
import type { Directory } from './hubspot/lead.ts';
import { lockLeased, stampDecided } from './mailbox/leases.ts';
import { zonesOf } from './notifications/enqueue.ts';
import { peopleInForce } from './people-in-force.ts';
import { armsInForce, readsOf, type Arms, type ReadPolicy } from './policy-in-force.ts';
import { follows, type CanaryShare } from './policy/canary.ts';
import { haveAll, type PropertyNames } from './policy/reads.ts';
import { watchCanary } from './publishing/canary.ts';
import type { Verdict } from './policy/verdict.ts';
import type { DecidedBy, LedgerName } from './store/schema.ts';
import type { PortalStore, PortalTx } from './store/store.ts';
import { appendEntries, loadCredits, lockBalance, moveHead } from './store/tables/balances.ts';
import { contactKeys } from './store/tables/contact-keys.ts';
import { assignedCounts, insertDecisions } from './store/tables/decisions.ts';
import { raiseException, resolveException } from './store/tables/exceptions.ts';
import { openHandoffCounts } from './store/tables/handoffs.ts';
import { overridesInForce } from './store/tables/person-overrides.ts';
import { portalById, type PortalFacts } from './store/tables/portals.ts';

export type { DecisionEnd, ReadyLead } from './decide-lead.ts';

/**
 * Steps 4 and 5 for every decider (drain, card, workflow action, backfill): in one short transaction, under the lock of the
 * portal's balance, decide each lead in turn and store decisions, receipts, ledger entries, handoffs and the CRM writes
 * to do, and stamp the mailbox rows. No HubSpot, model or queue call happens here. `writeLease` is put on the CRM
 * writes, so that the caller can finish them at once and nobody else does. A mode that was changed meanwhile, or a policy
 * that looks at a property which was not read, makes all leads `stale`. Throws StoreUnavailable; then nothing is stored.
 */
export async function decideAndCommit(options: {
  portal: PortalStore;
  facts: { timeZone: string; uiDomain: string; installedAt: Date };
  /** `observe` decides as usual and changes nothing that anybody sees. */
  ledger: LedgerName;
  policyInForce: ReadPolicy;
  /** What was read of the leads beside the usual properties. */
  propertiesRead: PropertyNames;
  leads: readonly ReadyLead[];
  directory: Directory;
  decidedBy: DecidedBy;
  now: Date;
  writeLease: { leaseId: string; processId: string };
  /** How many times faster than the wall's the clocks of handoffs run; absent: as fast. */
  clockSpeed?: number;
}): Promise<DecisionEnd[]> {
  const { portal, facts, ledger, leads, decidedBy, now, clockSpeed = 1 } = options;
  if (leads.length === 0) return [];
  const contactIds = leads.map((lead) => lead.raw.contactId);
  return portal.transaction(async (tx) => {
    const chain = new ReceiptChain(portal.portalId, ledger, await lockBalance(tx, ledger));
    const taken = leads.flatMap((lead) => lead.taken ?? []);
    const leased = await lockLeased(tx, taken);
    const others = leads.flatMap((lead) => lead.assessment.duplicateOf?.contactId ?? []);
    const stale = () => leads.map(({ raw }): DecisionEnd => ({ contactId: raw.contactId, end: 'stale' }));
    if (ledgerOf(await portalById(tx)) !== ledger) return stale();
    const arms = await armsInForce(tx, now, options.policyInForce);
    const policy = arms.live;
    if (!haveAll(options.propertiesRead, readsOf(arms))) return stale();
    const standing = await loadStanding(tx, { contactIds, others, ledger });
    const today = accountDay(policy.compiled.days, facts.timeZone, now);
    const { window, makeUp } = policy.compiled.document.balance;
    const counting = windowOn(window, today);
    const credits = await loadCredits(tx, ledger, { window: counting, makeUp: makeUp?.missed === 'capped' });
    const balance = new BalanceState(credits, await loadWorkloads(tx, { arms, ledger, now }), counting);
    const overrides = await overridesInForce(tx, now);
    const directory = await peopleInForce(options.directory, { policy: policy.compiled, overrides, now });
    closeLeaversAccounts(balance, { document: policy.compiled.document, people: directory.people, today });
    const keys = await contactKeys(tx, contactIds);
    const zones = zonesOf(directory.people, facts.timeZone);
    const records = new HandoffRecords({ now, ledger, zones });
    const batch = {
      portalId: portal.portalId,
      facts,
      ledger,
      standing,
      policy,
      balance,
      chain,
      records,
      directory,
      decidedBy,
      now,
      today,
      clockSpeed,
    };

    const tried =
      arms.canary === null ? null : await canaryBatch(batch, arms.canary, { people: options.directory, overrides });

    const ends = leads.map((lead): DecisionEnd => {
      const contactId = lead.raw.contactId;
      if (lead.taken !== null && !leased.has(contactId)) return { contactId, end: 'lease_lost' };
      const who = { arm: armOf(portal.portalId, contactId), country: lead.assessment.clean.country?.value ?? null };
      const isTried = tried !== null && follows(who, tried.share);
      return decideLead(isTried ? tried.batch : batch, lead, keys.get(contactId) ?? null);
    });

    await insertDecisions(tx, chain.rows);
    await appendEntries(tx, ledger, { ...balance.changes, at: now });
    if (chain.rows.length > 0) await moveHead(tx, ledger, chain.head);
    await records.store(tx, options.writeLease);
    if (ledger === 'live') await noteEmptyPools(tx, ends);
    if (arms.canary !== null) await watchCanary(tx, arms.canary, ledger);
    const decided = new Map(ends.flatMap((end) => (end.end === 'decided' ? [[end.contactId, end.decisionId]] : [])));
    await stampDecided(
      tx,
      taken.flatMap((lead) => {
        const decisionId = decided.get(lead.contactId);
        return decisionId === undefined ? [] : [{ lead, decisionId }];
      }),
    );
    return ends;
  });
}

/** The same batch for leads that follow the draft: its own people, one balance and chain. */
async function canaryBatch(
  batch: DecisionBatch,
  { policy, percent, countries }: NonNullable<Arms['canary']>,
  { people, overrides }: { people: Directory; overrides: Parameters<typeof peopleInForce>[1]['overrides'] },
): Promise<{ batch: DecisionBatch; share: CanaryShare }> {
  const directory = await peopleInForce(people, { policy: policy.compiled, overrides, now: batch.now });
  return { batch: { ...batch, policy, directory }, share: { percent, countries } };
}

/** Nobody is ownerless in silence: a pool in which nobody could take a lead is an exception until somebody can again. */
async function noteEmptyPools(tx: PortalTx, ends: readonly DecisionEnd[]): Promise<void> {
  const lastWord = new Map<string, Verdict['outcome']>();
  for (const end of ends) {
    if (end.end !== 'decided' || end.verdict.pool === null) continue;
    if (end.verdict.outcome === 'routed' || end.verdict.hold?.reason === 'nobody_free') {
      lastWord.set(end.verdict.pool, end.verdict.outcome);
    }
  }
  const kind = 'nobody_free';
  for (const [subject, outcome] of [...lastWord].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    const sentence = `Nobody in the pool "${subject}" can take a lead right now; its leads wait. Somebody must come back, or the policy name an overflow.`;
    if (outcome === 'routed') await resolveException(tx, { kind, subject });
    else await raiseException(tx, { kind, subject, sentence });
  }
}

/** Where a portal's decisions are booked; null while it takes none. */
export function ledgerOf(facts: Pick<PortalFacts, 'status' | 'mode'> | null): LedgerName | null {
  if (facts?.status !== 'active' || facts.mode === 'paused') return null;
  return facts.mode === 'live' ? 'live' : 'observe';
}

/** Counted only for a policy that has caps: nothing else depends on it. */
async function loadWorkloads(
  tx: PortalTx,
  { arms: { live, canary }, ledger, now }: { arms: Arms; ledger: LedgerName; now: Date },
): Promise<Map<string, Workload>> {
  const documents = [live, ...(canary === null ? [] : [canary.policy])].map(({ compiled }) => compiled.document);
  const caps = documents
    .flatMap(({ pools }) => pools)
    .flatMap((pool) => [pool.caps, ...pool.members.flatMap((member) => member.caps ?? [])]);
  if (caps.every((cap) => Object.values(cap).every((bound) => bound === null))) return new Map();
  const counts = await assignedCounts(tx, ledger, now);
  const open = await openHandoffCounts(tx);
  return new Map(
    [...new Set([...counts.keys(), ...open.keys()])].map((ownerId) => [
      ownerId,
      { openHandoffs: open.get(ownerId) ?? 0, assigned: counts.get(ownerId) ?? { hour: 0, day: 0, week: 0 } },
    ]),
  );
}
