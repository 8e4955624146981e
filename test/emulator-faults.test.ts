import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUIRK_NAMES, QUIRKS, defaultQuirks, flippedQuirks, mixedQuirks } from '../emulator/quirks.ts';
import { verifyV3 } from '../src/hubspot/signature.ts';
import { APP, PORTAL, startScene, until, type Scene } from './emulator-portal.ts';

let scene: Scene;
let token: string;
beforeAll(async () => {
  scene = await startScene();
});
afterAll(() => scene.close());
beforeEach(async () => {
  await scene.control.reset();
  await scene.seedAll();
  token = (await scene.install()).access_token;
});

const owners = '/crm/owners/2026-09';
const contacts = '/crm/objects/2026-09/contacts';
const get = (path: string) => scene.api(token, 'GET', path);
const patch = (phone: string) => scene.api(token, 'PATCH', `${contacts}/600`, { properties: { phone } });
const phone = async () => (await scene.control.state(PORTAL)).contacts[0]?.properties['phone'];

describe('rate limit', () => {
  it('refuses the 111th call in ten seconds, for this portal only', async () => {
    const answers = await Promise.all(Array.from({ length: 115 }, () => get(owners)));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(5);
    expect(refused[0]?.body).toMatchObject({
      errorType: 'RATE_LIMIT',
      policyName: 'TEN_SECONDLY_ROLLING',
      message: 'You have reached your ten_secondly_rolling limit.',
    });
    expect(refused[0]?.headers.get('retry-after')).toBeNull();
    const remaining = answers.map(({ headers }) => Number(headers.get('x-hubspot-ratelimit-remaining')));
    expect([Math.max(...remaining), Math.min(...remaining)]).toEqual([109, 0]);
    expect(answers[0]?.headers.get('x-hubspot-ratelimit-interval-milliseconds')).toBe('10000');
    const search = await scene.api(token, 'POST', `${contacts}/search`, {});
    expect(search.status).toBe(200);
    expect(search.headers.get('x-hubspot-ratelimit-max')).toBeNull();
    await scene.control.quirks({ retryAfterOn429: true });
    const retryAfter = Number((await get(owners)).headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(10);
    const state = await scene.control.state(PORTAL);
    expect(state).toMatchObject({ rateLimited: 6, searchCalls: 1 });
  });

  it('refuses the sixth search in a second', async () => {
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => scene.api(token, 'POST', `${contacts}/search`, {})),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toMatchObject([
      { body: { message: 'You have reached your secondly limit.', policyName: 'SECONDLY' } },
    ]);
  });
});

/** 20 calls, half of which should fail. */
async function tossed(): Promise<number[]> {
  await scene.control.clearFaults();
  await scene.control.faults([{ kind: 'server_error', probability: 0.5, seed: 5 }]);
  const statuses: number[] = [];
  for (let call = 0; call < 20; call += 1) statuses.push((await get(owners)).status);
  return statuses;
}

describe('faults', () => {
  it('refuse without doing anything, as often as told, where they match', async () => {
    await scene.control.faults([
      { kind: 'server_error', status: 502, count: 1, match: { method: 'PATCH' } },
      { kind: 'rate_limit', policy: 'DAILY', retryAfterSeconds: 3, count: 1, match: { path: '/contacts/600' } },
      { kind: 'unauthorised', count: 1, match: { path: owners, portalId: PORTAL } },
      { kind: 'server_error', match: { portalId: 1 } },
    ]);
    expect((await patch('1')).status).toBe(502);
    const limited = await patch('1');
    expect(limited).toMatchObject({ status: 429, body: { policyName: 'DAILY' } });
    expect(limited.headers.get('retry-after')).toBe('3');
    expect(await phone()).toBeUndefined();
    expect((await patch('1')).status).toBe(200);
    expect((await get(owners)).status).toBe(401);
    expect((await get(owners)).status).toBe(200);
  });

  it('with a probability hit the same requests for the same seed', async () => {
    const first = await tossed();
    expect(new Set(first)).toEqual(new Set([200, 503]));
    expect(await tossed()).toEqual(first);
  });

  it('cut the connection: before the work, after it, or long before it', async () => {
    await scene.control.faults([{ kind: 'reset', count: 1 }]);
    await expect(patch('1')).rejects.toThrow();
    expect(await phone()).toBeUndefined();
    await scene.control.faults([{ kind: 'answer_lost', count: 1 }]);
    await expect(patch('2')).rejects.toThrow();
    expect(await phone()).toBe('2');
    await scene.control.faults([{ kind: 'applied_late', afterMs: 50, count: 1 }]);
    await expect(patch('3')).rejects.toThrow();
    expect(await phone()).toBe('2');
    await until(async () => (await phone()) === '3');
    await scene.control.faults([{ kind: 'time_out', afterMs: 50, count: 1 }]);
    await expect(patch('4')).rejects.toThrow();
    expect(await phone()).toBe('3');
    const { calls } = await scene.control.state(PORTAL);
    expect(calls).toContainEqual({ method: 'PATCH', path: `${contacts}/{id}`, status: 0, count: 4 });
  });

  it('do half of a batch and say of each other input that it failed', async () => {
    await scene.control.faults([{ kind: 'half_batch', count: 3, match: { path: '/batch/' } }]);
    const read = await scene.api(token, 'POST', `${contacts}/batch/read`, {
      properties: [],
      inputs: [{ id: '600' }, { id: '600' }],
    });
    expect(read).toMatchObject({ status: 207, body: { numErrors: 1, results: [{ id: '600' }] } });
    const update = (value: string) =>
      scene.api(token, 'POST', `${contacts}/batch/update`, { inputs: [{ id: '600', properties: { phone: value } }] });
    expect(await update('5')).toMatchObject({
      status: 207,
      body: { results: [], errors: [{ status: 'error', category: 'INTERNAL_ERROR', context: { ids: ['600'] } }] },
    });
    expect(await phone()).toBeUndefined();
    const task = { objectWriteTraceId: 'one', properties: { hs_timestamp: '2026-11-27T10:00:00Z' } };
    const create = await scene.api(token, 'POST', '/crm/objects/2026-09/tasks/batch/create', {
      inputs: [task, { ...task, objectWriteTraceId: 'two' }],
    });
    expect(create).toMatchObject({ status: 207, body: { errors: [{ context: { objectWriteTraceId: ['two'] } }] } });
    expect((await scene.control.state(PORTAL)).tasks).toHaveLength(1);
    expect((await update('6')).status).toBe(200);
  });

  it('add latency to what still succeeds', async () => {
    await scene.control.faults([{ kind: 'latency', ms: 60 }]);
    const started = Date.now();
    expect((await get(owners)).status).toBe(200);
    expect(Date.now() - started).toBeGreaterThanOrEqual(59);
  });

  it('hit the token endpoint too, and are refused when unknown', async () => {
    await scene.control.faults([{ kind: 'server_error', status: 503, match: { path: '/oauth/' }, count: 1 }]);
    expect((await scene.postForm('/oauth/2026-09/token', { client_id: 'x' })).status).toBe(503);
    const unknown = await fetch(`${scene.emulator.url}/_emulator/faults`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ faults: [{ kind: 'earthquake' }] }),
    });
    expect(unknown.status).toBe(400);
  });
});

