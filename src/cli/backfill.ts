import { BadInput } from '../errors.ts';
import { compilePolicy } from '../policy/compile.ts';
import { policySchema } from '../policy/schema.ts';
import { enqueueBackfill, planBackfill, type Move } from '../publishing/backfill.ts';
import type { PortalStore } from '../store/store.ts';
import { cancelBackfill, countBackfill } from '../store/tables/backfill.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { policyInForce } from '../store/tables/policies.ts';
import { portalById } from '../store/tables/portals.ts';
import type { Answer } from './policy.ts';

export interface BackfillOptions {
  /** Only what was decided since; null: the last 30 days. */
  since: Date | null;
  contactId: string | null;
  /** Whatever version decided it, and whether or not it would move by what is known: after agents have changed. */
  all: boolean;
  json: boolean;
}

const DAYS_MS = 30 * 86_400_000;
/** Moves that are printed one by one. */
const MOST_TOLD = 20;

/**
 * `baton backfill`: what the policy in force would move of the leads that another version has decided; changes nothing. `backfill
 * run`: does it, in the bulk lane; `--all`: of every
 * version, whether or not it would move by what is known; `--contact ID`: that one, however old. `backfill status` and `backfill cancel`. null: the words
 * are not understood. Throws BadInput.
 */
export async function backfillCommand(
  portal: PortalStore,
  [what, ...more]: readonly string[],
  options: BackfillOptions,
): Promise<Answer | null> {
  if (more.length > 0) return null;
  switch (what) {
    case undefined:
      return dryRun(portal, options);
    case 'run':
      return run(portal, options);
    case 'status': {
      const waiting = await portal.transaction(countBackfill);
      return { lines: [`${waiting} contacts of a backfill are still to be looked at.`], code: 0 };
    }
    case 'cancel': {
      const taken = await portal.transaction(cancelBackfill);
      return { lines: [`${taken} contacts are not looked at any more; what is done already stays.`], code: 0 };
    }
    default:
      return null;
  }
}

async function dryRun(portal: PortalStore, options: BackfillOptions): Promise<Answer> {
  const { looked, unknown, moves, version } = await planned(portal, options);
  if (options.json) return { lines: [JSON.stringify({ version, looked: looked.length, unknown, moves })], code: 0 };
  const names = new Map(
    (await portal.transaction(storedDirectory))?.people.map((person) => [person.ownerId, person.name]),
  );
  const nameOf = (ownerId: string) => names.get(ownerId) || `owner ${ownerId}`;
  return {
    lines: [
      `${looked.length} contacts ${options.all ? 'are' : `were decided by another version than ${version} and are`} nurtured, wait, or were offered and not accepted.`,
      ...(unknown === 0 ? [] : [`${unknown} of them were erased and cannot be told.`]),
      `${moves.length} would move:`,
      ...moves.slice(0, MOST_TOLD).map((move) => `  contact ${move.contactId}: ${lineOf(move, nameOf)}`),
      ...(moves.length > MOST_TOLD ? [`  and ${moves.length - MOST_TOLD} more`] : []),
      'Nothing was changed. “baton backfill run” does it, each contact read anew.',
    ],
    code: 0,
  };
}

async function run(portal: PortalStore, options: BackfillOptions): Promise<Answer> {
  const { contactId, all } = options;
  const ids = contactId === null ? await idsOf(portal, options, all) : [contactId];
  await enqueueBackfill(portal, ids);
  // No bell is rung from here: the sweep of the running app finds them within seconds.
  return { lines: [`${ids.length} contacts are looked at anew, after whoever waits for an answer.`], code: 0 };
}

async function idsOf(portal: PortalStore, options: BackfillOptions, all: boolean): Promise<string[]> {
  const { moves, looked } = await planned(portal, options);
  return all ? looked : moves.map((move) => move.contactId);
}

async function planned(portal: PortalStore, { since, all }: BackfillOptions) {
  const { stored, facts } = await portal.transaction(async (tx) => ({
    stored: await policyInForce(tx, new Date()),
    facts: await portalById(tx),
  }));
  if (stored === null) throw new BadInput('This account has no policy yet', { place: '--portal' });
  const { version } = stored;
  const plan = await planBackfill(portal, {
    ledger: facts?.mode === 'observe' ? 'observe' : 'live',
    since: since ?? new Date(Date.now() - DAYS_MS),
    anyVersion: all,
    policy: { version, compiled: compilePolicy(policySchema.parse(stored.document)) },
  });
  return { version, ...plan };
}

function lineOf({ from, to }: Move, nameOf: (ownerId: string) => string): string {
  const words = ({ outcome, ownerId, pool }: Move['from']) =>
    ownerId === null ? `${outcome}${pool === null ? '' : ` in "${pool}"`}` : nameOf(ownerId);
  return `${words(from)} -> ${words(to)}`;
}
