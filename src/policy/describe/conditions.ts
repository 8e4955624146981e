import type { Condition, Test } from '../condition-schema.ts';
import { testsOf } from '../references.ts';
import { areasOf, type Territories } from '../territories/schema.ts';
import { fieldInWords, holdsSeveral, valueInWords } from './fields.ts';
import { areasInWords } from './territories.ts';
import { counted, countOf, cut, listed, quoted } from './words.ts';

/** What a sentence about a condition needs to know besides it. */
export interface Naming {
  lists: Readonly<Record<string, readonly (string | number)[]>>;
  territories?: Territories | undefined;
  /** A person's name for an owner id. */
  nameOf(ownerId: string): string;
}

/** Nested deeper than this, or wider, a condition is counted instead of told. */
const MOST_PARTS = [8, 6, 4];
const MOST_CHARS = 360;
/** Of a named list, whose values have a section of their own. */
const MOST_OF_LIST = 4;

/** A condition in words: "country is Germany or Austria and employees at least 200". `always` for one that always holds. */
export function conditionInWords(condition: Condition, naming: Naming): string {
  return cut(told(condition, naming, 0), MOST_CHARS);
}

function told(condition: Condition, naming: Naming, depth: number): string {
  const words = partsTold(condition, naming, depth);
  return condition.label === undefined ? words : `${cut(condition.label, 120)} (${words})`;
}

function partsTold(condition: Condition, naming: Naming, depth: number): string {
  if (isTest(condition)) return testInWords(condition, naming);
  const most = MOST_PARTS[depth];
  if (most === undefined) return `a condition of ${countOf(testsOf(condition).length, 'comparison')}`;
  if ('not' in condition) return `not (${told(condition.not, naming, depth + 1)})`;
  const parts = 'all' in condition ? condition.all : condition.any;
  if (parts.length === 0) return 'always';
  const words = parts
    .slice(0, most)
    .map((part) =>
      parts.length > 1 && isCompound(part) ? `(${told(part, naming, depth + 1)})` : told(part, naming, depth + 1),
    );
  if (parts.length > most) words.push(`${counted(parts.length - most)} more`);
  return words.join('all' in condition ? ' and ' : ', or ');
}

function isTest(condition: Condition): condition is Test {
  return 'operator' in condition;
}

/** With a label of its own the parts stand in brackets already. */
function isCompound(condition: Condition): boolean {
  if (isTest(condition) || 'not' in condition || condition.label !== undefined) return false;
  return ('all' in condition ? condition.all : condition.any).length > 1;
}

function testInWords(test: Test, { lists, territories, nameOf }: Naming): string {
  if (test.operator === 'WITHIN') {
    const whose = test.field === 'contact' ? 'the contact' : 'the company';
    const areas = areasOf(territories, test.territory);
    return `${whose} is in the territory ${quoted(test.territory)} (${areasInWords(areas, MOST_OF_LIST)})`;
  }
  const field = fieldInWords(test.field);
  const several = holdsSeveral(test.field);
  const [is, isNot] = several ? ['include', 'do not include'] : ['is', 'is not'];
  const value = (one: string | number | boolean) => valueInWords(test.field, one, nameOf);
  switch (test.operator) {
    case 'EQ':
      return `${field} ${is} ${value(test.value)}`;
    case 'NEQ':
      return `${field} ${isNot} ${value(test.value)}`;
    case 'CONTAINS_TOKEN':
      return `${field} contains ${quoted(value(test.value))}`;
    case 'STARTS_WITH':
      return `${field} begins with ${quoted(value(test.value))}`;
    case 'GT':
      return `${field} more than ${counted(test.value)}`;
    case 'GTE':
      return `${field} at least ${counted(test.value)}`;
    case 'LT':
      return `${field} less than ${counted(test.value)}`;
    case 'LTE':
      return `${field} at most ${counted(test.value)}`;
    case 'BETWEEN':
      return `${field} from ${counted(test.value)} to ${counted(test.highValue)}`;
    case 'IN':
      return `${field} ${is} ${among(test, lists, value)}`;
    case 'NOT_IN':
      return `${field} ${several ? 'include none of' : 'is none of'} ${among(test, lists, value)}`;
    case 'DOMAIN_IN':
      return `domain of ${field} is ${among(test, lists, value)}`;
    case 'HAS_PROPERTY':
      return `${field} ${several ? 'are' : 'is'} known`;
    case 'NOT_HAS_PROPERTY':
      return `${field} ${several ? 'are' : 'is'} not known`;
    default:
      return test satisfies never;
  }
}

function among(
  test: { values?: readonly (string | number | boolean)[] | undefined; list?: string | undefined },
  lists: Naming['lists'],
  value: (one: string | number | boolean) => string,
): string {
  if (test.values !== undefined) return listed(test.values, 'or', value);
  const name = test.list ?? '';
  const values = Object.hasOwn(lists, name) ? (lists[name] ?? []) : [];
  return `in the list ${quoted(name)}${values.length === 0 ? ', which is empty' : ` (${listed<string | number>(values, 'or', value, MOST_OF_LIST)})`}`;
}
