import {
  type BuyingStage,
  type Intent,
  INTENT_TIE_BREAK,
  INTENTS,
  type RiskFlag,
  type Urgency,
} from '../policy/taxonomy.ts';
import type { Evidence, Finding } from './assessment.ts';
import type { Classification, Enquiry } from './classify.ts';
import { findConcepts, type Understood } from './lexicon/find-concepts.ts';
import { fieldHints } from './lexicon/field-hints.ts';
import { headcountIn } from './lexicon/headcount.ts';
import { looksMeaningless } from './lexicon/meaningless.ts';
import { addWeight, APPLIES, heaviest, type Weights } from './lexicon/weigh.ts';

export const CLASSIFY_LOCALLY = { agent: 'classify_locally', version: '1.1.0' } as const;

/** A question that nothing else is known of is rather one about the product. */
const QUESTION_MARK = 0.2;
const MANY_QUESTIONS = 4;
/** Labels whose sender waits for no answer. */
const NEVER_URGENT: ReadonlySet<Intent> = new Set<Intent>(['research', 'careers', 'vendor_pitch', 'spam']);
const NO_BUYER: ReadonlySet<Intent> = new Set<Intent>([
  'technical_support',
  'partnership',
  'vendor_pitch',
  'careers',
  'spam',
]);

/**
 * Classifies an enquiry by TAXONOMY's definitions with a table of phrases in seven languages: the same text gives the
 * same labels, at once and without a call. Never throws; nothing in the text can do more than choose among the labels.
 */
export function classifyByLexicon(enquiry: Enquiry): Classification {
  const understood = findConcepts(enquiry.text);
  const intents = intentWeights(enquiry, understood);
  const intent = chooseIntent(intents, enquiry);
  const urgency = chooseUrgency(intent.value, understood);
  return {
    intent,
    urgency,
    stage: chooseStage({ intent: intent.value, urgency: urgency.value, understood, enquiry }),
    riskFlags: flagsOf({ intent: intent.value, understood, enquiry, weights: intents }),
  };
}

/** The answer of somebody who has understood nothing: stands in where classifying failed. */
export function unclassified(): Classification {
  return {
    intent: { value: 'research', confidence: 0, evidence: [] },
    urgency: { value: 'normal', confidence: 0, evidence: [] },
    stage: { value: 'none', confidence: 0, evidence: [] },
    riskFlags: [{ value: 'unclear_use_case', confidence: 1, evidence: [] }],
  };
}

function intentWeights(enquiry: Enquiry, { concepts, words }: Understood): Weights<Intent> {
  const weights: Weights<Intent> = new Map();
  for (const { concept, quote } of concepts.values()) {
    for (const label of INTENTS)
      addWeight(weights, label, concept.intent?.[label] ?? 0, { kind: 'quote', value: quote });
  }
  for (const hint of fieldHints(enquiry))
    addWeight(weights, hint.intent, hint.weight, { kind: 'field', value: hint.field });
  const questions = Math.min(MANY_QUESTIONS, enquiry.text.split(/[?？]/u, MANY_QUESTIONS + 1).length - 1);
  if (questions > 0)
    addWeight(weights, 'product_question', QUESTION_MARK * questions, { kind: 'field', value: 'message' });
  if (looksMeaningless(enquiry.text, words)) addWeight(weights, 'spam', 2, { kind: 'field', value: 'message' });
  const onlyOrders = concepts.has('orders_to_a_machine') && weights.size === 0;
  if (onlyOrders)
    addWeight(weights, 'spam', 1, { kind: 'quote', value: concepts.get('orders_to_a_machine')?.quote ?? '' });
  return weights;
}

function chooseIntent(weights: Weights<Intent>, enquiry: Enquiry): Finding<Intent> {
  const found = heaviest(weights, INTENT_TIE_BREAK);
  if (found === null) return { value: 'research', confidence: 0.2, evidence: [{ kind: 'field', value: 'message' }] };
  return enquiry.text === '' ? { ...found, confidence: Math.min(found.confidence, 0.6) } : found;
}

function chooseUrgency(intent: Intent, { concepts }: Understood): Finding<Urgency> {
  if (NEVER_URGENT.has(intent))
    return { value: 'low', confidence: 0.9, evidence: [{ kind: 'field', value: 'intent' }] };
  const weights: Weights<Urgency> = new Map();
  for (const { concept, quote } of concepts.values()) {
    addWeight(weights, 'high', concept.urgency?.high ?? 0, { kind: 'quote', value: quote });
    addWeight(weights, 'low', concept.urgency?.low ?? 0, { kind: 'quote', value: quote });
  }
  const high = weights.get('high');
  const low = weights.get('low');
  // Somebody who says that there is time means it, even where a date is named.
  if (low !== undefined && low.weight >= (high?.weight ?? 0))
    return { value: 'low', confidence: 0.75, evidence: low.evidence };
  if (high !== undefined && high.weight >= APPLIES) return { value: 'high', confidence: 0.75, evidence: high.evidence };
  return { value: 'normal', confidence: 0.65, evidence: [] };
}

