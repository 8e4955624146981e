import type { PolicyField } from '@baton/contract';

type Scalar = string | number | boolean;

/** One comparison of a condition, as the policy has it. */
export interface Comparison {
  field: string;
  operator: string;
  value?: Scalar;
  highValue?: number;
  values?: Scalar[];
  list?: string;
  territory?: string;
}

/** A condition that the form can show: comparisons side by side. */
export interface SimpleCondition {
  match: 'all' | 'any';
  comparisons: Comparison[];
}

const UNARY = ['HAS_PROPERTY', 'NOT_HAS_PROPERTY'];
const PLACE = 'WITHIN';
const SETS = new Set(['IN', 'NOT_IN', 'DOMAIN_IN']);
const OPERATORS: Readonly<Record<string, readonly string[]>> = {
  choice: ['IN', 'NOT_IN', 'EQ', 'NEQ', ...UNARY],
  place: [PLACE],
  number: ['GTE', 'GT', 'LTE', 'LT', 'BETWEEN', 'EQ', 'NEQ', ...UNARY],
  text: ['EQ', 'NEQ', 'IN', 'NOT_IN', 'CONTAINS_TOKEN', 'STARTS_WITH', 'DOMAIN_IN', ...UNARY],
};

/** What the form can show of a condition; null: it has parts within parts, or labels of its own. */
export function simpleOf(when: unknown): SimpleCondition | null {
  if (isComparison(when)) return { match: 'all', comparisons: [when] };
  if (!isRecord(when) || 'label' in when) return null;
  for (const match of ['all', 'any'] as const) {
    const parts = when[match];
    if (Array.isArray(parts) && parts.every(isComparison)) return { match, comparisons: parts };
  }
  return null;
}

/** The condition as the policy has it. */
export function conditionOf({ match, comparisons }: SimpleCondition): unknown {
  const [only, ...more] = comparisons;
  if (only !== undefined && more.length === 0) return only;
  // none at all holds always, whichever way they are put together
  return comparisons.length === 0 ? { all: [] } : { [match]: comparisons };
}

/** Where a comparison stands in the condition that `conditionOf` makes. */
export function pathOf({ match, comparisons }: SimpleCondition, at: number): (string | number)[] {
  return comparisons.length === 1 ? ['when'] : ['when', match, at];
}

/** Comparisons that make sense for a field; the one that is there is always among them. */
export function operatorsFor(field: PolicyField | undefined, present: string): string[] {
  const usual = OPERATORS[field?.kind ?? 'text'] ?? [];
  return usual.includes(present) ? [...usual] : [present, ...usual];
}

/** What an operator asks for. */
export function valueKind(operator: string): 'none' | 'one' | 'range' | 'set' | 'territory' {
  if (operator === PLACE) return 'territory';
  if (UNARY.includes(operator)) return 'none';
  if (operator === 'BETWEEN') return 'range';
  return SETS.has(operator) ? 'set' : 'one';
}

/** Does the operator compare numbers? */
export function asksNumber(operator: string): boolean {
  return ['GT', 'GTE', 'LT', 'LTE'].includes(operator);
}

/** The same comparison with another field or operator; values that still make sense stay. */
export function changed(before: Comparison, change: { field?: PolicyField; operator?: string }): Comparison {
  const field = change.field?.name ?? before.field;
  const wanted = change.operator ?? before.operator;
  const operator = change.field === undefined ? wanted : fitting(change.field, wanted);
  const keep = change.field === undefined;
  switch (valueKind(operator)) {
    case 'none':
      return { field, operator };
    case 'territory':
      return { field, operator, territory: before.territory ?? '' };
    case 'range':
      return { field, operator, value: 0, highValue: 100 };
    case 'set':
      return {
        field,
        operator,
        ...(keep && before.list !== undefined ? { list: before.list } : { values: keep ? listOf(before) : [] }),
      };
    default: {
      const first = keep ? (before.value ?? before.values?.[0]) : undefined;
      return { field, operator, value: asksNumber(operator) ? numberOr(first, 0) : (first ?? '') };
    }
  }
}

/** The operator if it makes sense for the field, else the field's usual one. */
function fitting(field: PolicyField, operator: string): string {
  const usual = OPERATORS[field.kind] ?? [];
  return usual.includes(operator) ? operator : (usual[0] ?? operator);
}

/** A field as it is typed, `,` between values. */
export function typedValues(text: string): string[] {
  return text
    .split(',')
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

function listOf({ value, values }: Comparison): Scalar[] {
  return values ?? (value === undefined || value === '' ? [] : [value]);
}

function numberOr(value: Scalar | undefined, otherwise: number): number {
  const number = typeof value === 'boolean' || value === '' ? Number.NaN : Number(value);
  return Number.isFinite(number) ? number : otherwise;
}

function isComparison(value: unknown): value is Comparison {
  return (
    isRecord(value) && typeof value.field === 'string' && typeof value.operator === 'string' && !('label' in value)
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
