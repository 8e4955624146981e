import { describe, expect, it } from 'vitest';
import { receiptOf, sha256, type ReceiptParts } from './receipts.ts';

const parts: ReceiptParts = {
  portalId: 4242,
  ledger: 'live',
  seq: 2,
  decisionId: 'd',
  contactId: 'c',
  previous: sha256('first'),
  snapshotHash: sha256('input'),
  policyHash: 'p',
  engine: 'baton-1',
  verdict: { outcome: 'routed', ownerId: '10' },
};

describe('a receipt', () => {
  it('is the same bytes for the same parts, in whatever order the verdict names its fields', () => {
    expect(receiptOf({ ...parts, verdict: { ownerId: '10', outcome: 'routed' } })).toEqual(receiptOf(parts));
  });

  it.each([
    ['portal', { portalId: 4243 }],
    ['ledger', { ledger: 'observe' }],
    ['place in the chain', { seq: 3 }],
    ['decision', { decisionId: 'e' }],
    ['contact', { contactId: 'x' }],
    ['receipt before it', { previous: sha256('other') }],
    ['input', { snapshotHash: sha256('altered') }],
    ['policy', { policyHash: 'q' }],
    ['engine', { engine: 'baton-2' }],
    ['verdict', { verdict: { outcome: 'routed', ownerId: '11' } }],
  ])('changes with the %s', (_name, change) => {
    expect(receiptOf({ ...parts, ...change })).not.toEqual(receiptOf(parts));
  });
});
