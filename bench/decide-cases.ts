import { createRandom, type Random } from '../demo/random.ts';
import type { Test } from '../src/policy/condition-schema.ts';
import { compilePolicy, type CompiledPolicy } from '../src/policy/compile.ts';
import { input, person, policyDocument } from '../src/policy/fixtures.ts';
import type { DecisionInput } from '../src/policy/input.ts';

/** A rule in a form that each engine's own can be made from: all parts must hold. */
export interface CaseRule {
  id: string;
  pool: string;
  countries: readonly string[];
  /** null: any. */
  industry: string | null;
  /** Both ends count; null: any. */
  employees: readonly [number, number] | null;
}

export interface CaseLead {
  country: string;
  industry: string;
  employees: number;
}

const COUNTRIES = Array.from({ length: 120 }, (_, index) =>
  String.fromCodePoint(65 + (index % 26), 65 + Math.floor(index / 26)),
);
const INDUSTRIES = Array.from({ length: 60 }, (_, index) => `industry-${index}`);
const MOST_EMPLOYEES = 20_000;
const POOLS = 8;
const PEOPLE = 24;
const PER_POOL = 5;

/** Rules as a company with territories and segments writes them, and leads of which most meet one. */
export function makeCases(options: { seed: number; rules: number; leads: number }): {
  rules: CaseRule[];
  leads: CaseLead[];
} {
  const random = createRandom(options.seed);
  return {
    rules: Array.from({ length: options.rules }, (_, index) => makeRule(random, index)),
    leads: Array.from({ length: options.leads }, () => ({
      country: random.pick(COUNTRIES),
      industry: random.pick(INDUSTRIES),
      employees: random.between(1, MOST_EMPLOYEES),
    })),
  };
}

function makeRule(random: Random, index: number): CaseRule {
  const low = random.between(1, MOST_EMPLOYEES);
  return {
    id: `r${index}`,
    pool: `pool-${random.between(0, POOLS - 1)}`,
    countries: Array.from({ length: random.between(1, 3) }, () => random.pick(COUNTRIES)),
    industry: random.chance(0.8) ? random.pick(INDUSTRIES) : null,
    employees: random.chance(0.7) ? [low, low + random.between(50, 5_000)] : null,
  };
}

/** The rules as a policy of Baton's, with eight pools of five people each. */
export function asPolicy(rules: readonly CaseRule[]): CompiledPolicy {
  return compilePolicy(
    policyDocument({
      pools: Array.from({ length: POOLS }, (_, pool) => ({
        name: `pool-${pool}`,
        members: Array.from({ length: PER_POOL }, (_none, member) => ({ ownerId: `p${(pool * 3 + member) % PEOPLE}` })),
      })),
      defaultPool: 'pool-0',
      poolRules: rules.map((rule) => ({
        id: rule.id,
        label: `rule ${rule.id}`,
        pool: rule.pool,
        when: { all: testsOf(rule) },
      })),
    }),
  );
}

function testsOf({ countries, industry, employees }: CaseRule): Test[] {
  const field = 'contact.numberofemployees';
  return [
    { field: 'contact.country', operator: 'IN', values: [...countries] },
    ...(industry === null ? [] : [{ field: 'contact.industry', operator: 'EQ' as const, value: industry }]),
    ...(employees === null
      ? []
      : [{ field, operator: 'BETWEEN' as const, value: employees[0], highValue: employees[1] }]),
  ];
}

const WORKING_HOURS = [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 }));
/** The account's people, the same for all leads of a moment. */
const ACCOUNT = Array.from({ length: PEOPLE }, (_, one) =>
  person(`p${one}`, { timeZone: one % 2 === 0 ? 'Europe/London' : 'Europe/Berlin', workingHours: WORKING_HOURS }),
);
/** Who is owed what, as it changes from lead to lead. */
const CREDITS = Array.from({ length: 97 }, (_, turn) =>
  ACCOUNT.map(({ ownerId }, one) => ({
    ownerId,
    scope: '',
    credit: ((one * 7_919 + turn * 104_729_000) % 2_000_000_000) - 1_000_000_000,
    lastLeadAt: null,
  })),
);

/** The lead as everything that a decision may depend on: people with hours, credits, labels. */
export function asInput(lead: CaseLead, index: number): DecisionInput {
  return input({
    enquiry: { enquiryId: `e${index}`, ageMs: 60_000 },
    contact: {
      contactId: String(index),
      facts: { country: lead.country, industry: lead.industry, numberofemployees: lead.employees },
    },
    people: ACCOUNT,
    credits: CREDITS[index % CREDITS.length] ?? [],
  });
}