function chooseStage(options: {
  intent: Intent;
  urgency: Urgency;
  understood: Understood;
  enquiry: Enquiry;
}): Finding<BuyingStage> {
  const { intent, urgency, understood, enquiry } = options;
  if (NO_BUYER.has(intent)) return { value: 'none', confidence: 0.9, evidence: [{ kind: 'field', value: 'intent' }] };
  const weights: Weights<BuyingStage> = new Map();
  for (const { concept, quote } of understood.concepts.values()) {
    for (const stage of ['decision', 'evaluation', 'awareness'] as const) {
      addWeight(weights, stage, concept.stage?.[stage] ?? 0, { kind: 'quote', value: quote });
    }
  }
  const weightOf = (stage: BuyingStage) => weights.get(stage)?.weight ?? 0;
  const found = (value: BuyingStage, confidence: number): Finding<BuyingStage> => ({
    value,
    confidence,
    evidence: weights.get(value)?.evidence.slice(0, 2) ?? [{ kind: 'field', value: 'intent' }],
  });
  if (intent === 'research') return weightOf('awareness') >= APPLIES ? found('awareness', 0.7) : found('none', 0.6);
  if (urgency === 'low') return found('awareness', 0.6);
  const dealOpen = enquiry.facts.lifecyclestage === 'opportunity' || enquiry.facts.lifecyclestage === 'customer';
  // A price asked for a number of users or sites is a quote.
  const quoting = intent === 'pricing' && understood.concepts.has('asks_price') && QUANTITY.test(enquiry.text);
  if (quoting) return found('decision', 0.6);
  const decides = weightOf('decision') + (dealOpen ? 0.4 : 0) + (urgency === 'high' ? 0.5 : 0);
  if (decides >= APPLIES && (intent === 'pricing' || urgency === 'high' || weightOf('decision') >= 1.5))
    return found('decision', 0.65);
  return found('evaluation', 0.65);
}

function flagsOf(options: {
  intent: Intent;
  understood: Understood;
  enquiry: Enquiry;
  weights: Weights<Intent>;
}): Finding<RiskFlag>[] {
  const { intent, understood, enquiry, weights } = options;
  const flags = new Map<RiskFlag, Finding<RiskFlag>>();
  for (const { concept, quote } of understood.concepts.values()) {
    if (concept.flag === undefined || !mayFlag(concept.flag, intent)) continue;
    const known = flags.get(concept.flag);
    const evidence: Evidence[] = [...(known?.evidence ?? []), { kind: 'quote', value: quote }];
    flags.set(concept.flag, {
      value: concept.flag,
      confidence: Math.min(0.6 + 0.15 * evidence.length, 0.95),
      evidence,
    });
  }
  const many = headcountIn(enquiry.text);
  if (many !== null && mayFlag('enterprise_account', intent)) {
    flags.set('enterprise_account', {
      value: 'enterprise_account',
      confidence: 0.8,
      evidence: [{ kind: 'quote', value: many }],
    });
  }
  // Nobody but a customer asks for help with the product; a right of a person is asked for by anyone.
  if (intent === 'technical_support' && !flags.has('existing_customer') && !flags.has('personal_data_request')) {
    flags.set('existing_customer', {
      value: 'existing_customer',
      confidence: 0.6,
      evidence: weights.get(intent)?.evidence.slice(0, 1) ?? [],
    });
  }
  const wantsContact = understood.concepts.has('asks_conversation') && !understood.concepts.has('asks_fit');
  if (enquiry.text === '' || (intent === 'demo_request' && wantsContact && understood.words <= UNCLEAR_WORDS)) {
    flags.set('unclear_use_case', {
      value: 'unclear_use_case',
      confidence: 0.6,
      evidence: [{ kind: 'field', value: 'message' }],
    });
  }
  return [...flags.values()];
}

/** Matters that a person must settle, whoever asks: a customer, a partner or a buyer. */
const HUMAN_ONLY: ReadonlySet<RiskFlag> = new Set<RiskFlag>([
  'pricing_negotiation',
  'legal_review',
  'security_review',
  'procurement',
]);
/** Who writes so speaks of prices, law and security of their own. */
const NOT_FOR_US: ReadonlySet<Intent> = new Set<Intent>(['spam', 'vendor_pitch', 'careers']);

const QUANTITY = /\d/u;

/** So short a wish for contact does not say what for. */
const UNCLEAR_WORDS = 8;

function mayFlag(flag: RiskFlag, intent: Intent): boolean {
  if (flag === 'prompt_injection' || flag === 'personal_data_request' || flag === 'duplicate_record') return true;
  if (flag === 'competitor_evaluation') return !NEVER_URGENT.has(intent);
  if (flag === 'angry_sentiment') return intent !== 'spam' && intent !== 'vendor_pitch';
  if (HUMAN_ONLY.has(flag)) return !NOT_FOR_US.has(intent);
  if (intent === 'technical_support') return flag === 'existing_customer' || flag === 'enterprise_account';
  return intent === 'pricing' || intent === 'product_question' || intent === 'demo_request';
}
