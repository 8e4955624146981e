import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { controlClient, type ControlClient } from '../emulator/client.ts';
import { previewFetchAnswer, type PreviewFetchRequest } from '../emulator/preview-api.ts';
import { startEmulator, type Emulator } from '../emulator/server.ts';
import { verifyV3, type SignatureCheck } from '../src/hubspot/signature.ts';

const APP = { clientId: 'client-1', clientSecret: 'secret-1', appId: 1001 };
const PORTAL = 4242;
/** What the app calls itself in the project; nobody is there. */
const PUBLIC = 'https://baton.example.com';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

/** A stand-in for the app: keeps what it gets and answers what it is told to. */
let app: Server;
let appUrl: string;
let seen: Seen[] = [];
let answer: (res: ServerResponse, request: Seen) => void;
let project: string;
let emulator: Emulator;
let control: ControlClient;

beforeAll(async () => {
  app = createServer((req, res) => {
    const chunks: Buffer[] = [];
    req.on('data', (chunk: Buffer) => chunks.push(chunk));
    req.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const request = { method: req.method ?? '', url: req.url ?? '', headers: req.headers, body };
      seen.push(request);
      answer(res, request);
    });
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const address = z.object({ port: z.number() }).parse(app.address());
  appUrl = `http://127.0.0.1:${address.port}`;
  project = mkdtempSync(path.join(tmpdir(), 'baton-project-'));
  mkdirSync(path.join(project, 'src', 'app'), { recursive: true });
  permit(['${BATON_URL}']);
  writeFileSync(path.join(project, 'hsprofile.dev.json'), JSON.stringify({ variables: { BATON_URL: PUBLIC } }));
  emulator = await startEmulator({ port: 0, appUrl, ...APP, projectFolder: project });
  control = controlClient(emulator.url);
  const user = { userId: 7, ownerId: '701', email: 'ada@firm.example', firstName: 'Ada', lastName: 'Byron' };
  const portals = [PORTAL, 5151].map((portalId) => ({ portalId, timeZone: 'Europe/Berlin', users: [user] }));
  await control.seed({ portals });
  resetApp();
});
afterEach(async () => {
  permit(['${BATON_URL}']);
  await control.clearFaults();
  resetApp();
});
afterAll(async () => {
  await emulator.close();
  app.closeAllConnections();
  app.close();
  rmSync(project, { recursive: true, force: true });
});

function resetApp(): void {
  seen = [];
  answer = (res) => send(res, 200, { ok: true });
}

function send(res: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  res.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function permit(urls: readonly string[]): void {
  const meta = { uid: 'a', type: 'app', config: { name: 'Baton', permittedUrls: { fetch: urls } } };
  writeFileSync(path.join(project, 'src', 'app', 'app-hsmeta.json'), JSON.stringify(meta));
}

async function call(request: Partial<PreviewFetchRequest> = {}) {
  const response = await fetch(`${emulator.url}/_preview/fetch`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ portalId: PORTAL, userId: 7, url: `${PUBLIC}/cards/handoff?objectId=5`, ...request }),
  });
  expect(response.status).toBe(200);
  const { body, ...rest } = previewFetchAnswer.parse(await response.json());
  return { ...rest, body: z.record(z.string(), z.unknown()).parse(JSON.parse(body)) };
}

/** Did the app get it signed with its own secret, over its own address? */
function checkSignature(request: Seen | undefined): SignatureCheck {
  const header = (name: string) => z.string().optional().parse(request?.headers[name]);
  return verifyV3({
    secret: APP.clientSecret,
    method: request?.method ?? '',
    url: appUrl + request?.url,
    body: request?.body ?? '',
    timestamp: header('x-hubspot-request-timestamp'),
    signature: header('x-hubspot-signature-v3'),
    nowMs: Date.now(),
  });
}

