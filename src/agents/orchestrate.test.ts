import { describe, expect, it } from 'vitest';
import type { RawLead } from '../hubspot/lead.ts';
import { RISK_FLAGS } from '../policy/taxonomy.ts';
import { assessLeads } from './orchestrate.ts';
import { WORTH_A_PERSON } from './score.ts';

function raw(contactId: string, properties: RawLead['properties']): RawLead {
  return {
    contactId,
    askedFor: contactId,
    properties,
    ownerHistory: [],
    company: null,
    readAtMs: 0,
    createdAt: '2026-01-05T10:00:00Z',
  };
}
const assess = (leads: readonly RawLead[], findDuplicates = async () => [] as never[]) =>
  assessLeads({ leads, nowMs: 0, ownDomains: new Set(['ourfirm.example']), findDuplicates });

async function assessOne(properties: RawLead['properties']) {
  const assessment = (await assess([raw('1', properties)])).get('1');
  if (assessment === undefined) throw new Error('The lead got lost');
  return assessment;
}

async function flagsOf(properties: RawLead['properties']) {
  return (await assessOne(properties)).riskFlags.map(({ value }) => value);
}

describe('assessLeads', () => {
  it('assesses every lead and says which agent did what', async () => {
    const assessments = await assess([raw('1', { message: 'Could we see a demo?' }), raw('2', {})]);
    expect([...assessments.keys()]).toEqual(['1', '2']);
    expect(assessments.get('1')?.provenance.map(({ agent, outcome }) => [agent, outcome])).toEqual([
      ['clean_contact', 'ok'],
      ['classify_locally', 'ok'],
      ['find_duplicates', 'ok'],
      ['flag_risks', 'ok'],
      ['score', 'ok'],
    ]);
  });

  it('keeps the lead when the look-up of duplicates fails', async () => {
    const lead = raw('1', { email: 'a@acme.example', message: 'What does it cost?' });
    const assessments = await assess([lead], () => Promise.reject(new Error('store down')));
    expect(assessments.get('1')).toMatchObject({ duplicateOf: null, intent: { value: 'pricing' } });
    expect(assessments.get('1')?.provenance).toContainEqual(
      expect.objectContaining({ agent: 'find_duplicates', outcome: 'failed' }),
    );
  });

  it('keeps the lead, and its neighbours, when it cannot even be read', async () => {
    const broken = {
      ...raw('1', {}),
      properties: new Proxy(
        {},
        {
          get: () => {
            throw new Error('unreadable');
          },
        },
      ),
    };
    const assessments = await assess([broken, raw('2', { message: 'Please book a demo' })]);
    expect(assessments.get('1')?.provenance[0]).toMatchObject({ agent: 'clean_contact', outcome: 'fell_back' });
    expect(assessments.get('2')?.intent.value).toBe('demo_request');
  });

  it('flags what the fields tell', async () => {
    expect(await flagsOf({ numberofemployees: '1000', message: 'Do you support SSO?' })).toContain(
      'enterprise_account',
    );
    expect(await flagsOf({ numberofemployees: '999', message: 'Do you support SSO?' })).not.toContain(
      'enterprise_account',
    );
    expect(await flagsOf({ lifecyclestage: 'customer', message: 'Do you support SSO?' })).toContain(
      'existing_customer',
    );
    expect(await flagsOf({ email: 'x@mailinator.com', message: 'hello' })).toContain('disposable_email');
  });

  it('flags a duplicate and names the other record', async () => {
    const found = await assessLeads({
      leads: [raw('1', { phone: '+4930901820' })],
      nowMs: 0,
      ownDomains: new Set(),
      findDuplicates: async () => [{ contactId: '1', kind: 'phone', otherContactId: '7' }],
    });
    expect(found.get('1')).toMatchObject({ duplicateOf: { contactId: '7', by: 'phone' } });
    expect(found.get('1')?.riskFlags.map(({ value }) => value)).toContain('duplicate_record');
  });
});

describe('score', () => {
  it.each([
    ['Please show us the product', 'a@acme.example', true],
    ['How much is it for 20 users?', 'a@acme.example', true],
    ['Does it integrate with SAP?', 'a@acme.example', true],
    ['Student here, writing my thesis about scheduling', 'a@gmail.com', false],
    ['We offer SEO services and guaranteed backlinks', 'a@acme.example', false],
    ['I am looking for a job, my CV is attached', 'a@acme.example', false],
    ['Please show us the product', 'a@mailinator.com', false],
  ])('%s from %s is worth a person: %s', async (message, email, worth) => {
    expect((await assessOne({ message, email })).score >= WORTH_A_PERSON).toBe(worth);
  });

  it('is the sum of its reasons, each with evidence', async () => {
    const { score, scoreReasons } = await assessOne({
      message: 'What would 40 seats cost? We decide by Friday.',
      email: 'a@acme.example',
      jobtitle: 'Head of IT',
      numberofemployees: '51-200',
    });
    expect(scoreReasons.reduce((sum, { points }) => sum + points, 0)).toBe(score);
    expect(scoreReasons.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['intent_pricing', 'seniority_head', 'size_medium', 'email_business']),
    );
    expect(scoreReasons.every(({ sentence, evidence }) => sentence !== '' && evidence.value !== '')).toBe(true);
  });

  it('stays between 0 and 100', async () => {
    expect((await assessOne({ message: 'casino bitcoin click here', email: 'x@mailinator.com' })).score).toBe(0);
  });

  it('knows only flags of the closed list', async () => {
    const { riskFlags } = await assessOne({
      message: 'Our lawyers ask for a discount, SOC 2 and an RFP',
      numberofemployees: '20000',
    });
    expect(riskFlags.length).toBeGreaterThan(3);
    for (const { value } of riskFlags) expect(RISK_FLAGS).toContain(value);
  });
});
