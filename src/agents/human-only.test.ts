import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decide } from '../policy/decide.ts';
import { input, policy } from '../policy/fixtures.ts';
import type { RiskFlag } from '../policy/taxonomy.ts';
import { cleanContact } from './clean-contact.ts';
import { classifyByLexicon } from './lexical.ts';
import { riskFlagsOf } from './risk-flags.ts';

/** Who asks, and for what: the matter below comes up with all of them. */
const OCCASIONS = [
  'We would like to see a demo of your product next week.',
  'Our login does not work any more and nobody can use the system. Please help.',
  'We are a consultancy and would like to resell your product as a partner.',
  'How much does it cost for 40 users?',
  'Does it integrate with SAP?',
  'I am a student and write my thesis about scheduling.',
  'Wir nutzen Ihr System seit zwei Jahren und bekommen eine Fehlermeldung.',
  'Nous aimerions devenir partenaire.',
];
const MATTERS: readonly [RiskFlag, string][] = [
  ['pricing_negotiation', 'Can you give us a discount on the list price?'],
  ['pricing_negotiation', 'Gibt es einen Rabatt?'],
  ['legal_review', 'Our lawyers want to go through the MSA and liability first.'],
  ['legal_review', 'Unsere Rechtsabteilung braucht vorher den Auftragsverarbeitungsvertrag.'],
  ['security_review', 'Please fill in our security questionnaire and send your SOC 2 report.'],
  ['procurement', 'This is part of an RFP, and procurement will contact you.'],
];
const NOT_FOR_US: ReadonlySet<string> = new Set(['spam', 'vendor_pitch', 'careers']);

function assess(message: string) {
  const lead = cleanContact(
    {
      contactId: '1',
      askedFor: '1',
      properties: { message },
      ownerHistory: [],
      company: null,
      readAtMs: 0,
      createdAt: '2026-01-05T10:00:00Z',
    },
    { ownDomains: new Set() },
  );
  const found = classifyByLexicon(lead);
  return { intent: found.intent.value, riskFlags: riskFlagsOf(lead, found, null).map(({ value }) => value) };
}

describe('what only a person may settle', () => {
  it('is flagged whoever brings it up and wherever in the message, and the verdict says so', () => {
    const intents = new Set<string>();
    fc.assert(
      fc.property(
        fc.subarray(OCCASIONS, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...MATTERS),
        fc.nat(3),
        (occasions, [flag, matter], place) => {
          const { intent, riskFlags } = assess(occasions.toSpliced(place, 0, matter).join(' '));
          fc.pre(!NOT_FOR_US.has(intent));
          intents.add(intent);
          expect(riskFlags).toContain(flag);
          expect(decide(policy(), input({ assessment: { intent, riskFlags } })).riskFlags).toContain(flag);
        },
      ),
      { numRuns: 400 },
    );
    expect([...intents]).toEqual(
      expect.arrayContaining(['technical_support', 'partnership', 'pricing', 'demo_request']),
    );
  });

  it('is nothing that a seller says of themselves', () => {
    const pitch = 'We offer SEO services and guest posts for your website at a discount. Our lawyers are the best.';
    expect(assess(pitch)).toMatchObject({ intent: 'vendor_pitch', riskFlags: [] });
  });
});
