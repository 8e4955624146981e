import type { MailboxReason } from '../store/mailbox-reason.ts';
import type { TakenLead } from './types.ts';

/** What Baton remembers of a contact when it looks at it again; null fields: never decided. */
export interface RememberedContact {
  decisionId: string | null;
  enquiryHash: string | null;
  enquiries: number;
  /** HubSpot's source of the enquiry that its decision is about. */
  latestSource: string | null;
}

/**
 * What the reasons in a mailbox row amount to, once the contact was read (3.14):
 * `new` - the first enquiry that Baton sees of this contact;
 * `came_back` - another enquiry (or the first one of a contact that is older than the install);
 * `by_hand` - a person asked for it to be routed;
 * `change` - no new enquiry, but a fact may have changed;
 * `nothing` - nothing to decide.
 */
export type EnquiryKind = 'new' | 'came_back' | 'by_hand' | 'change' | 'nothing';

export interface Enquiry {
  kind: EnquiryKind;
  source: string;
  sourceId: string | null;
  /** Epoch milliseconds. */
  occurredAtMs: number;
}

export function recogniseEnquiry(options: {
  lead: Pick<TakenLead, 'reasons' | 'waitingSinceMs'>;
  remembered: RememberedContact | null;
  /** Keyed hash of the enquiry properties as just read. */
  enquiryHash: string;
  /** HubSpot's source of the record itself, for rows whose creation event got lost. */
  recordSource: string | null;
  olderThanInstall: boolean;
}): Enquiry {
  const { lead, remembered, enquiryHash, recordSource, olderThanInstall } = options;
  const byHand = newest(lead.reasons.filter((reason) => reason.kind === 'by_hand'));
  if (byHand !== undefined) {
    return { kind: 'by_hand', source: byHand.source, sourceId: byHand.sourceId, occurredAtMs: byHand.occurredAt };
  }
  const asked = lead.reasons.filter((reason) => reason.kind === 'enquiry');
  // A creation says best where the record came from; the changes of its first values only repeat it.
  const origin =
    asked.find((reason) => reason.what === 'creation') ??
    newest(asked) ??
    newest(lead.reasons.filter((reason) => reason.kind !== 'backfill'));
  const facts = {
    source: origin?.source ?? recordSource ?? 'UNKNOWN',
    sourceId: origin?.sourceId ?? null,
    occurredAtMs: origin?.occurredAt ?? lead.waitingSinceMs,
  };
  const decided = remembered !== null && remembered.decisionId !== null;
  if (!decided) {
    // Somebody has named a contact that Baton never decided about, however old.
    if (lead.reasons.some((reason) => reason.kind === 'backfill')) return { kind: 'new', ...facts };
    if (olderThanInstall) return { kind: asked.length > 0 ? 'came_back' : 'nothing', ...facts };
    return { kind: 'new', ...facts };
  }
  const askedAgain = asked.some((reason) => reason.what !== 'creation') && remembered.enquiryHash !== enquiryHash;
  if (askedAgain) return { kind: 'came_back', ...facts };
  // Where the enquiry came from does not change with who changes a fact later.
  return {
    kind: 'change',
    ...facts,
    ...(remembered.latestSource === null ? {} : { source: remembered.latestSource, sourceId: null }),
  };
}

function newest(reasons: readonly MailboxReason[]): MailboxReason | undefined {
  let best: MailboxReason | undefined;
  for (const reason of reasons) if (best === undefined || reason.occurredAt > best.occurredAt) best = reason;
  return best;
}
