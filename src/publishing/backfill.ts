import { addReasons } from '../mailbox/reasons.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import type { DecisionInput } from '../policy/input.ts';
import type { VerdictOutcome } from '../policy/taxonomy.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { backfillCandidates, type BackfillCandidate } from '../store/tables/backfill.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { openSnapshot } from '../audit/snapshot.ts';

const PAGE = 500;

/** What the policy in force would make of a contact that was decided by another one. */
export interface Move {
  contactId: string;
  from: { outcome: VerdictOutcome; ownerId: string | null; pool: string | null };
  to: { outcome: VerdictOutcome; ownerId: string | null; pool: string | null };
}

interface Question {
  ledger: LedgerName;
  /** Decisions since then. */
  since: Date;
  policy: { version: number; compiled: CompiledPolicy };
  /** Also what the policy in force decided itself. */
  anyVersion?: boolean;
}

/**
 * Who would move if the policy in force decided anew about leads that are nurtured, wait, or were offered and not accepted,
 * by the facts that they were last decided by. Changes nothing. `looked`: all that
 * were looked at; `unknown`: how many of them were erased, so nobody can tell.
 */
export async function planBackfill(
  portal: PortalStore,
  question: Question,
): Promise<{ looked: string[]; unknown: number; moves: Move[] }> {
  const plan = { looked: [] as string[], unknown: 0, moves: [] as Move[] };
  let after = '';
  for (;;) {
    const page = await portal.transaction(async (tx) => {
      const rows = await candidates(tx, question, after);
      const keys = await knownContactKeys(
        tx,
        rows.map(({ contactId }) => contactId),
      );
      return rows.map((row) => ({ row, move: moveOf(row, keys.get(row.contactId), question.policy.compiled) }));
    });
    for (const { row, move } of page) {
      plan.looked.push(row.contactId);
      if (move === 'unknown') plan.unknown += 1;
      else if (move !== null) plan.moves.push(move);
    }
    const last = page.at(-1)?.row.contactId;
    if (last === undefined) return plan;
    after = last;
  }
}

/**
 * Puts these contacts into the mailbox, in the bulk lane: each is read from HubSpot and decided anew when its turn comes, and
 * moves only if the answer differs then. Safe to repeat and to break off. The caller rings.
 */
export async function enqueueBackfill(portal: PortalStore, contactIds: readonly string[]): Promise<void> {
  const reason = {
    kind: 'backfill',
    what: 'policy',
    source: 'UNKNOWN',
    sourceId: null,
    occurredAt: Date.now(),
  } as const;
  for (let start = 0; start < contactIds.length; start += PAGE) {
    const rows = contactIds
      .slice(start, start + PAGE)
      .map((contactId) => ({ contactId, lane: 'bulk' as const, reasons: [reason] }));
    await portal.transaction((tx) => addReasons(tx, rows));
  }
}

function candidates(
  tx: PortalTx,
  { ledger, since, policy, anyVersion = false }: Question,
  after: string,
): Promise<BackfillCandidate[]> {
  return backfillCandidates(tx, { ledger, since, version: anyVersion ? null : policy.version, after, limit: PAGE });
}

function moveOf(row: BackfillCandidate, key: Buffer | undefined, policy: CompiledPolicy): Move | 'unknown' | null {
  if (key === undefined || row.snapshot === null) return 'unknown';
  const was = openSnapshot(key, row.snapshot);
  const { outcome, ownerId, pool } = decide(policy, {
    ...was,
    enquiry: { ...was.enquiry, kind: 'change', ageMs: Math.max(was.enquiry.ageMs, policy.document.waitForFacts.ms) },
    openHandoff: row.outcome !== 'routed' || row.ownerId === null ? null : reopened(was, row.ownerId),
  });
  const isSame = outcome === row.outcome && (outcome === 'routed' ? ownerId === row.ownerId : pool === row.pool);
  // What was handed to a person is not taken back, only moved to somebody better placed.
  if (isSame || (row.outcome === 'routed' && outcome !== 'routed')) return null;
  const { contactId } = row;
  return {
    contactId,
    from: { outcome: row.outcome, ownerId: row.ownerId, pool: row.pool },
    to: { outcome, ownerId, pool },
  };
}

/** The handoff that the decision made, so that its owner keeps the lead where the pool would take that person. */
function reopened({ now, enquiry }: DecisionInput, ownerId: string): DecisionInput['openHandoff'] {
  const { enquiryId } = enquiry;
  const ids = { handoffId: enquiryId, decisionId: enquiryId, enquiryId };
  return { ...ids, ownerId, status: 'offered', openedAt: now, dueAt: now, mayMove: true };
}
