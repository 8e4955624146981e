import { DateTime } from 'luxon';
import { BadInput, NotAllowed } from '../errors.ts';
import type { Directory } from '../hubspot/lead.ts';
import type { Override } from '../policy/override.ts';
import type { PortalTx } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import {
  overridesInForce,
  putOverride,
  removeOverride,
  type StoredOverride,
} from '../store/tables/person-overrides.ts';
import { isAdmin, type ModeDeps } from './modes.ts';

const LONGEST_NOTE = 200;

/** What somebody wants to be set. */
export interface OverrideWish {
  ownerId: string;
  state: Override['state'];
  /** null: until it is cleared. */
  until: Date | null;
  note: string;
}

type Deps = Pick<ModeDeps, 'store' | 'directory'>;
type By = { portalId: number; userId: number };

/** Who is set away or available in Baton at this time, with author and note. */
export function listOverrides({ store }: Pick<Deps, 'store'>, portalId: number, now: Date): Promise<StoredOverride[]> {
  return store.forPortal(portalId).transaction((tx) => overridesInForce(tx, now));
}

/**
 * Sets a person away or available, whatever HubSpot says, until then. Admins only. Another one of that person is replaced.
 * Counts from the next decision on. Throws NotAllowed, BadInput (unknown person, a moment that is past, a long note).
 */
export async function setOverride(deps: Deps, { portalId, userId, ...wish }: By & OverrideWish): Promise<void> {
  await expectAdmin(deps, { portalId, userId });
  await deps.store.forPortal(portalId).transaction((tx) => applyOverride(tx, wish, userId, new Date()));
}

/** HubSpot's word counts again. Admins only. Safe to repeat. Throws NotAllowed. */
export async function clearOverride(
  deps: Deps,
  { portalId, userId, ownerId }: By & { ownerId: string },
): Promise<void> {
  await expectAdmin(deps, { portalId, userId });
  await deps.store.forPortal(portalId).transaction((tx) => removeOverride(tx, ownerId));
}

/** The same for who may do everything. `authorUserId` null: the command line. */
export async function applyOverride(
  tx: PortalTx,
  wish: OverrideWish,
  authorUserId: number | null,
  now: Date,
): Promise<void> {
  const directory: Directory | null = await storedDirectory(tx);
  if (directory?.people.some(({ ownerId }) => ownerId === wish.ownerId) !== true) {
    throw new BadInput(`No person of this account has the owner id ${wish.ownerId}.`, { code: 'unknown_owner' });
  }
  if (wish.until !== null && wish.until <= now) {
    throw new BadInput('This moment is past. Please choose a later one.', { code: 'past' });
  }
  if (wish.note.length > LONGEST_NOTE) {
    throw new BadInput(`Please keep the note below ${LONGEST_NOTE} characters.`, { code: 'long_note' });
  }
  await putOverride(tx, { ...wish, authorUserId });
}

/**
 * The moment that somebody means by a date or time as typed, read where the account is; a date is its beginning. null: it is
 * neither.
 */
export function momentIn(zone: string, text: string): Date | null {
  const moment = DateTime.fromISO(text, { zone });
  return moment.isValid ? moment.toJSDate() : null;
}

async function expectAdmin(deps: Deps, by: By): Promise<void> {
  if (await isAdmin(deps, by)) return;
  throw new NotAllowed(
    'Only the person who installed Baton, its admins and HubSpot super admins may set people away or available.',
  );
}
