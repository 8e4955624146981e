import { handoffParts, type HandoffParts } from '../../handoff/contract.ts';
import type { Directory } from '../../hubspot/lead.ts';
import type { ReadPolicy } from '../../policy-in-force.ts';
import { BatonError } from '../../errors.ts';
import type { PortalTx } from '../../store/store.ts';
import { readCardRows, type CardRows } from '../../store/tables/card-rows.ts';
import { noteCardSeen } from '../../store/tables/portals.ts';
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
  policyInForce: ReadPolicy;
  now: Date;
}

/**
 * The card of a contact for one viewer, from Postgres only. Throws BatonError `not_installed` when the account does not
 * have Baton. What the viewer may not see is not even decrypted.
 */
export async function readCard(tx: PortalTx, question: CardQuestion): Promise<CardView> {
  const { contactId, userId, directory, now } = question;
  const rows = await readCardRows(tx, { contactId, now, historyLines: HISTORY_LINES });
  if (rows === null || rows.portal.status === 'uninstalled') throw notInstalled();
  const { portal, handoff } = rows;
  if (now.getTime() - (portal.cardSeenAt?.getTime() ?? 0) > SEEN_AGAIN_MS) await noteCardSeen(tx, now);
  // An account without a policy still has a card; nothing is routed there.
  const policy = rows.policy === null ? null : (await question.policyInForce(tx, now, rows.policy)).compiled;
  const pools: ReadonlyMap<string, PoolPeople> = policy?.pools ?? new Map();
  const viewer = viewerOf(userId, portal, directory);
  const parts = handoff !== null && mayAct(viewer, handoff, pools) ? await partsOf(rows) : null;
  const workingHoursOnly = policy?.document.sla.clock === 'working_hours';
  return showCard({ rows, parts, directory, pools, workingHoursOnly, days: policy?.days, viewer, now });
}

export function notInstalled(): BatonError {
  return new BatonError({ code: 'not_installed', sentence: 'Baton is not installed in this account.' });
}

async function partsOf(rows: CardRows): Promise<HandoffParts | null> {
  const opened = await rows.openParts();
  return opened === null ? null : handoffParts.parse(opened);
}
