import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Assessment, CleanLead } from '../agents/assessment.ts';
import { BATON_PROPERTIES, type BatonProperty } from '../hubspot/properties.ts';
import { BUYING_STAGES, INTENTS, RISK_FLAGS, URGENCIES, VERDICTS, type RiskFlag } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import { composeHandoff, contactProperties } from './compose.ts';
import { BUYER_CONTEXT_WORDS, inboundHandoff, NEXT_STEP_WORDS } from './contract.ts';
import { taskProperties } from './task.ts';
import { countWords, oneLine } from './words.ts';

const NOW = '2026-11-23T09:00:00.000Z';

const CLEAN: CleanLead = {
  contactId: '501',
  name: 'Jane Doe',
  firstName: 'Jane',
  lastName: 'Doe',
  email: 'jane@acme.example',
  emailDomain: 'acme.example',
  emailKind: 'business',
  phone: '+4930123456',
  country: { value: 'DE', confidence: 1, evidence: [{ kind: 'field', value: 'country' }] },
  state: null,
  zip: null,
  language: 'en',
  jobTitle: 'Head of IT',
  companyName: 'Acme GmbH',
  employees: 250,
  text: 'Hello there. What does it cost for 20 seats? We need an answer by Friday.',
  facts: {},
  company: null,
  source: { summary: 'form “Contact us”, paid search', channel: 'form' },
  notes: [],
};

const NOTHING: CleanLead = {
  ...CLEAN,
  name: null,
  firstName: null,
  lastName: null,
  email: null,
  emailDomain: null,
  emailKind: 'none',
  phone: null,
  jobTitle: null,
  companyName: null,
  employees: null,
  text: '',
  source: { summary: '', channel: '' },
};

function assessed(clean: Partial<CleanLead> = {}, rest: Partial<Assessment> = {}): Assessment {
  return {
    clean: { ...CLEAN, ...clean },
    intent: { value: 'pricing', confidence: 0.9, evidence: [{ kind: 'quote', value: 'cost' }] },
    urgency: { value: 'high', confidence: 0.8, evidence: [{ kind: 'quote', value: 'by Friday' }] },
    stage: { value: 'evaluation', confidence: 0.7, evidence: [] },
    riskFlags: [],
    score: 72,
    scoreReasons: [
      { points: 5, code: 'a', sentence: 'Has a phone number', evidence: { kind: 'field', value: 'phone' } },
      { points: 40, code: 'b', sentence: 'Asks for a price', evidence: { kind: 'quote', value: 'cost' } },
      { points: -10, code: 'c', sentence: 'Small team', evidence: { kind: 'field', value: 'numberofemployees' } },
      { points: 20, code: 'd', sentence: 'Business address', evidence: { kind: 'field', value: 'email' } },
    ],
    duplicateOf: null,
    provenance: [],
    classifier: 'lexical',
    ...rest,
  };
}

function verdictOf(rest: Partial<Verdict> = {}): Verdict {
  return {
    outcome: 'routed',
    layer: 'pool',
    rule: { id: 'r1', label: 'Pricing goes to sales' },
    pool: 'sales',
    ownerId: '77',
    ownerReason: 'fair_share',
    trigger: 'pricing_request',
    skipReason: null,
    hold: null,
    qualification: 'qualified',
    riskFlags: [],
    task: true,
    sla: { minutes: 15, dueAt: '2026-11-23T09:15:00.000Z' },
    candidates: [],
    step: null,
    path: [],
    ...rest,
  };
}

function compose(assessment: Assessment, verdict = verdictOf(), cameBack = false) {
  return composeHandoff({
    assessment,
    verdict,
    owner: null,
    explanation: { headline: 'Goes to Ada because it is her turn.', why: [], others: [] },
    now: NOW,
    enquiries: cameBack ? 3 : 1,
    cameBack,
  });
}

function flag(value: RiskFlag, quote: string) {
  return { value, confidence: 1, evidence: [{ kind: 'quote' as const, value: quote }] };
}

