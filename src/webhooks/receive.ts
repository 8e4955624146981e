import { addReasons } from '../mailbox/reasons.ts';
import { LANES, type Lane } from '../policy/taxonomy.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { markGone, unmarkGone } from '../store/tables/contacts.ts';
import { removeRows } from '../store/tables/mailbox.ts';
import { insertEventKeys, lookUp } from '../store/tables/webhook-events.ts';
import type { HubSpotEvent } from './events.ts';
import { foldConsequences } from './fold.ts';
import { judgeEvents, type Consequence } from './keep.ts';

export interface Received {
  /** How many events came to which end. */
  fates: { kept: number; repeated: number; own_write: number; unrelated: number; unknown_portal: number };
  /** Lanes to ring: leads wait there, and the portal is at work. */
  lanes: readonly Lane[];
}

const NOTHING: Received['fates'] = { kept: 0, repeated: 0, own_write: 0, unrelated: 0, unknown_portal: 0 };

/**
 * Takes in the events of one portal, in one transaction: once it is committed no lead is lost. An event that was stored
 * before does nothing, so HubSpot may send the same request as often as it likes. Events of an account that does not
 * have the app (any more) are dropped; those of a suspended or paused one are kept for later.
 * Throws StoreUnavailable, and then nothing is stored.
 */
export async function receiveEvents(options: {
  store: Store;
  portalId: number;
  events: readonly HubSpotEvent[];
  appId: number;
}): Promise<Received> {
  const { store, portalId, events, appId } = options;
  return store.forPortal(portalId).transaction(async (tx): Promise<Received> => {
    const known = await lookUp(tx, mentioned(events));
    if (known === null || known.status === 'uninstalled') {
      return { fates: { ...NOTHING, unknown_portal: events.length }, lanes: [] };
    }
    const { kept, ownWrites, unrelated } = judgeEvents({ events, met: known.contacts, appId });
    const fates = { ...NOTHING, own_write: ownWrites, unrelated };
    if (kept.length === 0) return { fates, lanes: [] };

    const fresh = await insertEventKeys(
      tx,
      kept.map(({ event }) => event.key),
    );
    const news = kept.filter(({ event }) => fresh.has(event.key.toString('hex')));
    const lanes = await carryOut(
      tx,
      news.flatMap(({ consequences }) => consequences),
    );
    const working = known.status === 'active' && known.mode !== 'paused';
    return { fates: { ...fates, kept: news.length, repeated: kept.length - news.length }, lanes: working ? lanes : [] };
  });
}

function mentioned(events: readonly HubSpotEvent[]): { contactIds: string[]; companyIds: string[] } {
  const contactIds = new Set<string>();
  const companyIds = new Set<string>();
  for (const event of events) {
    if (event.kind === 'company_changed') companyIds.add(event.companyId);
    else contactIds.add(event.contactId);
    if (event.kind === 'contacts_merged') for (const loserId of event.loserIds) contactIds.add(loserId);
  }
  return { contactIds: [...contactIds], companyIds: [...companyIds] };
}

/** Stores what follows from the events and answers the lanes in which leads now wait. */
async function carryOut(tx: PortalTx, consequences: readonly Consequence[]): Promise<Lane[]> {
  const { wakes, forgets, restores } = foldConsequences(consequences);
  for (const { contactId } of restores) await unmarkGone(tx, contactId);
  for (const { contactId, gone, mergedInto, atMs } of forgets) {
    await markGone(tx, { contactId, gone, mergedInto, at: new Date(atMs) });
  }
  const left =
    forgets.length === 0
      ? []
      : await removeRows(
          tx,
          forgets.map(({ contactId }) => contactId),
        );
  // What a merged contact waited for, its winner waits for now.
  const moved = left.flatMap((row) => {
    const winner = forgets.find(({ contactId }) => contactId === row.contact_id)?.mergedInto ?? null;
    return winner === null ? [] : [{ contactId: winner, lane: row.lane, reasons: row.reasons }];
  });
  const rows = [...wakes, ...moved];
  await addReasons(tx, rows);
  return LANES.filter((lane) => rows.some((row) => row.lane === lane));
}
