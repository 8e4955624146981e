import { z } from 'zod';
import { canonicalJson } from '../policy/canonical.ts';
import { compilePolicy, type CompiledPolicy } from '../policy/compile.ts';
import { decide } from '../policy/decide.ts';
import { policySchema } from '../policy/schema.ts';
import type { LedgerName } from '../store/schema.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { readHead } from '../store/tables/balances.ts';
import { decisionsAfter } from '../store/tables/decisions.ts';
import { policyVersion } from '../store/tables/policies.ts';
import { receiptOf, sha256 } from './receipts.ts';
import { openSnapshot } from './snapshot.ts';

export interface ReplayReport {
  decisions: number;
  same: number;
  /** Decisions whose contact was erased: the verdict cannot be recomputed, the receipt still verifies. */
  erased: number;
  /** The recomputed verdict differs from the stored one; `field` is the first that does. */
  different: { decisionId: string; field: string }[];
  /** The receipt does not fit its parts, the snapshot or the receipt before it. */
  broken: string[];
}

/** Named among the broken when the newest decisions are missing. */
export const END_OF_CHAIN = 'end of the chain';

const PAGE = 200;
const columnsSchema = z.object({ outcome: z.string(), ownerId: z.string().nullable(), pool: z.string().nullable() });
/**
 * Recomputes every decision of a ledger from its own snapshot, policy version and the engine of this build, and walks the
 * chain of receipts. Reads only; in pages, so that any length fits in memory.
 */
export async function replay(portal: PortalStore, ledger: LedgerName): Promise<ReplayReport> {
  const report: ReplayReport = { decisions: 0, same: 0, erased: 0, different: [], broken: [] };
  const policies = new Map<number, CompiledPolicy | null>();
  let seq = 0;
  let previous: Buffer = Buffer.alloc(0);
  for (;;) {
    const last = await portal.transaction(async (tx) => {
      const rows = await decisionsAfter(tx, { ledger, seq, limit: PAGE });
      const keys = await knownContactKeys(
        tx,
        rows.map((row) => row.contact_id),
      );
      for (const row of rows) {
        report.decisions += 1;
        const receipt = receiptOf({
          portalId: portal.portalId,
          ledger,
          seq: row.seq,
          decisionId: row.decision_id,
          contactId: row.contact_id,
          previous,
          snapshotHash: row.snapshot_hash,
          policyHash: row.policy_hash,
          engine: row.engine,
          verdict: row.verdict,
        });
        const key = keys.get(row.contact_id);
        const snapshotFits = row.snapshot === null || sha256(row.snapshot).equals(row.snapshot_hash);
        const policy = await compiledVersion(tx, policies, row.policy_version);
        const fits =
          receipt.equals(row.receipt) &&
          previous.equals(row.previous_receipt) &&
          snapshotFits &&
          policy?.hash === row.policy_hash &&
          columnsFit(row);
        if (!fits) report.broken.push(row.decision_id);
        previous = row.receipt;
        // An exchanged snapshot may not even open, and what it gives says nothing about the verdict.
        if (!snapshotFits) continue;
        if (row.snapshot === null || key === undefined || policy === null) {
          report.erased += 1;
          continue;
        }
        const again = decide(policy, openSnapshot(key, row.snapshot));
        if (canonicalJson(again) === canonicalJson(row.verdict)) report.same += 1;
        else
          report.different.push({ decisionId: row.decision_id, field: firstDifference(again, row.verdict, 'verdict') });
      }
      return rows.at(-1)?.seq ?? null;
    });
    if (last === null) break;
    seq = last;
  }
  const head = await portal.transaction((tx) => readHead(tx, ledger));
  if (head !== null && (head.seq !== seq || !head.receipt.equals(previous))) report.broken.push(END_OF_CHAIN);
  return report;
}

/** The columns beside a verdict only repeat it, for queries; one that says something else was altered. */
function columnsFit(row: { verdict: unknown; outcome: string; owner_id: string | null; pool: string | null }): boolean {
  const said = columnsSchema.safeParse(row.verdict);
  return (
    said.success &&
    said.data.outcome === row.outcome &&
    said.data.ownerId === row.owner_id &&
    said.data.pool === row.pool
  );
}

async function compiledVersion(
  tx: PortalTx,
  known: Map<number, CompiledPolicy | null>,
  version: number,
): Promise<CompiledPolicy | null> {
  const compiled = known.get(version);
  if (compiled !== undefined) return compiled;
  const row = await policyVersion(tx, version);
  const fresh = row === null ? null : compilePolicy(policySchema.parse(row.document));
  known.set(version, fresh);
  return fresh;
}

/** The path of the first field in which two JSON values differ. */
export function firstDifference(a: unknown, b: unknown, path: string): string {
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return path;
  const left = new Map<string, unknown>(Object.entries(a));
  const right = new Map<string, unknown>(Object.entries(b));
  for (const key of [...new Set([...left.keys(), ...right.keys()])].sort()) {
    if (canonicalJson(left.get(key) ?? null) !== canonicalJson(right.get(key) ?? null)) {
      return firstDifference(left.get(key), right.get(key), `${path}.${key}`);
    }
  }
  return path;
}
