import { differencesOf, type Difference, type Place } from './changes/differences.ts';
import { partInWords, valueInWords } from './changes/words.ts';
import type { Naming } from './describe/conditions.ts';
import { peopleLine } from './describe/pools.ts';
import { outcomeInWords, ruleInWords, whenInWords, type Rule } from './describe/rules.ts';
import { capitalised, countOf, cut, quoted } from './describe/words.ts';
import type { PolicyDocument } from './schema.ts';

/** More sentences than these nobody reads. */
const MOST = 100;

const LAYERS = ['skip', 'hard', 'poolRules'] as const;

/**
 * What differs between two policies, a sentence each, in the order of the document; at most 100 and how many there are beyond.
 * Empty only if they are equal. `nameOf` gives a person's name for an owner id. Pure.
 */
export function changesInWords(
  before: PolicyDocument,
  after: PolicyDocument,
  nameOf: (ownerId: string) => string,
): string[] {
  const teller = new Teller(before, after, nameOf);
  const sentences = differencesOf(before, after).map((difference) => cut(teller.tell(difference)));
  if (sentences.length <= MOST) return sentences;
  return [...sentences.slice(0, MOST), `… and ${countOf(sentences.length - MOST, 'more change')}.`];
}

class Teller {
  readonly #rules: { before: ReadonlyMap<string, Rule>; after: ReadonlyMap<string, Rule> };
  readonly #pools: {
    before: ReadonlyMap<string, PolicyDocument['pools'][number]>;
    after: ReadonlyMap<string, PolicyDocument['pools'][number]>;
  };
  readonly #nameOf: (ownerId: string) => string;
  readonly #naming: { before: Naming; after: Naming };

  constructor(before: PolicyDocument, after: PolicyDocument, nameOf: (ownerId: string) => string) {
    this.#nameOf = nameOf;
    this.#rules = { before: rulesById(before), after: rulesById(after) };
    this.#pools = { before: poolsByName(before), after: poolsByName(after) };
    this.#naming = { before: { lists: before.lists, nameOf }, after: { lists: after.lists, nameOf } };
  }

  tell(difference: Difference): string {
    const [section = '', key, ...rest] = difference.place;
    if (isLayer(section) && key !== undefined) return this.#ofRule(difference, key, rest);
    if (section === 'pools' && key !== undefined) return this.#ofPool(difference, key, rest);
    const [pool, urgency] = rest;
    if (section === 'sla' && key === 'byPool' && pool !== undefined) {
      const field = urgency === undefined ? 'minutes of its own' : partInWords(['minutes', urgency]);
      return `Pool ${quoted(pool)}: ${field} ${this.#values(difference, field)}.`;
    }
    if (section === 'lists' && key !== undefined) return `List ${quoted(key)}: ${this.#values(difference, section)}.`;
    return `${capitalised(partInWords(difference.place))}: ${this.#values(difference, difference.place.at(-1) ?? '')}.`;
  }

  #ofRule(difference: Difference, id: string, [field]: Place): string {
    const [before, after] = [this.#rules.before.get(id), this.#rules.after.get(id)];
    const rule = `Rule ${quoted((after ?? before)?.label ?? id)}`;
    if (difference.kind === 'moved') return `${rule}: moved from place ${difference.from} to ${difference.to}.`;
    if (before === undefined && after !== undefined) {
      const off = after.enabled ? '' : ', switched off';
      return `New rule${off}: ${ruleInWords(after, this.#naming.after)}`;
    }
    if (before === undefined || after === undefined) return `${rule}: removed.`;
    switch (field) {
      case 'enabled':
        return `${rule}: switched ${after.enabled ? 'on' : 'off'}.`;
      case 'label':
        return `${rule}: was called ${quoted(before.label)}.`;
      case 'when': {
        const [was, is] = [whenInWords(before, this.#naming.before), whenInWords(after, this.#naming.after)];
        return was === is
          ? `${rule}: its condition was written anew.`
          : `${rule}: ${lowered(is)} (was: ${lowered(was)}).`;
      }
      default: {
        const [was, is] = [outcomeInWords(before, this.#naming.before), outcomeInWords(after, this.#naming.after)];
        return `${rule}: ${is} (was: ${was}).`;
      }
    }
  }

  #ofPool(difference: Difference, name: string, [field, ownerId, ...rest]: Place): string {
    const pool = `Pool ${quoted(name)}`;
    if (difference.kind === 'moved') {
      const what = ownerId === undefined ? pool : `${pool}, ${this.#nameOf(ownerId)}`;
      return `${what}: moved from place ${difference.from} to ${difference.to}.`;
    }
    if (field === undefined) {
      const added = this.#pools.before.has(name) ? undefined : this.#pools.after.get(name);
      return added === undefined ? `${pool}: removed.` : `New pool ${quoted(name)}. ${peopleLine(added, this.#nameOf)}`;
    }
    if (field === 'members' && ownerId !== undefined) {
      const person = `${pool}, ${this.#nameOf(ownerId)}`;
      if (rest.length > 0) return `${person}: ${partInWords(rest)} ${this.#values(difference, rest.at(-1) ?? '')}.`;
      return difference.after === undefined
        ? `${person}: taken out.`
        : `${person}: added${weightOf(difference.after)}.`;
    }
    const place = [field, ...(ownerId === undefined ? [] : [ownerId]), ...rest];
    return `${pool}: ${partInWords(place)} ${this.#values(difference, place.at(-1) ?? '')}.`;
  }

  /** "1 → 3". */
  #values(difference: Difference, field: string): string {
    if (difference.kind === 'moved') return `moved from place ${difference.from} to ${difference.to}`;
    const words = (value: unknown) => valueInWords(field, value, this.#nameOf);
    return `${words(difference.before)} → ${words(difference.after)}`;
  }
}

function rulesById(document: PolicyDocument): Map<string, Rule> {
  return new Map(LAYERS.flatMap((layer) => document[layer].map((rule): [string, Rule] => [rule.id, rule])));
}

function poolsByName({ pools }: PolicyDocument) {
  return new Map(pools.map((pool) => [pool.name, pool]));
}

function isLayer(section: string): boolean {
  return LAYERS.some((layer) => layer === section);
}

function weightOf(member: unknown): string {
  const weight: unknown = typeof member === 'object' && member !== null ? Reflect.get(member, 'weight') : null;
  return typeof weight === 'number' ? ` with weight ${weight}` : '';
}

function lowered(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