function send(body: string): Promise<Response> {
  return fetch(`${scene.emulator.url}${contacts}/batch/read`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
    body,
  });
}

describe('control', () => {
  it('logs requests with bodies, but not the secrets of OAuth', async () => {
    await patch('9');
    const { requests } = await scene.control.requests();
    expect(requests.at(-1)).toMatchObject({
      method: 'PATCH',
      status: 200,
      portalId: PORTAL,
      body: { properties: { phone: '9' } },
    });
    expect(JSON.stringify(requests)).not.toContain(APP.clientSecret);
  });

  it('calls the app as hubspot.fetch does: identity appended, v3 and v2 signed, once more after a 5xx', async () => {
    scene.door.answerNext(500, 200);
    const answer = await scene.control.fetch({
      portalId: PORTAL,
      userId: 7,
      method: 'POST',
      url: '/settings/mode?x=a%20b',
      body: { mode: 'live' },
    });
    expect(answer.status).toBe(200);
    const seen = JSON.parse(JSON.stringify(answer.body));
    const url = scene.door.url + seen.url;
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({
      x: 'a b',
      userId: '7',
      portalId: String(PORTAL),
      userEmail: 'ada@firm.example',
      appId: '1001',
    });
    const check = verifyV3({
      secret: APP.clientSecret,
      method: 'POST',
      url,
      body: Buffer.from(seen.body),
      timestamp: seen.headers['x-hubspot-request-timestamp'],
      signature: seen.headers['x-hubspot-signature-v3'],
      nowMs: Date.now(),
    });
    expect(check).toEqual({ ok: true });
    expect(seen.headers['x-hubspot-signature-version']).toBe('v2');
    const away = scene.control.fetch({ portalId: PORTAL, userId: 7, url: 'https://evil.example/' });
    await expect(away).rejects.toThrow(/400/);
  });

  it('refuses a body that is no JSON or too large', async () => {
    expect((await send('{"inputs":')).status).toBe(400);
    expect((await send(JSON.stringify('x'.repeat(11_000_000)))).status).toBe(413);
  });

  it('refuses what it does not know', async () => {
    const form = (properties: Record<string, string>, portalId = PORTAL) =>
      scene.control.createContacts({ portalId, source: 'FORM', contacts: [{ properties }] });
    await expect(form({ unicorn: '1' })).rejects.toThrow(/no contacts property .*unicorn.*400/s);
    await expect(form({}, 1)).rejects.toThrow(/no portal 1/);
    await expect(scene.control.submit('999', { portalId: PORTAL, properties: {} })).rejects.toThrow(/404/);
  });
});

describe('quirks', () => {
  it('start at their defaults, flip and mix', async () => {
    expect(await scene.control.quirks({})).toEqual(defaultQuirks());
    const flipped = flippedQuirks();
    for (const name of QUIRK_NAMES) {
      expect(flipped[name], name).toBe('neverFlipped' in QUIRKS[name] ? QUIRKS[name].default : !QUIRKS[name].default);
    }
    expect(mixedQuirks(1)).toEqual(mixedQuirks(1));
    expect(mixedQuirks(1)).not.toEqual(mixedQuirks(2));
    expect(await scene.control.quirks(flipped)).toEqual(flipped);
    await scene.control.reset();
    expect(await scene.control.quirks({})).toEqual(defaultQuirks());
  });

  it('leave only status and message in errors', async () => {
    await scene.control.quirks({ bareErrors: true });
    expect(Object.keys((await get(`${contacts}/999`)).body)).toEqual(['status', 'message']);
  });

  it('list refused values in errors', async () => {
    await scene.control.quirks({ valueErrorsListed: true });
    const refused = await scene.api(token, 'PATCH', `${contacts}/600`, { properties: { unicorn: '1' } });
    expect(refused.body['errors']).toMatchObject([
      { code: 'PROPERTY_DOESNT_EXIST', context: { propertyName: ['unicorn'] } },
    ]);
  });
});
