import { countOf, cut, listed, plainLabel, quoted } from '../describe/words.ts';
import type { Place } from './differences.ts';

/** What a field is called in a sentence about it, by the end of its place; the longest that fits counts. */
const FIELDS = new Map<string, string>([
  ['name', "the policy's name"],
  ['defaultPool', 'default pool'],
  ['trigger.threshold', 'score from which a person takes over'],
  ['trigger.alwaysRouted', 'routed whatever the score'],
  ['trigger.alwaysNurtured', 'nurtured whatever the score'],
  ['trigger.uncertainBelow', 'certainty below which a person looks'],
  ['trigger.qualifiedFrom', 'score from which a buyer counts as qualified'],
  ['sla.clock', 'clock'],
  ['minutes.high', 'minutes when urgency is high'],
  ['minutes.normal', 'minutes when urgency is normal'],
  ['minutes.low', 'minutes when urgency is low'],
  ['caps.hour', 'leads within an hour'],
  ['caps.day', 'leads a day'],
  ['caps.week', 'leads a week'],
  ['caps.open', 'open handoffs'],
  ['caps', 'own caps'],
  ['weight', 'weight'],
  ['ramp', 'ramp'],
  ['label', 'description'],
  ['managerOwnerId', 'manager'],
  ['fallbackOwnerId', 'fallback person'],
  ['overflowPool', 'overflow pool'],
  ['whenNobodyFree', 'when nobody is free'],
  ['afterHours', 'after hours'],
  ['unknownHours', 'people without working hours'],
  ['unknownAvailability', 'people whose status is not known'],
  ['stickiness.contactOwner.enabled', "claim of the contact's owner"],
  ['stickiness.duplicateOwner.enabled', "claim of a duplicate's owner"],
  ['stickiness.companyOwner.enabled', "claim of the company's owner"],
  ['stickiness.previousOwner.enabled', 'claim of the previous owner'],
  ['nurture.list', 'list for nurtured leads'],
  ['nurture.sequence', 'sequence for nurtured leads'],
  ['nurture.sequence.id', 'sequence for nurtured leads'],
  ['nurture.sequence.senderUserId', 'who sends to nurtured leads'],
  ['nurture.sequence.senderEmail', 'from which address nurtured leads are written to'],
  ['balance.span', 'turns are counted'],
]);

/** "leads a day" for `caps`, `day`; a field without words of its own keeps its name, "wait for facts, ms". */
export function partInWords(place: Place): string {
  for (let from = 0; from < place.length; from += 1) {
    const words = FIELDS.get(place.slice(from).join('.'));
    if (words !== undefined) return [...place.slice(0, from).filter(isNotObvious), words].map(spaced).join(', ');
  }
  return place.map(spaced).join(', ');
}

/** Parts that the words of the field say already. */
function isNotObvious(part: string): boolean {
  return !['sla', 'trigger', 'caps', 'stickiness', 'balance'].includes(part);
}

const WORDS: Readonly<Record<string, string>> = { hold: 'wait', go_on: 'ask the next', working_hours: 'working hours' };

/** A value beside the name of its field. `nameOf` gives a person's name for an owner id. */
export function valueInWords(field: string, value: unknown, nameOf: (ownerId: string) => string): string {
  if (value === undefined || value === null) return 'none';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string') return field.endsWith('OwnerId') ? nameOf(value) : textInWords(field, value);
  if (Array.isArray(value))
    return value.length === 0 ? 'nothing' : `${listed(value, 'and', itemInWords)} (${countOf(value.length, 'value')})`;
  const parts = Object.entries(value).filter(([, part]) => part !== undefined && part !== null);
  const told = parts.map(
    ([name, part]) => `${spaced(name)} ${typeof part === 'object' ? JSON.stringify(part) : String(part)}`,
  );
  return parts.length === 0 ? 'none' : cut(told.join(', '), 120);
}

/** Names are shown as they are, closed words without their underscores. */
function textInWords(field: string, text: string): string {
  if (field === 'name' || field === 'label' || field.endsWith('Pool')) return quoted(text);
  return WORDS[text] ?? cut(plainLabel(text), 80);
}

function itemInWords(item: unknown): string {
  return cut(typeof item === 'string' ? plainLabel(item) : JSON.stringify(item), 80);
}

/** `waitForFacts` → "wait for facts". */
function spaced(name: string): string {
  return plainLabel(name).replaceAll(
    /([a-z])([A-Z])/g,
    (_, end: string, start: string) => `${end} ${start.toLowerCase()}`,
  );
}
