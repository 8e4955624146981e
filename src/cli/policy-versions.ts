import { BadInput } from '../errors.ts';
import { momentIn } from '../install/overrides.ts';
import { explainVerdict } from '../policy/explain.ts';
import { ownerAt } from '../publishing/time-travel.ts';
import {
  cancelScheduled,
  changesOfVersion,
  inWords,
  listVersions,
  rollBack,
  type ListedVersion,
} from '../publishing/versions.ts';
import type { PortalStore, PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { newestPolicies, policyInForce } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';
import type { Answer } from './policy.ts';

/** More versions than these nobody reads. */
const MOST = 50;

export interface VersionOptions {
  /** The version to go back to; null: the one before. */
  to: number | null;
  base: number | null;
  /** Whose owner is asked for; null: nobody's. */
  contactId: string | null;
  json: boolean;
}

/** `baton policy versions`: the newest versions with state, times, author and note, and what each changed. */
export async function versions(portal: PortalStore, { json }: VersionOptions): Promise<Answer> {
  return portal.transaction(async (tx) => {
    const listed = listVersions(await newestPolicies(tx, MOST), new Date());
    if (json) return { lines: [JSON.stringify(listed)], code: 0 };
    const nameOf = await namesIn(tx);
    const lines: string[] = [];
    for (const one of listed) {
      lines.push(lineOf(one), ...(await changesOfVersion(tx, one, nameOf)).map((change) => `    ${change}`));
    }
    return { lines, code: 0 };
  });
}

/** `baton policy rollback`: an earlier version counts again. */
export async function rollback(portal: PortalStore, { to, base }: VersionOptions): Promise<Answer> {
  return portal.transaction(async (tx) => {
    const back = await rollBack(tx, { to, base, authorUserId: null });
    return { lines: [`Version ${back.to} counts again from now on, as version ${back.version}.`], code: 0 };
  });
}

/** `baton policy cancel`: what was to come into force does not. */
export async function cancel(portal: PortalStore): Promise<Answer> {
  const version = await portal.transaction(cancelScheduled);
  return { lines: [`Version ${version} is called off and never comes into force.`], code: 0 };
}

/** `baton policy at TIME`: which version counted then and, of a contact, who would have got it. */
export async function at(portal: PortalStore, time: string, { contactId, json }: VersionOptions): Promise<Answer> {
  return portal.transaction(async (tx) => {
    const facts = await portalById(tx);
    const moment = momentIn(facts?.timeZone ?? 'UTC', time);
    if (moment === null) throw new BadInput('A time looks like 2026-12-01 or 2026-12-01T08:00', { place: 'TIME' });
    if (contactId === null) {
      const stored = await policyInForce(tx, moment);
      if (stored === null) return { lines: [`No policy was in force at ${inWords(moment)}.`], code: 1 };
      if (json) return { lines: [JSON.stringify({ at: moment.toISOString(), version: stored.version })], code: 0 };
      const listed = listVersions(await newestPolicies(tx, Number.MAX_SAFE_INTEGER), new Date());
      const one = listed.find(({ version }) => version === stored.version);
      return { lines: one === undefined ? [] : [lineOf(one)], code: 0 };
    }
    const ledger = facts?.mode === 'observe' ? 'observe' : 'live';
    const { version, peopleAsOf, verdict } = await ownerAt(tx, { contactId, at: moment, ledger });
    if (json) return { lines: [JSON.stringify({ at: moment.toISOString(), version, peopleAsOf, verdict })], code: 0 };
    const { headline, why, others } = explainVerdict(verdict, await namesIn(tx));
    return {
      lines: [
        `At ${inWords(moment)}, by version ${version}, with people and shares as of ${inWords(new Date(peopleAsOf))}:`,
        headline,
        ...[...why, ...others].map((line) => `  ${line}`),
      ],
      code: 0,
    };
  });
}

function lineOf({ version, state, effectiveFrom, until, authorUserId, note }: ListedVersion): string {
  const to = until === null ? '' : ` to ${inWords(until)}`;
  const by = authorUserId === null ? '' : `  by user ${authorUserId}`;
  return `version ${version}  ${state}  from ${inWords(effectiveFrom)}${to}${by}${note === '' ? '' : `  ${note}`}`;
}

async function namesIn(tx: PortalTx): Promise<(ownerId: string) => string> {
  const names = new Map((await storedDirectory(tx))?.people.map((person) => [person.ownerId, person.name]));
  return (ownerId) => names.get(ownerId) || `owner ${ownerId}`;
}
