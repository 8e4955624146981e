import { regionOf, type Region } from './regions.ts';

/** Leaves room for what is put before and behind it. */
const MAX_NAME = 60;
/** Whatever else the name says, these sell - but for those who help them to. */
const SALES = /\bsales\b(?! ?(?:ops|operations|enablement))/i;
const SUPPORT = /\b(?:support|customer success|customer care|customer service|helpdesk|help desk|service)\b/i;
const ENTERPRISE = /\b(?:enterprise|strategic|key accounts?|major accounts?)\b/i;
/** Teams whose people do not sell. They get a pool, but no leads by default. */
const BACK_OFFICE =
  /\b(?:marketing|finance|accounting|hr|human resources|recruiting|legal|operations|ops|revops|admins?|administration|engineering|product|it|design)\b/i;

export interface Person {
  ownerId: string;
  userId: number | null;
  active: boolean;
  superAdmin: boolean;
  teamIds: readonly string[];
}

export interface Team {
  teamId: string;
  name: string;
  ownerIds: readonly string[];
}

/** A team that becomes a pool, or several that do the same work in the same countries and share one. */
export interface TeamPool {
  name: string;
  /** Names of the teams, as HubSpot has them. */
  teams: readonly string[];
  ownerIds: readonly string[];
  kind: 'sales' | 'support' | 'back_office';
  region: Region | null;
  enterprise: boolean;
}

/** A pool for each team that has active people with a seat; teams of one kind and region have one together. */
export function teamPools(teams: readonly Team[], people: readonly Person[]): TeamPool[] {
  const names = new Set<string>();
  return joined(teams.flatMap((team) => poolOfTeam(team, people))).map((pool) => {
    const name = freeName(pool.name, names);
    names.add(name);
    return { ...pool, name };
  });
}

function poolOfTeam(team: Team, people: readonly Person[]): TeamPool[] {
  const ownerIds = people
    .filter((person) => team.ownerIds.includes(person.ownerId) || person.teamIds.includes(team.teamId))
    .map((person) => person.ownerId);
  if (ownerIds.length === 0) return [];
  const name = team.name.trim().slice(0, MAX_NAME) || `Team ${team.teamId}`;
  const kind = kindOf(name);
  const enterprise = kind === 'sales' && ENTERPRISE.test(name);
  return [{ name, teams: [name], ownerIds, kind, region: regionOf(name), enterprise }];
}

/** Two teams for the same countries share their leads: with a rule for each, the second would never be reached. */
function joined(pools: readonly TeamPool[]): TeamPool[] {
  const byWork = new Map<string, TeamPool>();
  for (const [place, pool] of pools.entries()) {
    const { kind, enterprise, region } = pool;
    const work =
      region === null || kind === 'back_office' ? String(place) : `${kind} ${enterprise} ${region.countries.join()}`;
    const other = byWork.get(work);
    byWork.set(work, other === undefined ? pool : together(other, pool));
  }
  return [...byWork.values()];
}

function together(one: TeamPool, other: TeamPool): TeamPool {
  return {
    ...one,
    name: `${one.name} + ${other.name}`.slice(0, MAX_NAME).trim(),
    teams: [...one.teams, ...other.teams],
    ownerIds: [...new Set([...one.ownerIds, ...other.ownerIds])],
  };
}

/** All who sell; where no team says who does, all who have a seat and are not in support. */
export function generalPool(pools: readonly TeamPool[], people: readonly Person[]) {
  const names = new Set(pools.map((pool) => pool.name));
  if (pools.length === 0) {
    return {
      name: 'everyone',
      ownerIds: people.map((person) => person.ownerId),
      label: 'all active users of your account',
    };
  }
  const inKind = (kind: TeamPool['kind']) =>
    new Set(pools.filter((pool) => pool.kind === kind).flatMap((pool) => pool.ownerIds));
  const [sellers, support] = [inKind('sales'), inKind('support')];
  const all = people.map((person) => person.ownerId);
  const chosen =
    [all.filter((id) => sellers.has(id)), all.filter((id) => !support.has(id)), all].find((ids) => ids.length > 0) ??
    [];
  return { name: freeName('All sales', names), ownerIds: chosen, label: 'everybody in your sales teams' };
}

function kindOf(name: string): TeamPool['kind'] {
  if (SALES.test(name)) return 'sales';
  if (SUPPORT.test(name)) return 'support';
  return BACK_OFFICE.test(name) ? 'back_office' : 'sales';
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  for (let name = wanted, n = 2; ; name = `${wanted} (${n})`, n += 1) if (!taken.has(name)) return name;
}
