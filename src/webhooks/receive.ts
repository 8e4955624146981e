import { closeGone } from '../handoff/close-gone.ts';
import { addReasons } from '../mailbox/reasons.ts';
import type { WaitingLead } from '../mailbox/types.ts';
import { LANES, type Lane } from '../policy/taxonomy.ts';
import { codeOfPg } from '../store/errors.ts';
import type { PortalTx, Store } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { deletedSince, lockWaiting, markGone, unmarkGone } from '../store/tables/contacts.ts';
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
  /** The leads that wait because of them. */
  leads: readonly WaitingLead[];
}

/** Deadlock, serialization failure: Postgres undid this transaction so that another one could go on. */
const CONFLICTS: ReadonlySet<string> = new Set(['40P01', '40001']);

const NOTHING: Received['fates'] = { kept: 0, repeated: 0, own_write: 0, unrelated: 0, unknown_portal: 0 };

/**
 * Takes in the events of one portal, in one transaction: once it is committed no lead is lost. An event that was stored
 * before does nothing, so HubSpot may send the same request as often as it likes. Events of an account that does not
 * have the app (any more) are dropped; those of a suspended or paused one are kept for later.
 * Throws StoreUnavailable, and then nothing is stored. A conflict with another transaction is repeated once.
 */
export async function receiveEvents(options: Incoming): Promise<Received> {
  try {
    return await takeIn(options);
  } catch (error) {
    if (!CONFLICTS.has(codeOfPg(error) ?? '')) throw error;
    return takeIn(options);
  }
}

interface Incoming {
  store: Store;
  portalId: number;
  events: readonly HubSpotEvent[];
  appId: number;
}

async function takeIn({ store, portalId, events, appId }: Incoming): Promise<Received> {
  return store.forPortal(portalId).transaction(async (tx): Promise<Received> => {
    const known = await lookUp(tx, mentioned(events));
    if (known === null || known.status === 'uninstalled') {
      return { fates: { ...NOTHING, unknown_portal: events.length }, lanes: [], leads: [] };
    }
    const { kept, ownWrites, unrelated } = judgeEvents({
      events,
      met: known.contacts,
      deletedSince: await deletedSince(
        tx,
        [...known.contacts.values()].filter((contact) => contact.gone).map((contact) => contact.contactId),
      ),
      appId,
    });
    const fates = { ...NOTHING, own_write: ownWrites, unrelated };
    if (kept.length === 0) return { fates, lanes: [], leads: [] };

    const fresh = await insertEventKeys(
      tx,
      kept.map(({ event }) => event.key),
    );
    const news = kept.filter(({ event }) => fresh.has(event.key.toString('hex')));
    const { lanes, leads } = await carryOut(
      tx,
      news.flatMap(({ consequences }) => consequences),
    );
    const working = known.status === 'active' && known.mode !== 'paused';
    const counted = { ...fates, kept: news.length, repeated: kept.length - news.length };
    return { fates: counted, lanes: working ? lanes : [], leads };
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

/**
 * Stores what follows from the events and answers the leads that now wait, and their lanes. First the mailbox, then the contacts,
 * as deciders do; the other way round the two would wait for each other.
 */
async function carryOut(
  tx: PortalTx,
  consequences: readonly Consequence[],
): Promise<{ lanes: Lane[]; leads: WaitingLead[] }> {
  const { wakes, forgets, restores } = foldConsequences(consequences);
  const leaving = forgets.map(({ contactId }) => contactId);
  const winners = forgets.flatMap(({ mergedInto }) => mergedInto ?? []);
  // First of all locks, as every decider takes it.
  if (forgets.length > 0) await lockBalance(tx, 'live');
  if (forgets.length + restores.length > 0) {
    await lockWaiting(tx, [...leaving, ...winners, ...wakes.map(({ contactId }) => contactId)]);
  }
  const left = leaving.length === 0 ? [] : await removeRows(tx, leaving);
  // What a merged contact waited for, its winner waits for now.
  const moved = left.flatMap((row) => {
    const winner = forgets.find(({ contactId }) => contactId === row.contact_id)?.mergedInto ?? null;
    return winner === null ? [] : [{ contactId: winner, lane: row.lane, reasons: row.reasons }];
  });
  const rows = [...wakes, ...moved];
  const leads = await addReasons(tx, rows);

  const hasClosed = await closeGone(tx, forgets, new Date());
  for (const end of [...forgets, ...restores].toSorted((a, b) => (a.contactId < b.contactId ? -1 : 1))) {
    if (end.do === 'restore') await unmarkGone(tx, end.contactId);
    else {
      const { contactId, gone, mergedInto, atMs } = end;
      await markGone(tx, { contactId, gone, mergedInto, at: new Date(atMs) });
    }
  }
  const lanes = LANES.filter((lane) => rows.some((row) => row.lane === lane) || (hasClosed && lane === 'fresh'));
  return { lanes, leads };
}
