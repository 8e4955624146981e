import { createHash } from 'node:crypto';
import type { Directory } from '../../hubspot/lead.ts';
import { BadInput, BatonError, NotAllowed, NotInstalled } from '../../errors.ts';
import { actOnHandoff } from '../../handoff/act.ts';
import { CHOSEN_OUTCOMES, type HandoffAction } from '../../handoff/lifecycle.ts';
import { addReasons } from '../../mailbox/reasons.ts';
import { watchCanary } from '../../publishing/canary.ts';
import { WRONG_OWNER_REASONS } from '../../policy/taxonomy.ts';
import type { PortalTx } from '../../store/store.ts';
import { lockBalance } from '../../store/tables/balances.ts';
import { runningCanary } from '../../store/tables/canaries.ts';
import { eventsOfContact } from '../../store/tables/handoff-events.ts';
import { openHandoffs } from '../../store/tables/handoffs.ts';
import { portalById, type PortalFacts } from '../../store/tables/portals.ts';
import { insertEventKeys } from '../../store/tables/webhook-events.ts';
import type { ActionRequest } from '../contract/index.ts';
import { ownerName, userName } from '../names.ts';
import { mayAct, mayRoute, viewerOf, type Viewer } from '../rights.ts';
import { actionOfChoice, mayReassign } from './more-choices.ts';
import { movedOnSentence, type LastEvent } from './moved-on.ts';
import type { CardQuestion } from './read-card.ts';

/** What is to be rung once the transaction is committed, and what to say if nothing was done. */
export interface ActionResult {
  contactId: string | null;
  refusal: BatonError | null;
  ring: 'writes' | 'fresh' | null;
}

/**
 * Does what a person clicked on the card, in the caller's transaction and from Postgres only. A repeated request changes
 * nothing and is no refusal. Refusals that people cause are answered, not thrown, because what is true now goes with them.
 */
export async function actOnCard(
  tx: PortalTx,
  request: ActionRequest,
  question: Omit<CardQuestion, 'contactId'>,
): Promise<ActionResult> {
  if ((await portalById(tx)) === null) throw new NotInstalled();
  // From here on nobody decides in this portal and nobody changes its mode to observe: both take this lock first.
  if (request.action !== 'route') await lockBalance(tx, 'live');
  const portal = await portalById(tx);
  if (portal === null || portal.status === 'uninstalled') throw new NotInstalled();
  if (portal.status === 'suspended') {
    throw new BatonError({
      code: 'suspended',
      sentence: "HubSpot has withdrawn Baton's access to this account; an admin has to install it again.",
    });
  }
  return request.action === 'route'
    ? routeByHand(tx, request, { ...question, portal })
    : actOnOne(tx, request, { ...question, portal });
}

async function actOnOne(
  tx: PortalTx,
  request: Exclude<ActionRequest, { action: 'route' }>,
  { portal, userId, directory, policyInForce, now }: Omit<CardQuestion, 'contactId'> & { portal: PortalFacts },
): Promise<ActionResult> {
  const viewer = viewerOf(userId, portal, directory, now);
  const action = actionOf(request, { viewer, directory, now });
  const policy = (await policyInForce(tx, now)).compiled;
  const { pools } = policy;
  const end = await actOnHandoff(tx, {
    handoffId: request.handoffId,
    revision: request.revision,
    requestId: request.requestId,
    userId,
    action,
    mayAct: (handoff) =>
      mayAct(viewer, handoff, pools) &&
      (action.action !== 'give' || action.to === viewer.ownerId || mayReassign(viewer, handoff, pools)),
    visible: portal.mode !== 'observe',
    terms: { policy, directory, portal: { ...portal, portalId: tx.portalId }, now },
  });
  switch (end.end) {
    case 'done':
      if (request.action === 'wrong_owner') await watchRunning(tx, portal);
      return { contactId: end.contactId, refusal: null, ring: DECIDED.has(action.action) ? 'fresh' : 'writes' };
    case 'repeated':
      return { contactId: end.contactId, refusal: null, ring: null };
    case 'not_allowed':
      return refused(
        end.contactId,
        new NotAllowed("Only the owner, the owner's pool, its manager and admins may act on this handoff."),
      );
    case 'moved_on':
      return refused(
        end.contactId,
        new BatonError({
          code: 'moved_on',
          sentence: movedOnSentence(await lastEvent(tx, end.contactId, { userId, directory })),
        }),
      );
    case 'unknown':
      return refused(
        null,
        new BatonError({ code: 'unknown_handoff', sentence: 'This handoff does not exist in this account.' }),
      );
    default:
      return end satisfies never;
  }
}

