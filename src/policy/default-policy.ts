import type { Condition } from './condition-schema.ts';
import { policySchema, type PolicyDocument } from './schema.ts';
import { generalPool, teamPools, type Person, type Team, type TeamPool } from './team-pools.ts';

/** Employees from which a company counts as a large one. */
const ENTERPRISE_EMPLOYEES = 1_000;
/** Longer labels no policy takes. */
const MAX_LABEL = 200;

/**
 * The policy that a portal starts with, made from its people and teams: a pool per team, territories from the regions in
 * team names, large companies to an enterprise team, customers to a support team, everything else to all who sell.
 * Every rule's label says which team it comes from. An admin edits it before (and after) going live.
 */
export function defaultPolicy(portal: {
  directory: { people: readonly Person[]; teams: readonly Team[] };
  installerOwnerId: string | null;
  timeZone: string;
}): PolicyDocument {
  const people = portal.directory.people.filter((person) => person.active && person.userId !== null);
  const pools = teamPools(portal.directory.teams, people);
  const general = generalPool(pools, people);
  const leader = leaderOf(people, portal.installerOwnerId);
  const territories = pools.filter((pool) => pool.kind === 'sales' && pool.region !== null);
  return policySchema.parse({
    version: 1,
    name: 'From your people and teams in HubSpot',
    lists: Object.fromEntries(
      pools.flatMap((pool) => (pool.region === null ? [] : [[listOf(pool), pool.region.countries]])),
    ),
    skip: [
      skipRule('own-staff', 'it comes from your own staff', 'own_staff', {
        field: 'assessment.email_kind',
        operator: 'EQ',
        value: 'own_staff',
      }),
      ...(['spam', 'vendor_pitch', 'careers'] as const).map((intent) =>
        skipRule(intent, `the message is ${SKIP_WORDS[intent]}`, intent, {
          field: 'assessment.intent',
          operator: 'EQ',
          value: intent,
        }),
      ),
    ],
    hard: supportRules(pools.filter((pool) => pool.kind === 'support')),
    poolRules: [...enterpriseRules(pools), ...territoryRules(territories.filter((pool) => !pool.enterprise))],
    pools: [
      ...pools.map((pool) => ({
        ...poolOf(pool.name, pool.ownerIds, leader),
        label: `from ${teamsOf(pool)}`.slice(0, MAX_LABEL),
        ...(pool.kind === 'sales'
          ? { whenNobodyFree: 'overflow', overflowPool: general.name }
          : { whenNobodyFree: 'fallback' }),
      })),
      { ...poolOf(general.name, general.ownerIds, leader), label: general.label },
    ],
    defaultPool: general.name,
  });
}

const SKIP_WORDS = { spam: 'spam', vendor_pitch: 'a sales pitch', careers: 'about a job' };

function supportRules(pools: readonly TeamPool[]) {
  const isCustomer: Condition = {
    any: [
      { field: 'assessment.intent', operator: 'EQ', value: 'technical_support', label: 'needs help with the product' },
      { field: 'assessment.risk_flags', operator: 'EQ', value: 'existing_customer', label: 'is a customer' },
      { field: 'contact.lifecyclestage', operator: 'EQ', value: 'customer', label: 'is a customer' },
    ],
  };
  const rule = (pool: TeamPool, id: string, where: Condition[], place: string) => ({
    id,
    label: labelOf(`it is a customer's matter${place}`, pool),
    when: where.length === 0 ? isCustomer : { all: [isCustomer, ...where] },
    to: { pool: pool.name },
  });
  const regional = reachable(pools).map((pool, index) =>
    rule(pool, `support-${index + 1}`, [isIn(pool)], ` in ${pool.region?.name}`),
  );
  // Customers of all other countries go to the team without a region, else to the first one.
  const rest = pools.find((pool) => pool.region === null) ?? pools[0];
  return rest === undefined ? [] : [...regional, rule(rest, 'support', [], '')];
}

function enterpriseRules(pools: readonly TeamPool[]) {
  const isLarge: Condition = {
    any: [
      { field: 'contact.numberofemployees', operator: 'GTE', value: ENTERPRISE_EMPLOYEES },
      {
        all: [
          { field: 'contact.numberofemployees', operator: 'NOT_HAS_PROPERTY' },
          { field: 'company.numberofemployees', operator: 'GTE', value: ENTERPRISE_EMPLOYEES },
        ],
      },
    ],
    label: `${ENTERPRISE_EMPLOYEES.toLocaleString('en')} or more employees`,
  };
  const teams = pools.filter((pool) => pool.enterprise);
  const regional = reachable(teams).map((pool, index) => ({
    id: `enterprise-${index + 1}`,
    label: labelOf(`it is a large company in ${pool.region?.name}`, pool),
    when: { all: [isLarge, isIn(pool)] },
    pool: pool.name,
  }));
  const general = teams.find((pool) => pool.region === null);
  if (general === undefined) return regional;
  const label = labelOf('it is a large company', general);
  return [...regional, { id: 'enterprise', label, when: isLarge, pool: general.name }];
}

function territoryRules(pools: readonly TeamPool[]) {
  return reachable(pools).map((pool, index) => ({
    id: `territory-${index + 1}`,
    label: labelOf(`the country is in ${pool.region?.name}`, pool),
    when: isIn(pool),
    pool: pool.name,
  }));
}

/** The contact's country decides; the company's where the contact has none. */
function isIn(pool: TeamPool): Condition {
  const list = listOf(pool);
  return {
    any: [
      { field: 'contact.country', operator: 'IN', list },
      {
        all: [
          { field: 'contact.country', operator: 'NOT_HAS_PROPERTY' },
          { field: 'company.country', operator: 'IN', list },
        ],
      },
    ],
    label: `in ${pool.region?.name}`.slice(0, MAX_LABEL),
  };
}

/**
 * A team for Germany is asked before one for Europe. A team all of whose countries have teams of their own gets no rule: no
 * lead would ever come to it.
 */
function reachable(pools: readonly TeamPool[]): TeamPool[] {
  const taken = new Set<string>();
  const narrowestFirst = pools.toSorted((a, b) => countriesOf(a).length - countriesOf(b).length);
  return narrowestFirst.filter((pool) => {
    const isLeft = countriesOf(pool).some((country) => !taken.has(country));
    for (const country of countriesOf(pool)) taken.add(country);
    return isLeft;
  });
}

function countriesOf(pool: TeamPool): readonly string[] {
  return pool.region?.countries ?? [];
}

function labelOf(reason: string, pool: TeamPool): string {
  return `${reason} (from ${teamsOf(pool)})`.slice(0, MAX_LABEL);
}

function teamsOf({ teams }: TeamPool): string {
  const names = teams.map((name) => `“${name}”`);
  return names.length < 2
    ? `your team ${names.join('')}`
    : `your teams ${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

/** Leads are given out day and night; outside everybody's hours the clock starts when the owner's day does. */
function poolOf(name: string, ownerIds: readonly string[], leader: string | null) {
  return {
    name,
    members: ownerIds.map((ownerId) => ({ ownerId })),
    managerOwnerId: leader,
    fallbackOwnerId: leader,
    afterHours: 'assign',
  };
}

function leaderOf(people: readonly Person[], installerOwnerId: string | null): string | null {
  const installer = people.find((person) => person.ownerId === installerOwnerId);
  return (installer ?? people.find((person) => person.superAdmin) ?? people[0])?.ownerId ?? null;
}

function skipRule(id: string, label: string, reason: string, when: Condition) {
  return { id, label, reason, when };
}

function listOf(pool: TeamPool): string {
  return `countries of ${pool.name}`.slice(0, 80);
}
