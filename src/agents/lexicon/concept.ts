import type { BuyingStage, Intent, ReplyClass, RiskFlag, Urgency } from '../../policy/taxonomy.ts';

export const LANGUAGES = ['en', 'de', 'fr', 'es', 'it', 'nl', 'pt'] as const;
export type LexiconLanguage = (typeof LANGUAGES)[number];

/**
 * A thing that people say in many ways and what it speaks for. A weight of 1 is enough for its label to apply; several
 * concepts add up, one concept counts once however often it is said.
 */
export interface Concept {
  id: string;
  intent?: Partial<Record<Intent, number>>;
  urgency?: Partial<Record<Urgency, number>>;
  stage?: Partial<Record<BuyingStage, number>>;
  /** Of answers to what we wrote. */
  reply?: Partial<Record<ReplyClass, number>>;
  flag?: RiskFlag;
  /** Holds where it is denied too ("not working"); others are dropped after "not asking for ...". */
  saidInAnyCase?: true;
  /** Phrases by language, see phrases.ts. */
  phrases: Partial<Record<LexiconLanguage, string>>;
}
