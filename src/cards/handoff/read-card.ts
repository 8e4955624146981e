import { handoffParts, type HandoffParts } from '../../handoff/contract.ts';
import type { Directory } from '../../hubspot/lead.ts';
import type { PolicyInForce } from '../../policy-in-force.ts';
import { BatonError } from '../../errors.ts';
import type { PortalTx } from '../../store/store.ts';
import { readCardRows, readHistory, type CardRows } from '../../store/tables/card-rows.ts';
import { noteCardSeen, portalById } from '../../store/tables/portals.ts';
import type { CardView } from '../contract/index.ts';
import { mayAct, viewerOf, type PoolPeople } from '../rights.ts';
import { showCard } from './show-card.ts';

const HISTORY_LINES = 20;
/** That the card is in use is noted this seldom: reading it is otherwise reading only. Milliseconds. */
const SEEN_AGAIN_MS = 86_400_000;

/** Who asks about whom. */
export interface CardQuestion {
  contactId: string;
  userId: number;
  /** The account's people as last read; null: never. */
  directory: Directory | null;
  policyInForce(tx: PortalTx, now: Date): Promise<PolicyInForce>;
  now: Date;
}

/**
 * The card of a contact for one viewer, from Postgres only. Throws BatonError `not_installed` when the account does not
 * have Baton. What the viewer may not see is not even decrypted.
 */
export async function readCard(tx: PortalTx, question: CardQuestion): Promise<CardView> {
  const { contactId, userId, directory, now } = question;
  const portal = await portalById(tx);
  if (portal === null || portal.status === 'uninstalled') throw notInstalled();
  if (now.getTime() - (portal.cardSeenAt?.getTime() ?? 0) > SEEN_AGAIN_MS) await noteCardSeen(tx, now);
  const rows = await readCardRows(tx, contactId);
  const history = await readHistory(tx, contactId, { limit: HISTORY_LINES });
  const policy = await policyOrNone(tx, question);
  const pools: ReadonlyMap<string, PoolPeople> = policy?.compiled.pools ?? new Map();
  const viewer = viewerOf(userId, portal, directory);
  const { handoff } = rows;
  const parts = handoff !== null && mayAct(viewer, handoff, pools) ? await partsOf(rows) : null;
  const workingHoursOnly = policy?.compiled.document.sla.clock === 'working_hours';
  return showCard({ portal, rows, parts, history, directory, pools, workingHoursOnly, viewer, now });
}

export function notInstalled(): BatonError {
  return new BatonError({ code: 'not_installed', sentence: 'Baton is not installed in this account.' });
}

/** An account without a policy still has a card; nothing is routed there. */
async function policyOrNone(tx: PortalTx, { policyInForce, now }: CardQuestion): Promise<PolicyInForce | null> {
  try {
    return await policyInForce(tx, now);
  } catch (error) {
    if (error instanceof BatonError && error.code === 'no_policy') return null;
    throw error;
  }
}

async function partsOf(rows: CardRows): Promise<HandoffParts | null> {
  const opened = await rows.openParts();
  return opened === null ? null : handoffParts.parse(opened);
}
