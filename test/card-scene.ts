import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import express from 'express';
import { pino } from 'pino';
import { actionAnswer, cardAnswer, type ActionAnswer, type CardView } from '../src/cards/contract/index.ts';
import { handoffCardRoutes } from '../src/cards/handoff/routes.ts';
import type { Person } from '../src/hubspot/lead.ts';
import { signV3 } from '../src/hubspot/signature.ts';
import { createMetrics } from '../src/metrics.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import { storedDirectory, storeDirectory } from '../src/store/tables/directories.ts';
import { anna, ben, cleo, openDecidingScene, readyLead } from './deciding-scene.ts';
import { testDatabase } from './support/postgres.ts';

const SECRET = 'card-secret';

/** Users of the portal. Anna and Ben share the pool `sales`, Cleo is alone in `france`, Dora owns nothing and leads nobody. */
export const USERS = { anna: 101, ben: 102, cleo: 103, dora: 104, installer: 105, boss: 106 };
const named = (person: Person, name: string, userId: number): Person => ({ ...person, name, userId });
export const PEOPLE = [
  named(anna, 'Anna Keller', USERS.anna),
  named(ben, 'Ben Ode', USERS.ben),
  named(cleo, 'Cleo Martin', USERS.cleo),
  named({ ...anna, ownerId: 'boss', superAdmin: true }, 'Bo Boss', USERS.boss),
];

export type CardScene = Awaited<ReturnType<typeof openCardScene>>;

/** The card's server on real HTTP and Postgres, with portals whose leads are decided as the drain decides them. */
export async function openCardScene() {
  const database = await testDatabase();
  const store = await database.store();
  const metrics = createMetrics();
  const rung: string[] = [];
  const app = express();
  const server = app.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const publicUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
  app.use(
    handoffCardRoutes({
      store,
      recentDirectory: (portalId) => store.forPortal(portalId).transaction((tx) => storedDirectory(tx)),
      policyInForce: createPolicies(),
      bells: {
        ring: async (portalId, lane) => void rung.push(`${portalId} ${lane}`),
        ringWrites: async (portalId) => void rung.push(`${portalId} writes`),
      },
      clientSecret: SECRET,
      publicUrl,
      metrics,
      logger: pino({ level: 'silent' }),
    }),
  );

  async function openPortal(portalId: number) {
    const scene = await openDecidingScene(store, portalId);
    await scene.portal.transaction(async (tx) => {
      await storeDirectory(tx, { people: PEOPLE, teams: [], fetchedAtMs: Date.now() });
      await tx.db.updateTable('portals').set({ installed_by_user_id: USERS.installer }).execute();
    });
    const decide: typeof scene.decide = (leads, o) => scene.decide(leads, { people: PEOPLE, ...o });
    /** One new lead, routed; answers its card as Anna sees it. */
    async function routed(contactId: string) {
      await decide([readyLead(contactId)]);
      const handoff = await scene.handoffOf(contactId);
      if (handoff === null) throw new Error('the lead has no handoff');
      return handoff;
    }
    return {
      ...scene,
      decide,
      routed,
      card: (userId: number, contactId: string) => readCard(portalId, userId, contactId),
      act: (userId: number, body: unknown) => act(portalId, userId, body),
    };
  }

  /** As HubSpot's proxy: identity in the signed query. `change` tampers with the request after it was signed. */
  async function send(o: {
    portalId: number;
    userId: number;
    method: 'GET' | 'POST';
    path: string;
    body?: unknown;
    change?: (request: { url: string; headers: Record<string, string> }) => void;
  }): Promise<{ status: number; body: unknown }> {
    const url = new URL(o.path, publicUrl);
    url.searchParams.set('userId', String(o.userId));
    url.searchParams.set('portalId', String(o.portalId));
    url.searchParams.set('userEmail', 'somebody@firm.example');
    const body = o.body === undefined ? '' : typeof o.body === 'string' ? o.body : JSON.stringify(o.body);
    const timestamp = String(Date.now());
    const signature = signV3({ secret: SECRET, method: o.method, url: url.href, body, timestamp });
    const request = {
      url: url.href,
      headers: {
        'content-type': 'application/json',
        'x-hubspot-request-timestamp': timestamp,
        'x-hubspot-signature-v3': signature,
      },
    };
    o.change?.(request);
    const response = await fetch(request.url, {
      method: o.method,
      headers: request.headers,
      ...(body === '' ? {} : { body }),
    });
    return { status: response.status, body: await response.json() };
  }

  async function readCard(portalId: number, userId: number, contactId: string): Promise<CardView> {
    const answer = cardAnswer.parse(
      (await send({ portalId, userId, method: 'GET', path: `/cards/handoff?objectId=${contactId}` })).body,
    );
    if (!answer.ok) throw new Error(answer.error.sentence);
    return answer.card;
  }

  async function act(portalId: number, userId: number, body: unknown): Promise<ActionAnswer> {
    return actionAnswer.parse(
      (await send({ portalId, userId, method: 'POST', path: '/cards/handoff/actions', body })).body,
    );
  }

  return {
    store,
    metrics,
    rung,
    send,
    act,
    openPortal,
    async close() {
      server.closeAllConnections();
      server.close();
      await database.close();
    },
  };
}

/** A click, with what the person saw. */
export function clickOn(
  action: 'accept' | 'wrong_owner' | 'done',
  handoff: { handoffId: string; revision: number },
  reason?: string,
) {
  const { handoffId, revision } = handoff;
  return { action, handoffId, revision, requestId: randomUUID(), ...(reason === undefined ? {} : { reason }) };
}
