import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATON_PROPERTIES, type BatonProperty } from '../hubspot/properties.ts';
import { BUYING_STAGES, INTENTS, RISK_FLAGS, URGENCIES, VERDICTS } from '../policy/taxonomy.ts';
import { contactProperties } from './compose.ts';
import { BUYER_CONTEXT_WORDS, NEXT_STEP_WORDS } from './contract.ts';
import { assessed, compose, flag, NOW, verdictOf } from './fixtures.ts';
import { taskProperties } from './task.ts';
import { countWords, oneLine } from './words.ts';

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
