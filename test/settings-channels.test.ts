import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { channelsAnswer, settingsAnswer } from '../src/cards/contract/index.ts';
import { portalSeed, startInstallation, type Installation } from './install-harness.ts';

const ADMIN = 7;
const portalId = 5_161;
const other = 5_162;
const SECRET = 'a secret of sixteen';

let app: Installation;
let receiver: Server;
let url = '';
let heard: { body: unknown; signature: string | undefined }[] = [];
let status = 200;
beforeAll(async () => {
  app = await startInstallation();
  await app.seed({ portals: [portalSeed(portalId), portalSeed(other)] });
  await app.agree({ portalId, userId: ADMIN });
  await app.agree({ portalId: other, userId: ADMIN });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      heard.push({
        body: JSON.parse(Buffer.concat(chunks).toString()),
        signature: request.headers['baton-signature']?.toString(),
      });
      response.writeHead(status).end('ok');
    });
  }).listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const address = receiver.address();
  url = address === null || typeof address === 'string' ? '' : `http://127.0.0.1:${address.port}/in`;
});
afterAll(async () => {
  receiver.close();
  await app.stop();
});
beforeEach(async () => {
  heard = [];
  status = 200;
  for (const { channelId } of (await channels()).channels) await post({ do: 'remove', channelId });
});

async function post(body: object, o: { userId?: number; portal?: number } = {}) {
  const { userId = ADMIN, portal = portalId } = o;
  const request = { portalId: portal, userId, method: 'POST', url: '/settings/channels', body: { ...body } };
  const answer = await app.fetchAs(JSON.parse(JSON.stringify(request)));
  expect(answer.status).toBe(200);
  return channelsAnswer.parse(answer.body);
}

async function channels(userId = ADMIN, portal = portalId) {
  const { body } = await app.fetchAs({ portalId: portal, userId, method: 'GET', url: '/settings/status' });
  const answer = settingsAnswer.parse(body);
  if (!answer.ok) throw new Error(answer.error.sentence);
  return { channels: answer.settings.channels, body: JSON.stringify(body) };
}

const wish = (target: Record<string, string>, more: object = {}) => ({
  do: 'add',
  target,
  pool: '',
  quietFrom: '',
  quietTo: '',
  perHour: 20,
  ...more,
});
const webhook = () => ({ kind: 'webhook', url, secret: SECRET });

async function added(target: Record<string, string>, more: object = {}): Promise<string> {
  const answer = await post(wish(target, more));
  if (!answer.ok) throw new Error(answer.error.sentence);
  return answer.channels.at(-1)?.channelId ?? '';
}

describe('POST /settings/channels', () => {
  it('sets up a channel, shows where it leads and nothing that would let a reader send there', async () => {
    await added(webhook(), { pool: 'Sales', quietFrom: '20:00', quietTo: '7:30', perHour: null });
    await added({ kind: 'slack_webhook', url: 'https://hooks.slack.com/services/T0/B0/verysecretwxyz' });
    const { channels: shown, body } = await channels();
    expect(shown).toMatchObject([
      {
        where: expect.stringContaining('Signed webhook at 127.0.0.1'),
        pool: 'Sales',
        quiet: '20:00 to 07:30',
        perHour: null,
      },
      { where: 'Slack channel (incoming webhook ending in wxyz)', pool: '', quiet: null, perHour: 20 },
    ]);
    expect(shown.map(({ by }) => by)).toEqual([expect.any(String), expect.any(String)]);
    expect(body).not.toContain(SECRET);
    expect(body).not.toContain('verysecret');
  });

  it('sends a test message the same way as any other, signed, and says what came of it', async () => {
    const channelId = await added(webhook());
    expect(await post({ do: 'test', channelId })).toMatchObject({
      ok: true,
      said: 'The receiver took the test message.',
    });
    expect(heard).toMatchObject([{ body: { kind: 'test', portalId }, signature: expect.stringMatching(/^t=\d+,v1=/) }]);
    status = 410;
    const refused = await post({ do: 'test', channelId });
    expect(refused).toMatchObject({ ok: false, error: { sentence: expect.stringContaining('answered 410') } });
  });

  it.each([
    ['an address that is none', { kind: 'webhook', url: 'ftp://x', secret: SECRET }, {}, /must begin with https/],
    ['a short secret', { kind: 'webhook', url: 'https://x.example/', secret: 'short' }, {}, /16 characters/],
    ['a mail address that is none', { kind: 'email', to: 'nobody' }, {}, /no mail address/],
    ['a bot without a token', { kind: 'slack_bot', token: '', channel: '' }, {}, /xoxb-/],
    ['half of the quiet hours', { kind: 'email', to: '' }, { quietFrom: '20:00' }, /20:00, both or neither/],
    ['a limit of nothing', { kind: 'email', to: '' }, { perHour: 0 }, /from 1 to 1,000/],
    ['another kind', { kind: 'carrier_pigeon' }, {}, /no usable channel/],
  ])('refuses %s with a sentence', async (_name, target, more, sentence) => {
    expect(await post(wish(target, more))).toMatchObject({
      ok: false,
      error: { sentence: expect.stringMatching(sentence) },
    });
    expect((await channels()).channels).toEqual([]);
  });

  it('lets nobody but admins change or try channels, nor anybody those of another account', async () => {
    const channelId = await added(webhook());
    for (const body of [wish(webhook()), { do: 'remove', channelId }, { do: 'test', channelId }]) {
      expect(await post(body, { userId: 8 })).toMatchObject({ ok: false, error: { code: 'not_allowed' } });
    }
    expect(await post({ do: 'test', channelId }, { portal: other })).toMatchObject({ ok: false });
    await post({ do: 'remove', channelId }, { portal: other });
    expect((await channels()).channels).toHaveLength(1);
    expect(heard).toEqual([]);
  });

  it('says that there is no mail server, where there is none', async () => {
    const channelId = await added({ kind: 'email', to: '' });
    expect(await post({ do: 'test', channelId })).toMatchObject({
      ok: false,
      error: { sentence: expect.stringContaining('SMTP_URL') },
    });
  });
});
