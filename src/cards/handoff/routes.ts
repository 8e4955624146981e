import express, { type Router } from 'express';
import type { Logger } from 'pino';
import { BadInput, codeOf } from '../../errors.ts';
import type { Directory } from '../../hubspot/lead.ts';
import type { Metrics } from '../../metrics.ts';
import type { ReadPolicy } from '../../policy-in-force.ts';
import type { Lane } from '../../policy/taxonomy.ts';
import type { Store } from '../../store/store.ts';
import { actionRequest, type ActionAnswer, type CardAnswer } from '../contract/index.ts';
import { jsonOf, signed } from '../signed.ts';
import { actOnCard } from './act-on-card.ts';
import { readCard } from './read-card.ts';

const CONTACT_ID = /^[1-9]\d{0,19}$/;

/** What the handoff card fetches: GET /cards/handoff and POST /cards/handoff/actions. Both are safe to repeat. */
export function handoffCardRoutes(deps: {
  store: Store;
  /** The account's people without asking HubSpot; null: never read. */
  recentDirectory(portalId: number): Promise<Directory | null>;
  policyInForce: ReadPolicy;
  bells: { ring(portalId: number, lane: Lane): Promise<void>; ringWrites(portalId: number): Promise<void> };
  clientSecret: string;
  publicUrl: string;
  metrics: Pick<Metrics, 'count'>;
  logger: Logger;
}): Router {
  const { store, recentDirectory, policyInForce, bells, metrics, logger } = deps;
  const route = signed(deps);
  const router = express.Router();

  router.get(
    '/cards/handoff',
    route('/cards/handoff', async ({ identity: { portalId, userId }, query }): Promise<CardAnswer> => {
      const contactId = query.get('objectId') ?? '';
      if (!CONTACT_ID.test(contactId))
        throw new BadInput('The card was opened without a contact.', { place: 'objectId' });
      const directory = await recentDirectory(portalId);
      const card = await store
        .forPortal(portalId)
        .transaction((tx) => readCard(tx, { contactId, userId, directory, policyInForce, logger, now: new Date() }));
      return { ok: true, card };
    }),
  );

  router.post(
    '/cards/handoff/actions',
    route('/cards/handoff/actions', async ({ identity: { portalId, userId }, body }): Promise<ActionAnswer> => {
      const request = actionRequest.safeParse(jsonOf(body));
      if (!request.success) {
        metrics.count('card_actions_total', { action: 'unknown', end: 'bad_input' });
        throw new BadInput('This page of Baton is older or newer than its server. Please reload it.');
      }
      const directory = await recentDirectory(portalId);
      const question = { userId, directory, policyInForce, logger };
      const portal = store.forPortal(portalId);
      const { refusal, contactId, ring } = await portal
        .transaction((tx) => actOnCard(tx, request.data, { ...question, now: new Date() }))
        .catch((error: unknown) => {
          metrics.count('card_actions_total', { action: request.data.action, end: codeOf(error) });
          throw error;
        });
      metrics.count('card_actions_total', { action: request.data.action, end: refusal?.code ?? 'done' });
      if (ring !== null) await ringFor(portalId, ring);
      const card =
        contactId === null
          ? null
          : await portal.transaction((tx) => readCard(tx, { ...question, contactId, now: new Date() }));
      if (refusal !== null) return { ok: false, error: { code: refusal.code, sentence: refusal.sentence }, card };
      return card === null ? { ok: false, error: UNKNOWN, card } : { ok: true, card };
    }),
  );

  return router;

  /** What was done is stored; a bell that is not heard only makes it visible later. */
  async function ringFor(portalId: number, ring: 'writes' | 'fresh'): Promise<void> {
    try {
      await (ring === 'writes' ? bells.ringWrites(portalId) : bells.ring(portalId, 'fresh'));
    } catch (error) {
      logger.warn({ portalId, err: error }, 'a bell was not heard; the sweep rings it');
    }
  }
}

const UNKNOWN = { code: 'unknown_handoff', sentence: 'This handoff does not exist in this account.' };