describe('composeHandoff', () => {
  it('says who it is and what they want in their own words', () => {
    const { buyerContext, trigger, qualification, owner } = compose(assessed());
    expect(buyerContext.sentences.map(({ text }) => text)).toEqual([
      'Jane Doe, Head of IT at Acme GmbH, from Germany.',
      'Asks about price: “What does it cost for 20 seats?”',
      'Urgent: “We need an answer by Friday.”',
    ]);
    expect(buyerContext).toMatchObject({ company: 'Acme GmbH', role: 'Head of IT', size: '250 employees' });
    expect(buyerContext.reach).toBe('jane@acme.example, +4930123456');
    expect(trigger).toEqual({ label: 'pricing_request', detail: 'Asked for a price: form “Contact us”, paid search' });
    expect(qualification.reasons).toEqual(['+40 Asks for a price', '+20 Business address', '-10 Small team']);
    expect(owner.sla).toEqual({ state: 'running', minutes: 15, dueAt: '2026-11-23T09:15:00.000Z' });
  });

  it('gives six parts that are not empty for a contact of whom nothing is known', () => {
    const parts = compose(
      assessed(NOTHING, { scoreReasons: [], score: Number.NaN }),
      verdictOf({ sla: null, trigger: null }),
    );
    expect(parts.buyerContext.sentences.map(({ text }) => text)).toEqual(['Unknown person from Germany, no message.']);
    expect(parts.buyerContext).toMatchObject({ company: 'unknown', role: 'unknown', size: 'unknown', reach: 'none' });
    expect(parts.nextStep.action).toBe('verify_data');
    expect(parts.owner.sla).toEqual({ state: 'none', minutes: null, dueAt: null });
    expect(parts.risks).toEqual({ flags: [], summary: 'none' });
    expect(parts.qualification.score).toBe(0);
    expect(inboundHandoff.safeParse(parts).success).toBe(true);
  });

  it('leaves out a quote that is not in the text, whoever claims it', () => {
    const invented = assessed(
      {},
      {
        urgency: { value: 'high', confidence: 1, evidence: [{ kind: 'quote', value: 'send it to Bob today' }] },
        riskFlags: [flag('competitor_evaluation', 'Salesforce')],
      },
    );
    const parts = compose(invented);
    expect(JSON.stringify(parts)).not.toMatch(/Bob|Salesforce/);
    expect(parts.risks).toEqual({ flags: ['competitor_evaluation'], summary: 'Competitor evaluation' });
  });

  it('says that somebody came back, and how often', () => {
    const texts = compose(assessed(), verdictOf({ trigger: 'came_back' }), true).buyerContext.sentences.map(
      ({ text }) => text,
    );
    expect(texts).toContain('Came back; enquiry number 3.');
  });

  it.each<[string, Assessment, Partial<Verdict>, string]>([
    ['a price', assessed(), {}, 'send_pricing'],
    ['security questions', assessed({}, { riskFlags: [flag('security_review', 'cost')] }), {}, 'verify_security'],
    [
      'a meeting',
      assessed({ phone: null }, { intent: { value: 'demo_request', confidence: 1, evidence: [] } }),
      {},
      'book_meeting',
    ],
    ['a call right now', assessed({}, { intent: { value: 'demo_request', confidence: 1, evidence: [] } }), {}, 'call'],
    ['no way to answer', assessed({ email: null, phone: null }), {}, 'verify_data'],
    ['a mail address that does not work', assessed({ phone: null, emailKind: 'invalid' }), {}, 'verify_data'],
    ['a fault', assessed({}, { intent: { value: 'technical_support', confidence: 1, evidence: [] } }), {}, 'forward'],
    ['their data', assessed({}, { riskFlags: [flag('personal_data_request', 'x')] }), {}, 'forward'],
    ['a booked meeting', assessed(), { trigger: 'meeting_booked' }, 'discovery'],
    [
      'nothing in words',
      assessed({ text: '' }, { intent: { value: 'research', confidence: 1, evidence: [] } }),
      {},
      'discovery',
    ],
  ])('proposes the next step for %s', (_name, assessment, verdict, action) => {
    expect(compose(assessment, verdictOf(verdict)).nextStep.action).toBe(action);
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400 }),
  fc.constantFrom(
    '',
    ' ',
    '\u202Egnirts',
    '<b>&"\'</b>',
    'wort '.repeat(400),
    '字'.repeat(3_000),
    '👩‍👩‍👧‍👦'.repeat(300),
    '. . . .',
    '\n\n\n',
  ),
);
const maybe = fc.option(anyText, { nil: null });
const anyAssessment = fc
  .record({
    name: maybe,
    firstName: maybe,
    email: maybe,
    phone: maybe,
    jobTitle: maybe,
    companyName: maybe,
    text: anyText,
    summary: anyText,
    country: fc.option(
      anyText.map((value) => ({ value, confidence: 1, evidence: [] })),
      { nil: null },
    ),
    employees: fc.option(fc.integer(), { nil: null }),
    quote: anyText,
    start: fc.nat(200),
    intent: fc.constantFrom(...INTENTS),
    urgency: fc.constantFrom(...URGENCIES),
    stage: fc.constantFrom(...BUYING_STAGES),
    flags: fc.subarray([...RISK_FLAGS]),
    score: fc.double(),
    reason: anyText,
  })
  .map((a) =>
    assessed(
      {
        name: a.name,
        firstName: a.firstName,
        email: a.email,
        phone: a.phone,
        jobTitle: a.jobTitle,
        companyName: a.companyName,
        text: a.text,
        country: a.country,
        employees: a.employees,
        source: { summary: a.summary, channel: '' },
      },
      {
        intent: { value: a.intent, confidence: 1, evidence: [{ kind: 'quote', value: a.quote }] },
        urgency: {
          value: a.urgency,
          confidence: 1,
          evidence: [{ kind: 'quote', value: a.text.slice(a.start, a.start + 20) }],
        },
        stage: { value: a.stage, confidence: 1, evidence: [] },
        riskFlags: a.flags.map((value) => flag(value, a.quote)),
        score: a.score,
        scoreReasons: [{ points: 3, code: 'x', sentence: a.reason, evidence: { kind: 'field', value: 'x' } }],
      },
    ),
  );

describe('whatever a stranger types', () => {
  it('makes six valid parts within the limits, each quote from their own words', () => {
    fc.assert(
      fc.property(anyAssessment, fc.boolean(), (assessment, cameBack) => {
        const parts = compose(assessment, verdictOf(), cameBack);
        const words = parts.buyerContext.sentences.reduce((sum, { text }) => sum + countWords(text), 0);
        expect(words).toBeLessThanOrEqual(BUYER_CONTEXT_WORDS);
        expect(countWords(parts.nextStep.sentence)).toBeLessThanOrEqual(NEXT_STEP_WORDS);
        const own = oneLine(assessment.clean.text);
        for (const { evidence } of parts.buyerContext.sentences) {
          for (const { kind, value } of evidence) if (kind === 'quote') expect(own).toContain(value.replace(/…$/u, ''));
        }
      }),
    );
  });

  it('reaches the task as text, never as markup', () => {
    fc.assert(
      fc.property(anyAssessment, (assessment) => {
        const verdict = verdictOf();
        const task = taskProperties({
          parts: compose(assessment, verdict),
          verdict,
          mark: '0b1c',
          portal: { portalId: 4242, uiDomain: 'app-eu1.hubspot.com' },
          contactId: '501',
        });
        const tags = new Set(task['hs_task_body']?.match(/<[^>]*>?/g) ?? []);
        const ours = new Set([
          '<p>',
          '</p>',
          '<strong>',
          '</strong>',
          '<a href="https://app-eu1.hubspot.com/contacts/4242/record/0-1/501">',
          '</a>',
        ]);
        expect([...tags].filter((tag) => !ours.has(tag))).toEqual([]);
        expect(task['hs_task_body']?.endsWith('\n<p>baton:0b1c</p>')).toBe(true);
      }),
    );
  });

  it('gives values that the properties allow', () => {
    fc.assert(
      fc.property(anyAssessment, fc.constantFrom(...VERDICTS), fc.boolean(), (assessment, outcome, setOwner) => {
        const routed = outcome === 'routed';
        const verdict = verdictOf({ outcome, ...(routed ? {} : { ownerId: null, sla: null }) });
        const { hubspot_owner_id: owner, ...values } = contactProperties({
          verdict,
          parts: routed ? compose(assessment, verdict) : null,
          assessment,
          decisionId: 'd1',
          status: routed ? 'offered' : outcome,
          now: NOW,
          setOwner,
        });
        expect(owner).toBe(routed && setOwner ? '77' : undefined);
        for (const [name, value] of Object.entries(values)) {
          const property: BatonProperty | undefined = BATON_PROPERTIES.find((one) => one.name === name);
          expect(property, name).toBeDefined();
          if (value === '') continue;
          if (property?.type === 'enumeration')
            for (const one of value.split(';')) expect(property.values).toContain(one);
          if (property?.type === 'number') expect(Number.isFinite(Number(value))).toBe(true);
          if (property?.type === 'datetime') expect(new Date(value).toISOString()).toBe(value);
          expect(value.length).toBeLessThanOrEqual(5_000);
        }
      }),
    );
  });
});

describe('taskProperties', () => {
  const portal = { portalId: 4242, uiDomain: 'app.hubspot.com' };

  it('tells the owner what to do, until when, and all six parts', () => {
    const verdict = verdictOf();
    const task = taskProperties({ parts: compose(assessed()), verdict, mark: 'm', portal, contactId: '501' });
    expect(task).toMatchObject({
      hs_task_subject: 'Send pricing: Jane Doe, Head of IT at Acme GmbH, from Germany',
      hs_task_status: 'NOT_STARTED',
      hs_task_priority: 'HIGH',
      hs_task_type: 'EMAIL',
      hs_timestamp: '2026-11-23T09:15:00.000Z',
      hubspot_owner_id: '77',
    });
    const body = task['hs_task_body'] ?? '';
    for (const part of ['Trigger', 'Buyer context', 'Qualification state', 'Next step', 'Owner', 'SLA', 'Risk flags']) {
      expect(body).toMatch(new RegExp(`<strong>${part}:</strong> \\S`));
    }
  });

  it('is due a day later where there is no SLA: HubSpot demands a date', () => {
    const verdict = verdictOf({ sla: null });
    const task = taskProperties({ parts: compose(assessed(), verdict), verdict, mark: 'm', portal, contactId: '501' });
    expect(task['hs_timestamp']).toBe('2026-11-24T09:00:00.000Z');
    expect(task['hs_task_body']).toContain('<strong>SLA:</strong> none');
  });
});
