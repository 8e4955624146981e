import { describe, expect, it } from 'vitest';
import type { RawLead } from '../hubspot/lead.ts';
import { VERDICTS } from '../policy/taxonomy.ts';
import { assessed, flag, NOW, verdictOf } from './fixtures.ts';
import { nurtureWrites } from './plan-nurture.ts';

const SEQUENCE = { id: '40', senderUserId: '7', senderEmail: 'ada@firm.example' };
const BOTH = { list: '9', sequence: SEQUENCE };
const nurtured = verdictOf({ outcome: 'nurtured', ownerId: null, sla: null });

function raw(properties: Record<string, string | null> = {}): RawLead {
  const read = { ownerHistory: [], company: null, readAtMs: 0, createdAt: NOW };
  return { contactId: '501', askedFor: '501', properties, ...read };
}

function planned(changes: Partial<Parameters<typeof nurtureWrites>[0]> = {}) {
  const base = { contactId: '501', decisionId: 'd1', handoffId: null, lane: 'fresh' as const };
  let ids = 0;
  const newId = () => `n${(ids += 1)}`;
  const lead = { nurture: BOTH, verdict: nurtured, raw: raw(), assessment: assessed() };
  return nurtureWrites({ ...lead, base, newId, ...changes });
}
const kinds = (changes: Parameters<typeof planned>[0]) => planned(changes).map(({ kind }) => kind);

describe('what is done with a nurtured lead', () => {
  it('is what the policy says', () => {
    expect(planned()).toEqual([
      expect.objectContaining({ writeId: 'n1', contactId: '501', kind: 'list_add', payload: { listId: '9' } }),
      expect.objectContaining({
        writeId: 'n2',
        kind: 'sequence_enrol',
        payload: { sequenceId: '40', senderUserId: '7', senderEmail: 'ada@firm.example' },
      }),
    ]);
    expect(kinds({ nurture: { list: '9' } })).toEqual(['list_add']);
    expect(kinds({ nurture: { sequence: SEQUENCE } })).toEqual(['sequence_enrol']);
    expect(kinds({ nurture: null })).toEqual([]);
  });

  it.each(VERDICTS.filter((outcome) => outcome !== 'nurtured'))('is nothing when it is %s', (outcome) => {
    expect(kinds({ verdict: verdictOf({ outcome, ownerId: null }) })).toEqual([]);
  });

  it('is nothing for who does not qualify at all', () => {
    expect(kinds({ verdict: { ...nurtured, qualification: 'disqualified' } })).toEqual([]);
  });

  it.each([
    ['has opted out', { raw: raw({ hs_email_optout: 'true' }) }],
    ['has no address', { assessment: assessed({ email: null, emailKind: 'none' }) }],
    ['has an address that does not work', { assessment: assessed({ emailKind: 'invalid' }) }],
    ['has not consented', { verdict: { ...nurtured, riskFlags: ['missing_consent' as const] } }],
    ['asks what is stored', { assessment: assessed({}, { riskFlags: [flag('personal_data_request', 'data')] }) }],
  ])('is no sequence for who %s', (_who, changes) => {
    expect(kinds(changes)).toEqual(['list_add']);
  });

  it('is a sequence for who has opted in again', () => {
    expect(kinds({ raw: raw({ hs_email_optout: 'false' }) })).toContain('sequence_enrol');
  });
});
