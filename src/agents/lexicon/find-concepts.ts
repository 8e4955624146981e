import { LANGUAGES, type Concept } from './concept.ts';
import { CUSTOMERS } from './customers.ts';
import { DENIALS } from './denial.ts';
import { FAULTS } from './faults.ts';
import { INTEREST } from './interest.ts';
import { JUNK } from './junk.ts';
import { OTHERS } from './others.ts';
import { compilePhrases, type Phrases } from './phrases.ts';
import { PRICE } from './price.ts';
import { SELLERS } from './sellers.ts';
import { TEMPER } from './temper.ts';
import { sentencesOf, type Sentence } from './tokens.ts';

const denials = compilePhrases([LANGUAGES.map((language) => DENIALS[language]).join(';')]);

const ORDERS = orders();
/** Mark-up of chat models, and labels set as fields. */
const IMITATION =
  /<\/?(?:user|assistant|system|user_message|instructions?|prompt)\b|\[\/?(?:inst|system)\]|<\|[a-z_]+\|>|"?\b(?:intent|urgency|priority|lead_score|score|next_action|risk_flags|class)"? ?[=:] ?"?(?:demo_request|pricing|high|p0|p1|[0-9]{2,3}\b|urgent|hot|positive)|\b(?:out_of_office|not_interested|not_now|pricing_question|demo_request)\b/iu;
/** Characters before the words of a sentence that may belong to such mark-up. */
const BEFORE = 3;
const LONGEST_QUOTE = 200;

/** How many words after its beginning a denial reaches. */
const DENIAL_REACH = 7;
/** Words after which a denial ends ("not a demo but a price"). */
const TURNS = new Set(
  'but just only aber sondern nur mais juste pero sino solo ma solo maar alleen mas so apenas'.split(' '),
);
/** Words with which a denied list goes on behind a comma. */
const LIST_GOES_ON = new Set(
  'a an the or nor and no any another oder keine kein ou ni pas o e of geen nem sem'.split(' '),
);

export interface FoundConcept {
  concept: Concept;
  /** The longest words that said it, as in the text. */
  quote: string;
  /** Number of the sentence. */
  sentence: number;
}

export interface Understood {
  /** Each concept once. */
  concepts: ReadonlyMap<string, FoundConcept>;
  words: number;
  sentences: number;
}

/**
 * Looks for these concepts in texts. A sentence that gives orders to a machine is taken for nothing but that: its other
 * words count for no label. Linear in the length of the text.
 */
export function conceptFinder(list: readonly Concept[]): (text: string) => Understood {
  const concepts = [...list.filter((concept) => concept !== ORDERS), ORDERS];
  const phrases = compilePhrases(
    concepts.map((concept) => LANGUAGES.map((language) => concept.phrases[language] ?? '').join(';')),
  );
  return (text) => find(text, { concepts, phrases });
}

/** The concepts that an enquiry speaks of. */
export const findConcepts = conceptFinder([
  ...FAULTS,
  ...CUSTOMERS,
  ...PRICE,
  ...INTEREST,
  ...OTHERS,
  ...SELLERS,
  ...JUNK,
  ...TEMPER,
]);

function find(text: string, lexicon: { concepts: readonly Concept[]; phrases: Phrases }): Understood {
  const sentences = sentencesOf(text);
  const concepts = new Map<string, FoundConcept>();
  for (const [number, sentence] of sentences.entries()) {
    const hits = lexicon.phrases.find(sentence);
    const denied = hits.length > 0 ? deniedWords(sentence) : null;
    const imitation = imitationIn(text, sentence);
    if (imitation !== null) keep(concepts, { concept: ORDERS, quote: imitation, sentence: number });
    const ordersMachine =
      imitation !== null || hits.some((hit) => lexicon.concepts[hit.group]?.flag === 'prompt_injection');
    for (const { group, from, to } of hits) {
      const concept = lexicon.concepts[group];
      const first = sentence[from];
      const last = sentence[to];
      if (concept === undefined || first === undefined || last === undefined) continue;
      if (ordersMachine && concept.flag !== 'prompt_injection') continue;
      if (concept.saidInAnyCase !== true && denied?.has(from)) continue;
      const quote = text.slice(first.start, last.end);
      keep(concepts, { concept, quote, sentence: number });
    }
  }
  return {
    concepts,
    words: sentences.reduce((sum, sentence) => sum + sentence.length, 0),
    sentences: sentences.length,
  };
}

/** The first sentence that said it is kept, with the longest words that did. */
function keep(concepts: Map<string, FoundConcept>, found: FoundConcept): void {
  const known = concepts.get(found.concept.id);
  if (known === undefined || (known.sentence === found.sentence && found.quote.length > known.quote.length)) {
    concepts.set(found.concept.id, found);
  }
}

/** Tags and fields as machines exchange them, in what should be a person's words; null: none. */
function imitationIn(text: string, sentence: Sentence): string | null {
  const first = sentence[0];
  const last = sentence.at(-1);
  if (first === undefined || last === undefined) return null;
  const around = text.slice(Math.max(0, first.start - BEFORE), last.end);
  return IMITATION.test(around) ? text.slice(first.start, Math.min(last.end, first.start + LONGEST_QUOTE)) : null;
}

/** Indexes of the words that a denial reaches. */
function deniedWords(sentence: Sentence): ReadonlySet<number> {
  const denied = new Set<number>();
  for (const { from, to } of denials.find(sentence)) {
    for (let at = from + 1; at <= to + DENIAL_REACH; at += 1) {
      const token = sentence[at];
      if (token === undefined || (at > to && TURNS.has(token.word))) break;
      if (at > to && token.afterBreak && !LIST_GOES_ON.has(token.word)) break;
      denied.add(at);
    }
  }
  return denied;
}

function orders(): Concept {
  const concept = JUNK.find(({ flag }) => flag === 'prompt_injection');
  if (concept === undefined) throw new Error('The lexicon has no concept of orders to a machine');
  return concept;
}
