import { REPLY_CLASSES, REPLY_TIE_BREAK, type ReplyClass } from '../policy/taxonomy.ts';
import type { Evidence, Finding } from './assessment.ts';
import { ownWords } from './clean/own-words.ts';
import { cleanText } from './clean/text.ts';
import { conceptFinder } from './lexicon/find-concepts.ts';
import { ADVANCES } from './lexicon/replies/advances.ts';
import { DEFERRALS } from './lexicon/replies/deferrals.ts';
import { REFUSALS } from './lexicon/replies/refusals.ts';
import { addWeight, heaviest, type Weights } from './lexicon/weigh.ts';

export const CLASSIFY_REPLY = { agent: 'classify_reply', version: '1.0.0' } as const;

/** An answer to an e-mail of ours, as received: with what it quotes. */
export interface Reply {
  subject: string;
  text: string;
}

const findConcepts = conceptFinder([...REFUSALS, ...DEFERRALS, ...ADVANCES]);

/** Somebody is named who should be asked; names are known by their capitals. */
const NAMED =
  /\b(?:[Ss]peak|[Tt]alk|[Ww]rite|[Rr]each out|[Cc]ontact|[Aa]sk(?: for)?|[Tt]ry|[Ee]mail|[Pp]ing|[Tt]ell|[Cc]all|[Ww]ant|[Aa]dding|[Ll]ooping in|[Cc]opying|[Cc]c['’]?ing|[Ss]ee)(?: (?:to|with|in))?(?: (?:my|our|the)(?: \p{Ll}+){1,3},?)? (?!I\b|You\b|We\b|It\b|This\b|Monday|Tuesday|Wednesday|Thursday|Friday)(?:Mr\.?|Mrs\.?|Ms\.?|Dr\.?|\p{Lu}\p{Ll}+)/u;
const ADDRESS = /(?<![\p{L}\p{N}._-])[\p{L}\p{N}._-]{1,64}@[\p{L}\p{N}-]{1,63}\.\p{L}[\p{L}\p{N}.-]{0,60}/u;
const BARE_NO = /^\W*(?:no|nein|non|nee|não|nao)\b(?! worries| problem| problema)/iu;
const ONLY_STOP = /^\W*(?:please )?stop(?:[.!]|\s*$|\n)/iu;

/** What shows in the text as it is, not in its folded words. */
const SHAPES: readonly { label: ReplyClass; weight: number; pattern: RegExp }[] = [
  { label: 'referral', weight: 1.1, pattern: NAMED },
  { label: 'referral', weight: 0.5, pattern: ADDRESS },
  { label: 'not_interested', weight: 0.8, pattern: BARE_NO },
  { label: 'unsubscribe', weight: 2, pattern: ONLY_STOP },
];

/**
 * The class of an answer, by TAXONOMY's definitions, with a table of phrases in seven languages: the same text gives the
 * same class, at once and without a call. Never throws; nothing in the text can do more than choose among the classes.
 */
export function classifyReply(reply: Reply): Finding<ReplyClass> {
  const text = ownWords(cleanText(reply.text).text);
  const weights: Weights<ReplyClass> = new Map();
  for (const { concept, quote } of findConcepts(text).concepts.values()) {
    for (const label of REPLY_CLASSES) addWeight(weights, label, concept.reply?.[label] ?? 0, quoted(quote));
  }
  const announced = findConcepts(cleanText(reply.subject).text).concepts.has('automatic_answer');
  if (announced) addWeight(weights, 'out_of_office', 2, { kind: 'field', value: 'subject' });
  for (const { label, weight, pattern } of SHAPES) {
    const [quote] = pattern.exec(text) ?? [];
    if (quote !== undefined) addWeight(weights, label, weight, quoted(quote));
  }
  // Nobody knows: a person reads what looks like somebody who still talks.
  return heaviest(weights, REPLY_TIE_BREAK) ?? { value: 'objection', confidence: 0.2, evidence: [] };
}

const quoted = (value: string): Evidence => ({ kind: 'quote', value });
