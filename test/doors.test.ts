import { once } from 'node:events';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signV2 } from '../src/hubspot/signature.ts';
import { openAttackScene, type AttackScene, type Route, type Spoil } from './attack-scene.ts';
import { ADMIN, openVictim } from './tenancy-scene.ts';

const portalId = 8_100;
let scene: AttackScene;
let doors: Route[];
beforeAll(async () => {
  scene = await openAttackScene();
  await openVictim(scene, portalId, 'Zqxvd');
  doors = scene.routes.filter(({ path }) => !/^\/(oauth|healthz|readyz|metrics)/.test(path));
}, 60_000);
afterAll(() => scene.close());

/** They take no body: what is sent with them is not read. */
const HARMLESS: ReadonlySet<string> = new Set(['/settings/policy/cancel', '/pages/exceptions/release']);

const BILLION_LAUGHS = Array.from({ length: 12 }, (_, n) =>
  n === 0
    ? 'a0: &a0 [x, x]'
    : `a${n}: &a${n} [${Array(9)
        .fill(`*a${n - 1}`)
        .join(', ')}]`,
).join('\n');

const identity = `?portalId=${portalId}&userId=${ADMIN}`;
const withoutHeader = (name: string) => (signed: Record<string, string>) =>
  Object.fromEntries(Object.entries(signed).filter(([header]) => header !== name));

/** Sends it to every signed door; all answers, typed and below 500, and nothing was written. */
async function everywhere(make: (door: Route) => { path?: string; body?: string; spoil?: Spoil }) {
  const before = await scene.dump();
  const answers = [];
  for (const door of doors) {
    const answer = await scene.send({ method: door.method, path: door.path + identity, ...make(door) });
    expect(() => JSON.parse(answer.text), `${door.path}: ${answer.text}`).not.toThrow();
    answers.push({ ...answer, door });
  }
  expect(await scene.dump()).toEqual(before);
  return answers;
}

