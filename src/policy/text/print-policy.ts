import { isDeepStrictEqual } from 'node:util';
import { stringify } from 'yaml';
import { policySchema, type PolicyDocument } from '../schema.ts';

const LONGEST_LINE = 120;

/**
 * A policy as YAML, about as people would write it: parts, pools and people that have their defaults are left out. Read again by
 * parsePolicyText it is the same document.
 */
export function printPolicy(document: PolicyDocument): string {
  const { skip, hard, poolRules, pools } = document;
  const shortened = {
    ...document,
    skip: skip.map((rule) => without(DEFAULTS.skip, rule)),
    hard: hard.map((rule) => without(DEFAULTS.hard, rule)),
    poolRules: poolRules.map((rule) => without(DEFAULTS.poolRule, rule)),
    pools: pools.map((pool) =>
      without(DEFAULTS.pool, { ...pool, members: pool.members.map((member) => without(DEFAULTS.member, member)) }),
    ),
  };
  return stringify(without(DEFAULTS.policy, shortened), { aliasDuplicateObjects: false, lineWidth: LONGEST_LINE });
}

const rule = { label: '-', when: { all: [] } };
/** What is filled in where nothing is written. */
const filled = policySchema.parse({
  version: 1,
  name: '-',
  skip: [{ ...rule, id: 's', reason: 'spam' }],
  hard: [{ ...rule, id: 'h', to: 'contact_owner' }],
  poolRules: [{ ...rule, id: 'p', pool: '-' }],
  pools: [{ name: '-', members: [{ ownerId: '-' }] }],
  defaultPool: '-',
});
const [pool] = filled.pools;
const DEFAULTS = {
  policy: defaultsOf({ ...filled, skip: [], hard: [], poolRules: [] }, ['version', 'name', 'pools', 'defaultPool']),
  skip: defaultsOf(filled.skip[0], ['id', 'label', 'when', 'reason']),
  hard: defaultsOf(filled.hard[0], ['id', 'label', 'when', 'to']),
  poolRule: defaultsOf(filled.poolRules[0], ['id', 'label', 'when', 'pool']),
  pool: defaultsOf(pool, ['name', 'members']),
  member: defaultsOf(pool?.members[0], ['ownerId']),
};

/** What was filled in, not `written`. */
function defaultsOf(record: object | undefined, written: readonly string[]): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(record ?? {}).filter(([name]) => !written.includes(name)));
}

function without(defaults: ReadonlyMap<string, unknown>, record: object): Record<string, unknown> {
  const entries = Object.entries(record);
  return Object.fromEntries(entries.filter(([name, value]) => !isDefault(defaults, name, value)));
}

function isDefault(defaults: ReadonlyMap<string, unknown>, name: string, value: unknown): boolean {
  return value === undefined || (defaults.has(name) && isDeepStrictEqual(value, defaults.get(name)));
}
