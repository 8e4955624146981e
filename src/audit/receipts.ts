import { createHash } from 'node:crypto';
import { canonicalJson } from '../policy/canonical.ts';

/**
 * The chain of receipts of one portal and ledger. A receipt binds the place in the chain, the receipt before it, the
 * encrypted input, the policy, the engine and the verdict: change any of them and the recomputed bytes differ.
 * The input is bound by its ciphertext, so that the chain still verifies after a contact was erased.
 */
export interface ReceiptParts {
  portalId: number;
  ledger: string;
  /** 1, 2, 3 ... within the ledger. */
  seq: number;
  decisionId: string;
  contactId: string;
  previous: Buffer;
  snapshotHash: Buffer;
  policyHash: string;
  engine: string;
  /** The verdict as stored; hashed in its canonical form. */
  verdict: unknown;
}

export function receiptOf(parts: ReceiptParts): Buffer {
  const bound = {
    portalId: parts.portalId,
    ledger: parts.ledger,
    seq: parts.seq,
    decisionId: parts.decisionId,
    contactId: parts.contactId,
    previous: parts.previous.toString('hex'),
    snapshot: parts.snapshotHash.toString('hex'),
    policy: parts.policyHash,
    engine: parts.engine,
    verdict: sha256(canonicalJson(parts.verdict)).toString('hex'),
  };
  return sha256(canonicalJson(bound));
}

export function sha256(data: string | Buffer): Buffer {
  return createHash('sha256').update(data).digest();
}