/** A draft that is tried on leads ends if they fare worse; a word about the owner is the soonest sign. */
async function watchRunning(tx: PortalTx, { mode }: PortalFacts): Promise<void> {
  const canary = await runningCanary(tx);
  if (canary !== null) await watchCanary(tx, canary, mode === 'observe' ? 'observe' : 'live');
}

async function lastEvent(
  tx: PortalTx,
  contactId: string,
  { userId, directory }: { userId: number; directory: Directory | null },
): Promise<LastEvent | null> {
  const [event] = await eventsOfContact(tx, contactId, { limit: 1 });
  if (event === undefined) return null;
  const { kind, actorUserId, ownerId } = event;
  const who = actorUserId === null ? null : actorUserId === userId ? 'You' : userName(directory, actorUserId);
  return { kind, who, owner: ownerId === null ? null : ownerName(directory, ownerId) };
}

function refused(contactId: string | null, refusal: BatonError): ActionResult {
  return { contactId, refusal, ring: null };
}

/** Who gets it then, the story decides. */
const DECIDED: ReadonlySet<HandoffAction['action']> = new Set(['wrong_owner', 'decline', 'give']);

/** Reasons come from closed lists. Throws BadInput. */
function actionOf(
  request: Exclude<ActionRequest, { action: 'route' }>,
  by: { viewer: Viewer; directory: Directory | null; now: Date },
): HandoffAction {
  if (request.action === 'more') return actionOfChoice(request.choice, by);
  if (request.action === 'accept') return { action: 'accept' };
  if (request.action === 'done') {
    const outcome = CHOSEN_OUTCOMES.find((one) => one === request.reason);
    if (outcome !== undefined) return { action: 'done', outcome };
    throw new BadInput('Please choose how it ended.', { place: 'reason' });
  }
  const reason = WRONG_OWNER_REASONS.find((one) => one === request.reason);
  if (reason !== undefined) return { action: 'wrong_owner', reason };
  throw new BadInput('Please choose why the owner is the wrong one.', { place: 'reason' });
}

/** The lead goes into the mailbox like any other; that it is routed, and to whom, the story decides a moment later. */
async function routeByHand(
  tx: PortalTx,
  { contactId, requestId }: Extract<ActionRequest, { action: 'route' }>,
  { portal, userId, directory, now }: Omit<CardQuestion, 'contactId'> & { portal: PortalFacts },
): Promise<ActionResult> {
  if (!mayRoute(viewerOf(userId, portal, directory, now))) {
    return refused(contactId, new NotAllowed('Only people who may own contacts, and admins, may route one.'));
  }
  if (portal.mode === 'paused') {
    const sentence = 'Routing is paused in this account. An admin can go live again in the settings.';
    return refused(contactId, new BatonError({ code: 'paused', sentence }));
  }
  const key = createHash('sha256').update(`card-route:${requestId}`).digest();
  if ((await insertEventKeys(tx, [key])).size === 0) return { contactId, refusal: null, ring: null };
  const [open] = await openHandoffs(tx, [contactId]);
  if (open !== undefined) {
    const sentence = 'This contact has an open handoff already. Nothing was done; this is how it stands.';
    return refused(contactId, new BatonError({ code: 'moved_on', sentence }));
  }
  const source = { source: 'CRM_UI', sourceId: `userId:${userId}`, occurredAt: now.getTime() };
  await addReasons(tx, [{ contactId, lane: 'fresh', reasons: [{ kind: 'by_hand', what: 'card', ...source }] }]);
  return { contactId, refusal: null, ring: 'fresh' };
}
