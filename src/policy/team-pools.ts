import { regionOf, type Region } from './regions.ts';

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

/** A team that becomes a pool. */
export interface TeamPool {
  name: string;
  ownerIds: readonly string[];
  kind: 'sales' | 'support' | 'back_office';
  region: Region | null;
  enterprise: boolean;
}

/** A pool for each team that has active people with a seat. */
export function teamPools(teams: readonly Team[], people: readonly Person[]): TeamPool[] {
  const names = new Set<string>();
  return teams.flatMap((team) => {
    const ownerIds = people
      .filter((person) => team.ownerIds.includes(person.ownerId) || person.teamIds.includes(team.teamId))
      .map((person) => person.ownerId);
    if (ownerIds.length === 0) return [];
    const name = freeName(team.name.trim().slice(0, 60) || `Team ${team.teamId}`, names);
    names.add(name);
    const kind = kindOf(name);
    return [{ name, ownerIds, kind, region: regionOf(name), enterprise: kind === 'sales' && ENTERPRISE.test(name) }];
  });
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
