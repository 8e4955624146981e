import { sql, type Kysely, type Selectable } from 'kysely';
import type { Database, PortalMode, PortalStatus } from '../schema.ts';
import { byDatabaseClock } from '../clocks.ts';
import type { PortalTx } from '../store.ts';

/** What most of the app must know of a portal. Its key is apart: `tx.portalKey()`. */
export interface PortalFacts {
  portalId: number;
  status: PortalStatus;
  mode: PortalMode;
  installedAt: Date;
  installedByUserId: number | null;
  liveSince: Date | null;
  scopes: readonly string[];
  adminUserIds: readonly number[];
  /** IANA name. */
  timeZone: string;
  uiDomain: string;
  /** HubSpot accepts no calls before; null: no limit known. */
  limitedUntil: Date | null;
  /** When somebody last opened the card, to the day; null: nobody has yet. */
  cardSeenAt: Date | null;
}

/** What `portalFacts` reads of a row of `portals`. */
export const PORTAL_COLUMNS = [
  'status',
  'mode',
  'installed_at',
  'installed_by_user_id',
  'live_since',
  'scopes',
  'admin_user_ids',
  'time_zone',
  'ui_domain',
  'limited_until',
  'card_seen_at',
] as const;

type PortalRow = Pick<Selectable<Database['portals']>, (typeof PORTAL_COLUMNS)[number]>;

/** The portal of this transaction; null: never installed, or purged. */
export async function portalById(tx: PortalTx): Promise<PortalFacts | null> {
  const row = await tx.db.selectFrom('portals').select(PORTAL_COLUMNS).executeTakeFirst();
  return row === undefined ? null : portalFacts(tx.portalId, row);
}

export function portalFacts(portalId: number, row: PortalRow): PortalFacts {
  return {
    portalId,
    status: row.status,
    mode: row.mode,
    installedAt: row.installed_at,
    installedByUserId: row.installed_by_user_id,
    liveSince: row.live_since,
    scopes: row.scopes,
    adminUserIds: row.admin_user_ids,
    timeZone: row.time_zone,
    uiDomain: row.ui_domain,
    limitedUntil: row.limited_until,
    cardSeenAt: row.card_seen_at,
  };
}

/** Locks the portal's row to the end of the transaction: whoever changes its settings does so one after the other. */
export async function lockPortalRow(tx: PortalTx): Promise<void> {
  await tx.db.selectFrom('portals').select('portal_id').where('portal_id', '=', tx.portalId).forUpdate().execute();
}

/** Somebody has the card on the screen, so an admin has placed it. */
export async function noteCardSeen(tx: PortalTx, at: Date): Promise<void> {
  await tx.db.updateTable('portals').set({ card_seen_at: at }).execute();
}

/** Notes that HubSpot accepts no calls before `until`. Only ever moves later, so that a late note does not cut a pause short. */
export async function limitPortal(tx: PortalTx, until: Date): Promise<void> {
  await tx.db
    .updateTable('portals')
    .set({ limited_until: sql<Date>`greatest(limited_until, ${byDatabaseClock(sql`${until}::timestamptz`)})` })
    .execute();
}

/** All portals, for the sweep's role. */
export async function listPortals(
  sweep: Kysely<Database>,
): Promise<{ portalId: number; status: PortalStatus; mode: PortalMode; limitedUntil: Date | null }[]> {
  const rows = await sweep
    .selectFrom('portals')
    .select(['portal_id', 'status', 'mode', 'limited_until'])
    .orderBy('portal_id')
    .execute();
  return rows.map((row) => ({
    portalId: row.portal_id,
    status: row.status,
    mode: row.mode,
    limitedUntil: row.limited_until,
  }));
}
