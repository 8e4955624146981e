import { describe, expect, it } from 'vitest';
import type { MailboxReason } from '../store/mailbox-reason.ts';
import { recogniseEnquiry, type RememberedContact } from './enquiry.ts';

const creation: MailboxReason = {
  kind: 'enquiry',
  what: 'creation',
  source: 'FORM',
  sourceId: null,
  occurredAt: 1_000,
};
const message: MailboxReason = { kind: 'enquiry', what: 'message', source: 'FORM', sourceId: null, occurredAt: 1_001 };
const country: MailboxReason = {
  kind: 'change',
  what: 'country',
  source: 'DATA_ENRICHMENT',
  sourceId: null,
  occurredAt: 2_000,
};

const recognise = (o: {
  reasons: readonly MailboxReason[];
  remembered?: RememberedContact | null;
  enquiryHash?: string;
  olderThanInstall?: boolean;
}) =>
  recogniseEnquiry({
    lead: { reasons: o.reasons, waitingSinceMs: 500 },
    remembered: o.remembered ?? null,
    enquiryHash: o.enquiryHash ?? 'h1',
    recordSource: 'IMPORT',
    olderThanInstall: o.olderThanInstall ?? false,
  });
const decided = { decisionId: 'd', enquiryHash: 'h1', enquiries: 1, latestSource: 'FORM' };

describe('what the reasons of a waiting lead amount to', () => {
  it.each([
    ['a creation of an unknown contact is its first enquiry', { reasons: [message, creation] }, 'new'],
    ['first values that come before the creation event are the first enquiry too', { reasons: [message] }, 'new'],
    [
      'first values that come after the decision are not a new enquiry',
      { reasons: [message], remembered: decided },
      'change',
    ],
    [
      'other words than those decided upon are a new enquiry',
      { reasons: [message], remembered: decided, enquiryHash: 'h2' },
      'came_back',
    ],
    [
      'a creation told again is no new enquiry, whatever has changed since',
      { reasons: [creation], remembered: decided, enquiryHash: 'h2' },
      'change',
    ],
    ['a changed fact is a change', { reasons: [country], remembered: decided, enquiryHash: 'h2' }, 'change'],
    [
      'a contact older than the install that asks something has come back',
      { reasons: [message], olderThanInstall: true },
      'came_back',
    ],
    [
      'a changed fact of a contact older than the install is nothing',
      { reasons: [country], olderThanInstall: true },
      'nothing',
    ],
  ] as const)('%s', (_name, given, kind) => {
    expect(recognise(given).kind).toBe(kind);
  });

  it('takes source and time from the creation, else from the newest reason, else from the record', () => {
    expect(recognise({ reasons: [country, creation] })).toMatchObject({ source: 'FORM', occurredAtMs: 1_000 });
    expect(recognise({ reasons: [message, country], remembered: decided, enquiryHash: 'h2' })).toMatchObject({
      occurredAtMs: 1_001,
    });
    expect(recognise({ reasons: [] })).toMatchObject({ source: 'IMPORT', occurredAtMs: 500 });
  });

  it('a person who routes it by hand is heard before everything else, whatever was decided and however old it is', () => {
    const clicked: MailboxReason = {
      kind: 'by_hand',
      what: 'card',
      source: 'CRM_UI',
      sourceId: 'userId:7',
      occurredAt: 1_500,
    };
    for (const remembered of [null, decided]) {
      expect(recognise({ reasons: [creation, clicked, country], remembered, olderThanInstall: true })).toEqual({
        kind: 'by_hand',
        source: 'CRM_UI',
        sourceId: 'userId:7',
        occurredAtMs: 1_500,
      });
    }
  });
});

it('takes a named contact that was never decided for a first enquiry, and a later change for one of the same source', () => {
  const backfill: MailboxReason = {
    kind: 'backfill',
    what: 'policy',
    source: 'UNKNOWN',
    sourceId: null,
    occurredAt: 9,
  };
  expect(recognise({ reasons: [backfill], olderThanInstall: true })).toMatchObject({ kind: 'new', source: 'IMPORT' });
  expect(recognise({ reasons: [backfill], remembered: decided })).toMatchObject({ kind: 'change', source: 'FORM' });
  expect(recognise({ reasons: [country], remembered: decided })).toMatchObject({ kind: 'change', source: 'FORM' });
});
