import type { DecisionInput } from '../policy/input.ts';
import type { Flips } from '../policy/flips/flip.ts';
import { ENGINE } from '../policy/decide.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { DecidedBy, LedgerName } from '../store/schema.ts';
import type { BalanceHead } from '../store/tables/balances.ts';
import { sealForContact } from '../store/tables/contact-keys.ts';
import type { DecisionRow } from '../store/tables/decisions.ts';
import { receiptOf, sha256 } from './receipts.ts';

/** Grows one ledger's chain while a batch is decided; the caller holds the balance lock and stores head and rows. */
export class ReceiptChain {
  readonly rows: DecisionRow[] = [];
  readonly #portalId: number;
  readonly #ledger: LedgerName;
  #head: BalanceHead;

  constructor(portalId: number, ledger: LedgerName, head: BalanceHead) {
    this.#portalId = portalId;
    this.#ledger = ledger;
    this.#head = head;
  }

  get head(): BalanceHead {
    return this.#head;
  }

  /** `contactKey` null: the contact was erased; the decision then keeps the hash of an empty snapshot only. */
  append(options: {
    decisionId: string;
    enquiryId: string;
    replaces: string | null;
    decidedBy: DecidedBy;
    policy: { version: number; hash: string };
    input: DecisionInput;
    verdict: Verdict;
    /** What would have led elsewhere; kept beside the verdict, bound by no receipt because it follows from the rest. */
    flips: Flips;
    contactKey: Buffer | null;
    at: Date;
  }): DecisionRow {
    const { decisionId, verdict, input, policy, contactKey } = options;
    const snapshot = contactKey === null ? null : sealForContact(contactKey, input);
    const snapshotHash = sha256(snapshot ?? Buffer.alloc(0));
    const seq = this.#head.seq + 1;
    const receipt = receiptOf({
      portalId: this.#portalId,
      ledger: this.#ledger,
      seq,
      decisionId,
      contactId: input.contact.contactId,
      previous: this.#head.receipt,
      snapshotHash,
      policyHash: policy.hash,
      engine: ENGINE,
      verdict,
    });
    const row: DecisionRow = {
      decisionId,
      ledger: this.#ledger,
      seq,
      contactId: input.contact.contactId,
      enquiryId: options.enquiryId,
      replaces: options.replaces,
      decidedBy: options.decidedBy,
      outcome: verdict.outcome,
      reason: reasonOf(verdict),
      ownerId: verdict.ownerId,
      pool: verdict.pool,
      rule: verdict.rule?.id ?? null,
      policyVersion: policy.version,
      policyHash: policy.hash,
      engine: ENGINE,
      verdict,
      flips: options.flips,
      snapshot,
      snapshotHash,
      receipt,
      previousReceipt: this.#head.receipt,
      decidedAt: options.at,
    };
    this.rows.push(row);
    this.#head = { seq, receipt };
    return row;
  }
}

/** The one code that names why: stored beside the decision and compared to tell the same answer from a new one. */
export function reasonOf(verdict: Verdict): string {
  switch (verdict.outcome) {
    case 'routed':
      return verdict.ownerReason ?? 'routed';
    case 'held':
      return verdict.hold?.reason ?? 'held';
    case 'skipped':
      return verdict.skipReason ?? 'skipped';
    case 'nurtured':
      return verdict.rule?.id ?? 'below_threshold';
    default:
      return verdict.outcome satisfies never;
  }
}