describe('what reaches the app', () => {
  it('goes to its local address with the identity appended, signed over what was sent', async () => {
    const answered = await call({ method: 'POST', body: { reason: 'wrong_region' } });
    expect(answered).toMatchObject({ status: 200, body: { ok: true }, appStatus: 200, attempts: 1 });
    expect(seen).toHaveLength(1);
    const url = new URL(seen[0]?.url ?? '', appUrl);
    expect(url.pathname).toBe('/cards/handoff');
    expect(Object.fromEntries(url.searchParams)).toEqual({
      objectId: '5',
      userId: '7',
      portalId: String(PORTAL),
      userEmail: 'ada@firm.example',
      appId: '1001',
    });
    expect(checkSignature(seen[0])).toEqual({ ok: true });
    expect(seen[0]).toMatchObject({
      body: '{"reason":"wrong_region"}',
      headers: { 'content-type': 'application/json' },
    });
  });

  it('carries no identity that the page made up', async () => {
    const claims = 'userId=1&userId=2&portalId=9&userEmail=eve%40evil.example&appId=3&x=1';
    await call({ url: `${PUBLIC}/cards/handoff?${claims}` });
    const query = new URL(seen[0]?.url ?? '', appUrl).searchParams;
    expect(query.getAll('userId')).toEqual(['7']);
    expect(query.getAll('portalId')).toEqual([String(PORTAL)]);
    expect(query.getAll('userEmail')).toEqual(['ada@firm.example']);
    expect(query.getAll('appId')).toEqual(['1001']);
    expect(query.get('x')).toBe('1');
  });

  it('has no body with GET', async () => {
    await call({ method: 'GET', body: { dropped: true } });
    expect(seen[0]?.body).toBe('');
    expect(checkSignature(seen[0])).toEqual({ ok: true });
  });

  it('may carry Authorization, and no other header', async () => {
    await call({ headers: { authorization: 'Bearer x' } });
    expect(seen[0]?.headers.authorization).toBe('Bearer x');
    resetApp();
    const refused: Record<string, string>[] = [{ 'X-Other': '1' }, { Authorization: 'Bearer x', 'X-Other': '1' }];
    for (const headers of refused) {
      expect(await call({ headers })).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' } });
    }
    expect(seen).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([
    'https://evil.example/cards',
    'http://baton.example.com/cards',
    'https://baton.example.com.evil.example/cards',
    'https://baton.example.com:8443/cards',
    '/cards/handoff',
    'not an address',
  ])('%s is refused', async (url) => {
    expect(await call({ url })).toMatchObject({ status: 400, body: { category: 'VALIDATION_ERROR' }, appStatus: null });
    expect(seen).toEqual([]);
  });

  it('stay below a permitted path', async () => {
    permit(['${BATON_URL}/cards']);
    expect((await call({ url: `${PUBLIC}/cards/handoff` })).status).toBe(200);
    expect((await call({ url: `${PUBLIC}/cards` })).status).toBe(200);
    expect((await call({ url: `${PUBLIC}/cards-of-others` })).status).toBe(400);
    expect((await call({ url: `${PUBLIC}/cards/../settings` })).status).toBe(400);
    expect(seen).toHaveLength(2);
  });
});

describe('what the page gets', () => {
  it.each([404, 409, 302])('when the app answers %i: 502 with the answer inside, asked once', async (status) => {
    answer = (res) => send(res, status, { ok: false }, { Location: `${appUrl}/elsewhere` });
    expect(await call()).toMatchObject({
      status: 502,
      appStatus: status,
      attempts: 1,
      body: {
        status: 'error',
        category: 'BAD_GATEWAY',
        responseBody: { ok: false },
        context: { appServerStatusCode: [String(status)] },
      },
    });
    expect(seen).toHaveLength(1);
  });

  it('after one 5xx: the second answer; after two: 502', async () => {
    answer = (res) => send(res, seen.length === 1 ? 503 : 200, { n: seen.length });
    expect(await call({ method: 'POST', body: {} })).toMatchObject({ status: 200, attempts: 2, body: { n: 2 } });
    answer = (res) => send(res, 500, {});
    expect(await call()).toMatchObject({ status: 502, appStatus: 500, attempts: 2 });
  });

  it('after one cut connection: the second answer; after two: an error of the proxy', async () => {
    answer = (res) => (seen.length === 1 ? res.destroy() : send(res, 200, { ok: true }));
    expect(await call()).toMatchObject({ status: 200, attempts: 2 });
    answer = (res) => res.destroy();
    expect(await call()).toMatchObject({ status: 500, appStatus: null, body: { category: 'INTERNAL_SERVER_ERROR' } });
  });

  it('when the app takes too long: 504', async () => {
    answer = () => {};
    expect(await call({ timeoutMs: 50 })).toMatchObject({ status: 504, body: { category: 'GATEWAY_TIMEOUT' } });
    expect(seen).toHaveLength(2);
  });

  it('when the app cannot be reached: an error of the proxy, and the app hears nothing', async () => {
    await control.faults([{ kind: 'app_unreachable', portalId: PORTAL }]);
    expect((await call()).status).toBe(500);
    expect(seen).toEqual([]);
    expect((await call({ portalId: 5151 })).status).toBe(200);
  });

  it('never more than 1 MB, either way', async () => {
    const large = 'x'.repeat(1_048_576);
    expect(await call({ method: 'POST', body: { large } })).toMatchObject({ status: 400, appStatus: null });
    answer = (res) => send(res, 200, { large });
    expect(await call()).toMatchObject({ status: 502, body: { category: 'BAD_GATEWAY', responseBody: '' } });
  });

  it('when more than 20 are under way in the account: 429', async () => {
    const held: ServerResponse[] = [];
    answer = (res) => held.push(res);
    const calls = Array.from({ length: 20 }, () => call());
    await expect.poll(() => held.length, { timeout: 10_000 }).toBe(20);
    expect(await call()).toMatchObject({ status: 429, appStatus: null });
    answer = (res) => send(res, 200, { ok: true });
    expect((await call({ portalId: 5151 })).status).toBe(200);
    for (const res of held) send(res, 200, { ok: true });
    expect((await Promise.all(calls)).map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
    expect((await call()).status).toBe(200);
  });
});

describe('trouble on purpose', () => {
  it('bad-gateway fails without asking the app', async () => {
    expect(await call({ mode: 'bad-gateway' })).toMatchObject({ status: 502, appStatus: null, attempts: 0 });
    expect(seen).toEqual([]);
  });

  it('answer-lost lets the app work twice and tells the page that it failed', async () => {
    const answered = await call({ mode: 'answer-lost', method: 'POST', body: { requestId: 'r1' } });
    expect(answered).toMatchObject({ status: 502, appStatus: 200, attempts: 2 });
    expect(seen.map(({ body }) => body)).toEqual(['{"requestId":"r1"}', '{"requestId":"r1"}']);
  });

  it('unsigned and wrong-signature reach the app as they say', async () => {
    await call({ mode: 'unsigned' });
    await call({ mode: 'wrong-signature' });
    expect(seen.map(checkSignature)).toEqual([
      { ok: false, reason: 'missing' },
      { ok: false, reason: 'mismatch' },
    ]);
  });
});

const post = (headers: Record<string, string>, body: string) =>
  fetch(`${emulator.url}/_preview/fetch`, { method: 'POST', headers, body });

it('refuses requests that no page can make', async () => {
  const request = JSON.stringify({ portalId: PORTAL, userId: 7, url: `${PUBLIC}/cards` });
  // what a form of another site can send without asking first
  expect((await post({ 'Content-Type': 'text/plain' }, request)).status).toBe(400);
  expect((await post({ 'Content-Type': 'application/json' }, '{"portalId":4242}')).status).toBe(400);
  const stranger = JSON.stringify({ portalId: PORTAL, userId: 99, url: `${PUBLIC}/cards` });
  expect((await post({ 'Content-Type': 'application/json' }, stranger)).status).toBe(400);
  expect(seen).toEqual([]);
});

it('is there only when nobody but this machine can reach it', async () => {
  const open = await startEmulator({ port: 0, host: '0.0.0.0', appUrl, ...APP, projectFolder: project });
  const url = open.url.replace('0.0.0.0', '127.0.0.1');
  expect((await fetch(`${url}/_preview/project`)).status).toBe(404);
  expect((await fetch(`${url}/_emulator/portals`)).status).toBe(200);
  await open.close();
});
