import { sql } from 'kysely';
import type { World } from '../policy/checks/world.ts';
import type { PortalTx } from '../store/store.ts';
import { knownContactKeys } from '../store/tables/contact-keys.ts';
import { openSnapshot } from '../audit/snapshot.ts';

const DAY_MS = 86_400_000;
const MOST_DAYS = 30;
/** Enough to tell what a policy would do with a month's enquiries, few enough to be opened while somebody waits. */
const SAMPLE = 300;

/**
 * The newest enquiries as they were decided, at most 300, for checks of a policy: `days` is how long so many take to come,
 * measured over up to 30 days. undefined: there is no whole day to go by. Those of erased contacts are left out.
 */
export async function recentEnquiries(
  tx: PortalTx,
  { installedAt, now }: { installedAt: Date; now: Date },
): Promise<World['enquiries']> {
  const days = Math.min(MOST_DAYS, (now.getTime() - installedAt.getTime()) / DAY_MS);
  if (days < 1) return undefined;
  const since = new Date(now.getTime() - days * DAY_MS);
  const asked = tx.db.selectFrom('decisions').where('decided_at', '>', since).where('replaces', 'is', null);
  const { total } = await asked.select(sql<number>`count(*)::int`.as('total')).executeTakeFirstOrThrow();
  const rows = await asked
    .select(['contact_id', 'snapshot'])
    .where('snapshot', 'is not', null)
    .orderBy('decided_at', 'desc')
    .limit(SAMPLE)
    .execute();
  const keys = await knownContactKeys(
    tx,
    rows.map((row) => row.contact_id),
  );
  const inputs = rows.flatMap(({ contact_id: contactId, snapshot }) => {
    const key = keys.get(contactId);
    return key === undefined || snapshot === null ? [] : [openSnapshot(key, snapshot)];
  });
  return inputs.length === 0 ? undefined : { inputs, days: (days * inputs.length) / total };
}
