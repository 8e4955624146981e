import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express from 'express';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { signV2, signV3 } from '../src/hubspot/signature.ts';
import { createMetrics } from '../src/metrics.ts';
import { completeCallbacks } from '../src/workflow-actions/complete-callbacks.ts';
import { workflowActionRoutes } from '../src/workflow-actions/routes.ts';
import { APP } from './emulator-portal.ts';
import { LIVES_PORTAL, OWNERS, startLivesScene, type LivesScene } from './lives-scene.ts';

const PUBLIC_URL = 'https://baton.example';
const logger = pino({ level: 'silent' });
const answered = z.object({ outputFields: z.record(z.string(), z.string()) });

let scene: LivesScene;
let server: Server;
let url = '';
beforeAll(async () => {
  scene = await startLivesScene();
  const app = express();
  app.use(
    workflowActionRoutes({
      store: scene.store,
      bells: { ring: async () => {} },
      clientSecret: APP.clientSecret,
      publicUrl: PUBLIC_URL,
      metrics: createMetrics(),
      logger,
    }),
  );
  server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  url = `http://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  server.close();
  await scene.close();
});

let callbacks = 0;

async function call(
  path: string,
  contactId: string,
  o: { signature?: 'v2' | 'v3' | 'none' | 'wrong'; callbackId?: string } = {},
) {
  const { signature = 'v2', callbackId = `ap-${LIVES_PORTAL}-${(callbacks += 1)}-0` } = o;
  const body = JSON.stringify({
    callbackId,
    origin: { portalId: LIVES_PORTAL, actionDefinitionId: 1 },
    context: { source: 'WORKFLOWS', workflowId: 9 },
    object: { objectId: Number(contactId), objectType: 'CONTACT' },
    inputFields: {},
  });
  const secret = signature === 'wrong' ? 'another' : APP.clientSecret;
  const signed = { secret, method: 'POST', url: PUBLIC_URL + path, body };
  const timestamp = String(Date.now());
  const headers: Record<string, string> =
    signature === 'none'
      ? {}
      : signature === 'v3'
        ? { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': signV3({ ...signed, timestamp }) }
        : { 'x-hubspot-signature': signV2(signed), 'x-hubspot-signature-version': 'v2' };
  const response = await fetch(url + path, { method: 'POST', body, headers });
  return { status: response.status, callbackId, body: z.unknown().parse(await response.json()) };
}

async function contact(): Promise<string> {
  const { contacts } = await scene.control.createContacts({
    portalId: LIVES_PORTAL,
    source: 'IMPORT',
    contacts: [{ properties: { email: `${Math.random()}@firm-${Math.random()}.example`, country: 'Germany' } }],
  });
  return contacts[0]?.id ?? '';
}

async function completions(callbackId: string) {
  const { requests } = await scene.control.requests(LIVES_PORTAL);
  return requests.filter(({ path }) => path.includes(`/callbacks/2026-09/${callbackId}/complete`));
}

async function setMode(mode: 'paused' | 'live'): Promise<void> {
  await scene.portal.transaction((tx) => tx.db.updateTable('portals').set({ mode }).execute());
}

async function due(callbackId: string): Promise<void> {
  await scene.portal.transaction((tx) =>
    tx.db
      .updateTable('workflow_callbacks')
      .set({ look_at: new Date(0) })
      .where('callback_id', '=', callbackId)
      .execute(),
  );
}

describe('the workflow action "Route this contact"', () => {
  it.each(['v2', 'v3'] as const)('routes, and tells the workflow who has it (signed with %s)', async (signature) => {
    const contactId = await contact();
    const { callbackId, body, status } = await call('/workflow-actions/route', contactId, { signature });
    expect(status).toBe(200);
    expect(answered.parse(body).outputFields).toEqual({
      hs_execution_state: 'BLOCK',
      hs_expiration_duration: 'PT15M',
    });
    await due(callbackId);
    await completeCallbacks({ store: scene.store, hubspot: scene.hubspot, logger }, LIVES_PORTAL);
    expect(await completions(callbackId), 'before anything was decided').toEqual([]);
    await scene.drain();
    const handoff = await scene.handoffOf(contactId);
    expect(handoff).not.toBeNull();
    for (let again = 0; again < 2; again += 1) {
      await due(callbackId);
      await completeCallbacks({ store: scene.store, hubspot: scene.hubspot, logger }, LIVES_PORTAL);
    }
    const [told, ...more] = await completions(callbackId);
    expect(more).toEqual([]);
    expect(told).toMatchObject({
      status: 204,
      body: {
        outputFields: {
          outcome: 'routed',
          owner_id: handoff?.ownerId,
          reason: expect.stringContaining('because'),
          hs_execution_state: 'SUCCESS',
        },
      },
    });
  });

  it('does once what HubSpot asks twice, and answers at once where somebody has the contact already', async () => {
    const contactId = await contact();
    const { callbackId } = await call('/workflow-actions/route', contactId);
    await scene.drain();
    const handoff = await scene.handoffOf(contactId);
    const again = await call('/workflow-actions/route', contactId, { callbackId });
    expect(answered.parse(again.body).outputFields).toMatchObject({
      hs_execution_state: 'SUCCESS',
      owner_id: handoff?.ownerId,
    });
    await scene.drain();
    expect((await scene.handoffOf(contactId))?.revision).toBe(handoff?.revision);
  });

  it('is told what stands where asking changes nothing', async () => {
    const contactId = await contact();
    for (const ownerId of OWNERS) scene.away.add(ownerId);
    await call('/workflow-actions/route', contactId);
    await scene.drain();
    const { callbackId } = await call('/workflow-actions/route', contactId);
    await scene.drain();
    scene.away.clear();
    await due(callbackId);
    await completeCallbacks({ store: scene.store, hubspot: scene.hubspot, logger }, LIVES_PORTAL);
    expect(await completions(callbackId)).toMatchObject([{ body: { outputFields: { outcome: 'held' } } }]);
  });

  it.each(['none', 'wrong'] as const)('is refused with signature: %s', async (signature) => {
    const { status } = await call('/workflow-actions/route', '501', { signature });
    expect(status).toBe(401);
  });

  it('lets the workflow go on with an error while routing is paused', async () => {
    await setMode('paused');
    const { status, body } = await call('/workflow-actions/route', '501');
    await setMode('live');
    expect(status).toBe(200);
    expect(answered.parse(body).outputFields).toMatchObject({ hs_execution_state: 'FAIL_CONTINUE', outcome: 'failed' });
  });
});

describe('the agent tool "Get handoff"', () => {
  it('says whose it is, until when, and what to do', async () => {
    const contactId = await contact();
    await call('/workflow-actions/route', contactId);
    const before = await call('/workflow-actions/handoff', contactId);
    expect(answered.parse(before.body).outputFields).toMatchObject({ hs_execution_state: 'FAIL_CONTINUE' });
    await scene.drain();
    const { body } = await call('/workflow-actions/handoff', contactId);
    expect(answered.parse(body).outputFields).toMatchObject({
      status: 'offered',
      owner_reason: expect.stringMatching(/.+/),
      sla_state: 'running',
      next_step: expect.stringMatching(/.+/),
      hs_execution_state: 'SUCCESS',
    });
  });
});
