import type { Logger } from 'pino';
import { handoffParts, type HandoffParts } from '../../handoff/contract.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { peopleInForce } from '../../people-in-force.ts';
import type { ReadPolicy } from '../../policy-in-force.ts';
import { codeOf, NotInstalled } from '../../errors.ts';
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
  logger: Pick<Logger, 'error'>;
  now: Date;
}

/**
 * The card of a contact for one viewer, from Postgres only. Throws NotInstalled. What the viewer may not see is not even decrypted.
 */
export async function readCard(tx: PortalTx, question: CardQuestion): Promise<CardView> {
  const { contactId, userId, directory, now } = question;
  const rows = await readCardRows(tx, { contactId, now, historyLines: HISTORY_LINES });
  if (rows === null || rows.portal.status === 'uninstalled') throw new NotInstalled();
  const { portal, handoff } = rows;
  if (now.getTime() - (portal.cardSeenAt?.getTime() ?? 0) > SEEN_AGAIN_MS) await noteCardSeen(tx, now);
  // An account without a policy still has a card; nothing is routed there.
  const policy = rows.policy === null ? null : (await question.policyInForce(tx, now, rows.policy)).compiled;
  const pools: ReadonlyMap<string, PoolPeople> = policy?.pools ?? new Map();
  const viewer = viewerOf(userId, portal, directory, now);
  const inside = handoff !== null && mayAct(viewer, handoff, pools);
  const parts = inside ? await partsOf(rows, question) : null;
  const workingHoursOnly = policy?.document.sla.clock === 'working_hours';
  const overrides = rows.override === null ? [] : [rows.override];
  const people = directory === null ? null : await peopleInForce(directory, { policy, overrides, now });
  return showCard({ rows, inside, parts, directory: people, pools, workingHoursOnly, days: policy?.days, viewer, now });
}

/** Parts that cannot be read (a lost key, another version's form) leave the rest of the card as it is. */
async function partsOf(rows: CardRows, { contactId, logger }: CardQuestion): Promise<HandoffParts | null> {
  try {
    const opened = await rows.openParts();
    return opened === null ? null : handoffParts.parse(opened);
  } catch (error) {
    logger.error(
      { portalId: rows.portal.portalId, contactId, code: codeOf(error) },
      'the parts of a handoff are unreadable',
    );
    return null;
  }
}