describe('every signed door', () => {
  it('is one of those that the app has', () => {
    expect(doors.length).toBeGreaterThan(18);
    expect(new Set(doors.map(({ path }) => path.split('/')[1]))).toEqual(
      new Set(['webhooks', 'cards', 'workflow-actions', 'settings', 'pages']),
    );
  });

  it.each<[string, (door: Route) => { body?: string; spoil: Spoil }]>([
    ['has no signature', () => ({ spoil: { headers: withoutHeader('x-hubspot-signature-v3') } })],
    ['has no timestamp', () => ({ spoil: { headers: withoutHeader('x-hubspot-request-timestamp') } })],
    ['is signed with another secret', () => ({ spoil: { secret: 'another' } })],
    ['is signed with an empty secret', () => ({ spoil: { secret: '' } })],
    ['is older than five minutes', () => ({ spoil: { ageMs: -301_000 } })],
    ['comes from the future', () => ({ spoil: { ageMs: 302_000 } })],
    [
      'has another time than was signed',
      () => ({
        spoil: {
          headers: (signed) => ({
            ...signed,
            'x-hubspot-request-timestamp': `${Number(signed['x-hubspot-request-timestamp']) - 1}`,
          }),
        },
      }),
    ],
    ['has another query', ({ path }) => ({ spoil: { sent: { path: `${path}${identity}&objectId=501` } } })],
    ['is for another account', ({ path }) => ({ spoil: { sent: { path: `${path}?portalId=1&userId=${ADMIN}` } } })],
    ['has another path', ({ path }) => ({ spoil: { sent: { path: `${path}/${identity}` } } })],
    ['has two signatures', () => ({ spoil: { headers: twoSignatures } })],
  ])('refuses what %s', async (_what, make) => {
    for (const { status, door } of await everywhere(make)) expect(status, door.path).toBe(401);
  });

  it('refuses another body than was signed', async () => {
    const answers = await everywhere(({ method }) =>
      method === 'GET' ? { spoil: { secret: 'x' } } : { body: '{}', spoil: { sent: { body: '[]' } } },
    );
    for (const { status, door } of answers) expect(status, door.path).toBe(401);
  });

  it('has nothing behind another method', async () => {
    const answers = await everywhere(({ method }) => ({
      body: method === 'GET' ? '' : '{}',
      spoil: { sent: { method: method === 'GET' ? 'DELETE' : 'PUT' } },
    }));
    for (const { status, door } of answers) expect(status, door.path).toBe(404);
  });

  it('takes the signature by v2, which can be used again, for workflow actions only', async () => {
    const answers = await everywhere(({ method, path }) => ({
      spoil: {
        headers: () => ({
          'x-hubspot-signature': signV2({
            secret: scene.secret,
            method,
            url: scene.publicUrl + path + identity,
            body: '',
          }),
        }),
      },
    }));
    // there it is let in, and what it then says is nothing
    for (const { status, door } of answers)
      expect(status, door.path).toBe(door.path.startsWith('/workflow-actions') ? 400 : 401);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"a":'],
    ['bytes that are no text', '\u0000\uFFFD'],
    ['a number', '1e999'],
    ['null', 'null'],
    ['keys of every object', '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}'],
    [
      'the same in a draft',
      '{"draft":{"document":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}}}',
    ],
    ['the same in a text', '{"draft":{"text":"__proto__:\\n  polluted: 1\\nconstructor: {prototype: {polluted: 1}}"}}'],
    ['10,000 lists in each other', `${'['.repeat(10_000)}${']'.repeat(10_000)}`],
    ['10,000 objects in each other', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
    ['the same in a draft', `{"draft":{"document":${'{"all":['.repeat(5_000)}1${']}'.repeat(5_000)}}}`],
    ['a draft of lists in each other', JSON.stringify({ draft: { text: '['.repeat(10_000) } })],
    ['a draft of lists that end', JSON.stringify({ draft: { text: `${'['.repeat(10_000)}${']'.repeat(10_000)}` } })],
    ['a draft that grows', JSON.stringify({ draft: { text: BILLION_LAUGHS } })],
  ])('answers %s in a signed body with a typed refusal', async (_what, body) => {
    const answers = await everywhere(({ method, path }) =>
      method === 'POST' && !HARMLESS.has(path) ? { body } : { spoil: { secret: 'x' } },
    );
    for (const { status, text, door } of answers) {
      expect([200, 400, 401, 413], `${door.path}: ${status} ${text.slice(0, 300)}`).toContain(status);
    }
    expect(Object.keys(Object.prototype)).toEqual([]);
    expect('polluted' in {}).toBe(false);
  });

  it('reads no body that is too large, plain or packed', async () => {
    const before = await scene.dump();
    const large = Buffer.alloc(4_000_000, 32);
    for (const { method, path } of doors.filter((door) => door.method === 'POST')) {
      for (const [body, headers] of [
        [large, {}],
        [gzipSync(large), { 'content-encoding': 'gzip' }],
      ] as const) {
        const answer = await fetch(scene.publicUrl + path + identity, { method, headers, body });
        expect([413, 415], path).toContain(answer.status);
        expect(await answer.json(), path).toBeTypeOf('object');
      }
    }
    expect(await scene.dump()).toEqual(before);
  });

  it('answers an address that is none like any other bad signature', async () => {
    for (const { method, path } of doors) {
      const answer = await raw(`${method} http://elsewhere.example:99999${path}${identity} HTTP/1.1`);
      expect(answer, path).toMatch(/^HTTP\/1\.1 (400|401|404) /);
    }
    expect(scene.logged.join('\n')).not.toContain('a request failed');
  });
});

function twoSignatures(signed: Record<string, string>): Record<string, string> {
  const one = signed['x-hubspot-signature-v3'] ?? '';
  return { ...signed, 'x-hubspot-signature-v3': `${one}, ${one}` };
}

const EVIL = 'https://evil.example/';

it('leads a browser from the installation to HubSpot only, whatever it is asked', async () => {
  const wishes = new URLSearchParams(
    Object.fromEntries(['returnUrl', 'next', 'redirect_uri', 'url', 'state'].map((name) => [name, EVIL])),
  );
  const start = await fetch(`${scene.publicUrl}/oauth/install?${wishes.toString()}`, { redirect: 'manual' });
  const consent = start.headers.get('location') ?? '';
  expect(consent.startsWith(`${scene.emulator.url}/`)).toBe(true);
  expect(decodeURIComponent(consent)).not.toContain(EVIL);
  const end = await fetch(`${scene.publicUrl}/oauth/callback?code=x&${wishes.toString()}`, { redirect: 'manual' });
  expect([end.status, end.headers.get('location')]).toEqual([400, null]);
  expect(await end.text()).not.toContain(EVIL);
});

/** What no client sends by itself. Answers all that came back. */
async function raw(line: string): Promise<string> {
  const socket = connect(scene.port, '127.0.0.1');
  let answer = '';
  socket.setEncoding('utf8').on('data', (text: string) => (answer += text));
  socket.write(`${line}\r\nhost: ${scene.publicUrl.slice(7)}\r\nconnection: close\r\n\r\n`);
  await once(socket, 'close');
  return answer;
}
