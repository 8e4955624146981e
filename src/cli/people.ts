import { DateTime } from 'luxon';
import { BadInput } from '../errors.ts';
import { applyOverride, momentIn } from '../install/overrides.ts';
import type { PortalStore } from '../store/store.ts';
import { storedDirectory } from '../store/tables/directories.ts';
import { overridesInForce, removeOverride } from '../store/tables/person-overrides.ts';
import { portalById } from '../store/tables/portals.ts';

export interface PeopleOptions {
  ownerId: string | null;
  /** A date or moment, as typed; a date begins where the account is. */
  until: string | null;
  note: string | null;
}

/**
 * `baton people`: who is set away or available in Baton; `people away|available|clear --owner ID`: sets or ends that. null: the
 * words are not understood. Throws BadInput.
 */
export async function peopleLines(
  portal: PortalStore,
  [what, ...more]: readonly string[],
  { ownerId, until, note }: PeopleOptions,
): Promise<string[] | null> {
  if (more.length > 0) return null;
  const now = new Date();
  return portal.transaction(async (tx) => {
    const zone = (await portalById(tx))?.timeZone ?? 'UTC';
    const names = new Map((await storedDirectory(tx))?.people.map((person) => [person.ownerId, person.name]));
    const nameOf = (id: string) => `${names.get(id) ?? 'Owner'} (${id})`;
    const untilText = (ms: number | null) =>
      ms === null
        ? 'until that is cleared'
        : `until ${DateTime.fromMillis(ms, { zone }).toFormat("yyyy-MM-dd HH:mm 'in' z")}`;
    if (what === undefined) {
      const set = await overridesInForce(tx, now);
      if (set.length === 0) return ['Nobody is set away or available in Baton: what HubSpot says counts.'];
      return set.map(
        (one) =>
          `${nameOf(one.ownerId)}  ${one.state} ${untilText(one.untilMs)}${one.note === '' ? '' : `  ${one.note}`}`,
      );
    }
    if (what !== 'away' && what !== 'available' && what !== 'clear') return null;
    if (ownerId === null) throw new BadInput('Say which person, by the owner id of HubSpot', { place: '--owner' });
    if (what === 'clear') {
      const was = await removeOverride(tx, ownerId);
      return [`${nameOf(ownerId)} ${was ? 'is as HubSpot says again.' : 'was not set away or available in Baton.'}`];
    }
    const end = until === null ? null : momentOf(until, zone);
    await applyOverride(tx, { ownerId, state: what, until: end, note: note ?? '' }, null, now);
    return [`${nameOf(ownerId)} is ${what} ${untilText(end?.getTime() ?? null)}.`];
  });
}

function momentOf(text: string, zone: string): Date {
  const moment = momentIn(zone, text);
  if (moment !== null) return moment;
  throw new BadInput('A time looks like 2026-12-01 or 2026-12-01T08:00', { place: '--until' });
}
