import { randomUUID } from 'node:crypto';
import type { Assessment } from '../agents/assessment.ts';
import type { RawLead } from '../hubspot/lead.ts';
import type { Nurture } from '../policy/nurture-schema.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { PlannedWrite } from '../store/tables/crm-writes.ts';

type Base = Pick<PlannedWrite, 'contactId' | 'decisionId' | 'handoffId' | 'lane'>;

/**
 * What is done in HubSpot with a lead that ends nurtured, as its policy says; nothing for any other verdict, and for who does
 * not qualify at all. Pure: ids come from `newId`.
 */
export function nurtureWrites(options: {
  nurture: Nurture | null;
  verdict: Verdict;
  raw: RawLead;
  assessment: Assessment;
  base: Base;
  newId(): string;
}): PlannedWrite[] {
  const { nurture, verdict, base, newId } = options;
  if (nurture === null || verdict.outcome !== 'nurtured' || verdict.qualification === 'disqualified') return [];
  const { list, sequence } = nurture;
  const writes: PlannedWrite[] = [];
  if (list !== undefined) writes.push({ ...base, writeId: newId(), kind: 'list_add', payload: { listId: list } });
  if (sequence !== undefined && mayBeMailed(options)) {
    const { id: sequenceId, senderUserId, senderEmail } = sequence;
    const payload = { sequenceId, senderUserId, senderEmail };
    writes.push({ ...base, writeId: newId(), kind: 'sequence_enrol', payload });
  }
  return writes;
}

/** Takes a contact off a list on which Baton has put it. */
export function leaveList({ contactId, listId }: { contactId: string; listId: string }): PlannedWrite {
  const base = { contactId, decisionId: null, handoffId: null, lane: 'fresh' as const };
  return { ...base, writeId: randomUUID(), kind: 'list_remove', payload: { listId } };
}

const UNREACHABLE: ReadonlySet<string> = new Set(['none', 'invalid', 'disposable']);

function mayBeMailed(lead: { raw: RawLead; assessment: Assessment; verdict: Verdict }): boolean {
  const { raw, assessment, verdict } = lead;
  const optedOut = raw.properties['hs_email_optout']?.toLowerCase() === 'true';
  const flags = new Set([...verdict.riskFlags, ...assessment.riskFlags.map(({ value }) => value)]);
  const objects = flags.has('missing_consent') || flags.has('personal_data_request');
  return !optedOut && !objects && !UNREACHABLE.has(assessment.clean.emailKind);
}
