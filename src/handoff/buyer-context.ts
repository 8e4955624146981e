import type { Assessment, CleanLead, Evidence } from '../agents/assessment.ts';
import type { Intent } from '../policy/taxonomy.ts';
import { BUYER_CONTEXT_WORDS, type InboundHandoff } from './contract.ts';
import { quotedSentence } from './quotes.ts';
import { bounded, countWords } from './words.ts';

type BuyerContext = InboundHandoff['buyerContext'];
type Sentence = BuyerContext['sentences'][number];

const LINE_CHARS = 200;
/** A quote shorter than this tells nothing; rather no sentence than a torn one. */
const FEWEST_WORDS = 5;

const WANTS: Readonly<Record<Intent, string>> = {
  demo_request: 'Wants to see it or to meet',
  pricing: 'Asks about price',
  product_question: 'Asks about the product',
  technical_support: 'Needs help with the product',
  partnership: 'Offers a partnership',
  vendor_pitch: 'Sells something to us',
  careers: 'Looks for work',
  research: 'Wants to learn more',
  spam: 'Sent what looks like spam',
};

/**
 * Who this is, what they want and what they said, in at most 60 words. Every sentence rests on a quote from the lead's
 * own words or on a named field; a finding whose quote is not in the text is left out. Pure, total.
 */
export function buyerContext(assessment: Assessment, history: { enquiries: number; cameBack: boolean }): BuyerContext {
  const { clean } = assessment;
  const sentences: Sentence[] = [];
  let wordsLeft = BUYER_CONTEXT_WORDS;
  const add = (sentence: Sentence | null) => {
    if (sentence === null) return;
    sentences.push(sentence);
    wordsLeft -= countWords(sentence.text);
  };
  add(who(clean));
  add(cameBack(history));
  add(want(assessment, wordsLeft));
  add(hurry(assessment, wordsLeft, sentences));
  return {
    sentences,
    company: line(companyOf(clean)) ?? 'unknown',
    role: line(clean.jobTitle) ?? 'unknown',
    size: sizeOf(clean),
    reach: reachOf(clean),
  };
}

/** Mail and phone by which the person can be reached, or `none`. */
function reachOf(clean: CleanLead): string {
  return [line(clean.email), line(clean.phone)].filter((way) => way !== null).join(', ') || 'none';
}

function who(clean: CleanLead): Sentence {
  const evidence: Evidence[] = [];
  const part = (value: string | null, field: string, words: number) => {
    const text = value === null ? '' : bounded(value, { words, chars: 80 });
    if (text !== '') evidence.push({ kind: 'field', value: field });
    return text;
  };
  const name = part(clean.name, 'firstname', 5) || 'Unknown person';
  const role = part(clean.jobTitle, 'jobtitle', 6);
  const company = part(companyOf(clean), 'company', 6);
  const country = part(clean.country === null ? null : countryName(clean.country.value), 'country', 4);
  const work =
    role !== '' && company !== ''
      ? `, ${role} at ${company}`
      : role !== ''
        ? `, ${role}`
        : company !== ''
          ? `, ${company}`
          : '';
  const from = country === '' ? '' : `${work === '' ? '' : ','} from ${country}`;
  const silent = clean.text === '';
  if (silent) evidence.push({ kind: 'field', value: 'message' });
  if (evidence.length === 0) evidence.push({ kind: 'field', value: 'firstname' });
  return { text: `${name}${work}${from}${silent ? ', no message' : ''}.`, evidence };
}

function cameBack(history: { enquiries: number; cameBack: boolean }): Sentence | null {
  if (!history.cameBack) return null;
  const text = history.enquiries > 1 ? `Came back; enquiry number ${history.enquiries}.` : 'Came back.';
  return { text, evidence: [{ kind: 'field', value: 'recent_conversion_date' }] };
}

function want(assessment: Assessment, wordsLeft: number): Sentence | null {
  const { clean, intent } = assessment;
  const phrase = WANTS[intent.value];
  const quote = quotedSentence({ text: clean.text, evidence: intent.evidence, words: wordsLeft - countWords(phrase) });
  return quote === null ? null : { text: `${phrase}: “${quote}”`, evidence: [{ kind: 'quote', value: quote }] };
}

function hurry(assessment: Assessment, wordsLeft: number, said: readonly Sentence[]): Sentence | null {
  const { clean, urgency } = assessment;
  if (urgency.value !== 'high' || wordsLeft < FEWEST_WORDS || urgency.evidence.length === 0) return null;
  const quote = quotedSentence({
    text: clean.text,
    evidence: urgency.evidence,
    words: wordsLeft - 1,
    onlyEvidence: true,
  });
  if (quote === null || said.some(({ text }) => text.includes(quote))) return null;
  return { text: `Urgent: “${quote}”`, evidence: [{ kind: 'quote', value: quote }] };
}

function companyOf(clean: CleanLead): string | null {
  const known = clean.companyName ?? clean.company?.facts['name'] ?? null;
  if (typeof known === 'string' && known.trim() !== '') return known;
  return clean.emailKind === 'business' ? clean.emailDomain : null;
}

function sizeOf(clean: CleanLead): string {
  const employees = clean.employees ?? clean.company?.facts['numberofemployees'] ?? null;
  return typeof employees === 'number' ? `${employees} employees` : 'unknown';
}

function line(value: string | null): string | null {
  return value === null ? null : bounded(value, { chars: LINE_CHARS }) || null;
}

const REGIONS = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'code' });

function countryName(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (REGIONS.of(code) ?? code) : code;
}
