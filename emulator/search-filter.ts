import { z } from 'zod';
import { linksTo } from './links.ts';
import type { CrmRecord, PropertyDefinition } from './model.ts';
import { objectTypeOf } from './object-types.ts';
import { millisecondsOf } from './values.ts';

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);

export const filter = z.object({
  propertyName: z.string(),
  operator: z.enum([
    'EQ',
    'NEQ',
    'LT',
    'LTE',
    'GT',
    'GTE',
    'BETWEEN',
    'IN',
    'NOT_IN',
    'HAS_PROPERTY',
    'NOT_HAS_PROPERTY',
    'CONTAINS_TOKEN',
    'NOT_CONTAINS_TOKEN',
  ]),
  value: text.default(''),
  highValue: text.default(''),
  values: z.array(text).default([]),
});
export type Filter = z.output<typeof filter>;

/** Is the record one that this filter finds? Records without a value are found by the negative operators. */
export function matchesFilter(
  record: CrmRecord,
  wanted: Filter,
  definitions: ReadonlyMap<string, PropertyDefinition>,
): boolean {
  if (wanted.propertyName.startsWith('associations.')) return matchesAssociation(record, wanted);
  const definition = definitions.get(wanted.propertyName);
  const value = record.values.get(wanted.propertyName);
  const compare = (other: string) => compareValues(definition, value, other);
  const has = value !== undefined;
  switch (wanted.operator) {
    case 'HAS_PROPERTY':
      return has;
    case 'NOT_HAS_PROPERTY':
      return !has;
    case 'EQ':
      return has && compare(wanted.value) === 0;
    case 'NEQ':
      return has && compare(wanted.value) !== 0;
    case 'LT':
      return has && compare(wanted.value) < 0;
    case 'LTE':
      return has && compare(wanted.value) <= 0;
    case 'GT':
      return has && compare(wanted.value) > 0;
    case 'GTE':
      return has && compare(wanted.value) >= 0;
    case 'BETWEEN':
      return has && compare(wanted.value) >= 0 && compare(wanted.highValue) <= 0;
    case 'IN':
      return has && isOneOf(definition, value, wanted.values);
    case 'NOT_IN':
      return has && !isOneOf(definition, value, wanted.values);
    case 'CONTAINS_TOKEN':
      return has && containsToken(value, wanted.value);
    case 'NOT_CONTAINS_TOKEN':
      return has && !containsToken(value, wanted.value);
    default:
      return wanted.operator satisfies never;
  }
}

/** Orders two values of a property: numbers and dates by size, text without regard to case, nothing first. */
export function compareValues(
  definition: PropertyDefinition | undefined,
  a: string | undefined,
  b: string | undefined,
): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  switch (definition?.type) {
    case 'number':
      return Number(a) - Number(b);
    case 'date':
    case 'datetime':
      return (millisecondsOf(a) ?? 0) - (millisecondsOf(b) ?? 0);
    case 'enumeration':
      return order(a, b);
    default:
      return order(a.toLowerCase(), b.toLowerCase());
  }
}

/** HubSpot wants these lists in lower case for text: others find nothing. */
function isOneOf(definition: PropertyDefinition | undefined, value: string, values: readonly string[]): boolean {
  const isText = definition?.type === 'string' || definition?.type === 'phone_number';
  return values.includes(isText ? value.toLowerCase() : value);
}

function containsToken(value: string, token: string): boolean {
  const words = value.toLowerCase().split(/[^\p{L}\p{N}_]+/u);
  const wanted = token
    .toLowerCase()
    .split(/[^\p{L}\p{N}_*]+/u)
    .filter((part) => part !== '');
  return wanted.every((part) => {
    const pattern = new RegExp(`^${part.replaceAll('*', '.*')}$`, 'u');
    return words.some((word) => pattern.test(word));
  });
}

function matchesAssociation(record: CrmRecord, { propertyName, operator, value, values }: Filter): boolean {
  const ids = linksTo(record, objectTypeOf(propertyName.slice('associations.'.length)));
  if (operator === 'EQ') return ids.has(value);
  if (operator === 'IN') return values.some((id) => ids.has(id));
  return operator === 'HAS_PROPERTY' ? ids.size > 0 : operator === 'NOT_HAS_PROPERTY' && ids.size === 0;
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
