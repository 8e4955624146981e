import { describe, expect, it } from 'vitest';
import type { Assessment } from '../agents/assessment.ts';
import type { Verdict } from '../policy/verdict.ts';
import { inboundHandoff } from './contract.ts';
import { assessed, compose, flag, NOTHING, verdictOf } from './fixtures.ts';
import { taskProperties } from './task.ts';

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

describe("the owner's meeting link", () => {
  const LINK = 'https://meet.test/ada';
  const demo = assessed({ phone: null }, { intent: { value: 'demo_request', confidence: 1, evidence: [] } });
  const decides = assessed(
    { phone: null },
    {
      intent: { value: 'product_question', confidence: 1, evidence: [] },
      stage: { value: 'decision', confidence: 1, evidence: [] },
    },
  );

  it.each([demo, decides])('stands with the owner, and the next step says so where a meeting is booked', (lead) => {
    const long = { ...lead, clean: { ...lead.clean, firstName: 'Maria Magdalena Theodora' } };
    const { owner, nextStep } = compose(long, verdictOf(), false, LINK);
    expect(owner.meetingLink).toBe(LINK);
    expect(nextStep).toMatchObject({ action: 'book_meeting', sentence: expect.stringContaining('your meeting link') });
    expect(nextStep.sentence.endsWith('.')).toBe(true);
    expect(compose(long).nextStep.sentence).not.toContain('meeting link');
  });

  it('is not in a next step that has nothing to do with a meeting', () => {
    expect(compose(assessed(), verdictOf(), false, LINK).nextStep).toEqual(compose(assessed()).nextStep);
  });

  it('is none in parts that were stored before there was one, and where it is no https address', () => {
    const { owner, ...parts } = compose(assessed(), verdictOf(), false, LINK);
    const { meetingLink: _, ...older } = owner;
    expect(inboundHandoff.parse({ ...parts, owner: older }).owner).toEqual({ ...owner, meetingLink: null });
    expect(compose(assessed(), verdictOf(), false, 'javascript:alert(1)').owner.meetingLink).toBeNull();
  });
});

const portal = { portalId: 4242, uiDomain: 'app.hubspot.com' };

function bodyWith(meetingLink: string | null): string | undefined {
  const verdict = verdictOf();
  const parts = compose(assessed(), verdict, false, meetingLink);
  return taskProperties({ parts, verdict, mark: 'm', portal, contactId: '501' })['hs_task_body'];
}

describe('taskProperties', () => {
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

  it('leads to where a meeting is booked, whatever the address holds', () => {
    expect(bodyWith('https://meet.test/ada')).toContain('<p><a href="https://meet.test/ada">Book a time</a></p>');
    expect(bodyWith(`https://meet.test/"><img src=x onerror='1'>`)).toContain(
      '<p><a href="https://meet.test/&quot;&gt;&lt;img src=x onerror=&#39;1&#39;&gt;">Book a time</a></p>',
    );
    for (const link of [null, 'javascript:alert(1)']) expect(bodyWith(link)).not.toContain('Book a time');
  });

  it('is due a day later where there is no SLA: HubSpot demands a date', () => {
    const verdict = verdictOf({ sla: null });
    const task = taskProperties({ parts: compose(assessed(), verdict), verdict, mark: 'm', portal, contactId: '501' });
    expect(task['hs_timestamp']).toBe('2026-11-24T09:00:00.000Z');
    expect(task['hs_task_body']).toContain('<strong>SLA:</strong> none');
  });
});
