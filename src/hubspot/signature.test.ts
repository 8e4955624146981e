import { describe, expect, it } from 'vitest';
import { signV1, signV2, signV3, verifyV3 } from './signature.ts';

const secret = '11111111-2222-3333-4444-555555555555';
const webhookUrl = 'https://app.example.test/hubspot/webhooks';
const creation =
  '[{"eventId":9001,"subscriptionId":77,"portalId":4242,"appId":1001,"occurredAt":1790000000000,"subscriptionType":"object.creation","attemptNumber":0,"objectId":501,"objectTypeId":"0-1","changeSource":"FORM","changeFlag":"CREATED"}]';

const vectors = [
  {
    name: 'a webhook',
    request: { secret, method: 'POST', url: webhookUrl, body: creation, timestamp: '1790000001000' },
    v3: 'Gf7bhSb9kAOcClZ/qf5FQn/n2lk1sEz8DKPQa463ryw=',
  },
  {
    name: 'a body beyond ASCII',
    request: {
      secret,
      method: 'POST',
      url: webhookUrl,
      body: '[{"propertyValue":"Zoë – naïve ☕"}]',
      timestamp: '1790000002000',
    },
    v3: 'kyro9Y4Wb80ugDcpjaHtzkwN+3KR+ePFnFg5sVFMM2w=',
  },
  {
    name: 'a GET with a query',
    request: {
      secret,
      method: 'GET',
      url: 'https://app.example.test/api/card?portalId=4242&userId=7&userEmail=rep@example.test&appId=1001',
      body: '',
      timestamp: '1790000003000',
    },
    v3: 'qOafoHBgKARXqGjh4dmaktDNhBPlUs09txEKTCJbSR0=',
  },
  {
    name: 'the published example',
    request: {
      secret: 'yyyyyyyy-yyyy-yyyy-yyyy-yyyyyyyyyyyy',
      method: 'POST',
      url: 'https://www.example.com/webhook_uri',
      body: "{'example_field':'example_value'}",
      timestamp: '1693657560000',
    },
    v3: 'K36dawei4A+QBNolUOqo7s91KQDWQ5MXZ/QufNYuk/Y=',
  },
] as const;

describe('signatures', () => {
  it.each(vectors)('v3 of $name', ({ request, v3 }) => {
    expect(signV3(request)).toBe(v3);
    expect(signV3({ ...request, body: Buffer.from(request.body) })).toBe(v3);
    const nowMs = Number(request.timestamp) + 1_000;
    expect(verifyV3({ ...request, signature: v3, nowMs })).toEqual({ ok: true });
  });

  it('v1 and v2 of the webhook', () => {
    const { request } = vectors[0];
    expect(signV1(request)).toBe('850f91502d981cb7a6e1cdbfe59116f2d4d7a896bc0969a50799db53ba659644');
    expect(signV2(request)).toBe('6115fe5f5ecbd0e0f635fde4ac426c9909b45de681eb95d6b2af0a5448a76f1f');
  });
});

describe('verifyV3', () => {
  const { request, v3 } = vectors[0];
  const at = Number(request.timestamp);
  const sent = { ...request, body: Buffer.from(request.body), signature: v3 as string | undefined, nowMs: at };

  it.each([
    ['exactly five minutes old', at + 300_000, { ok: true }],
    ['a millisecond older', at + 300_001, { ok: false, reason: 'stale' }],
    ['five minutes in the future', at - 300_000, { ok: true }],
    ['a millisecond further in the future', at - 300_001, { ok: false, reason: 'stale' }],
  ])('%s', (_name, nowMs, expected) => {
    expect(verifyV3({ ...sent, nowMs })).toEqual(expected);
  });

  it.each(['soon', '1790000001000abc', '', ' 1790000001000', '1.79e12', '-1', '0x1A0C48F8DE8'])(
    'refuses the timestamp %j even when it is signed',
    (timestamp) => {
      const signature = signV3({ ...request, timestamp });
      expect(verifyV3({ ...sent, timestamp, signature }).ok).toBe(false);
    },
  );

  it('says what is missing', () => {
    expect(verifyV3({ ...sent, signature: undefined })).toEqual({ ok: false, reason: 'missing' });
    expect(verifyV3({ ...sent, timestamp: undefined })).toEqual({ ok: false, reason: 'missing' });
  });

  it.each([
    ['another secret', { secret: 'other' }],
    ['another method', { method: 'PUT' }],
    ['another path', { url: `${webhookUrl}/` }],
    ['another host', { url: webhookUrl.replace('app.', 'evil.') }],
    ['one byte more', { body: Buffer.concat([sent.body, Buffer.from(' ')]) }],
    ['another moment', { timestamp: String(at + 1) }],
    ['a signature cut short', { signature: v3.slice(0, -1) }],
    ['a signature of other bytes', { signature: 'é'.repeat(22) }],
  ])('refuses %s', (_name, change) => {
    expect(verifyV3({ ...sent, ...change })).toEqual({ ok: false, reason: 'mismatch' });
  });

  it('accepts the address as sent and as the guide decodes it, and decodes nothing else', () => {
    const url = 'https://app.example.test/cards?email=a%40b.test&q=1%2C2%3b3&name=Jo%20Ann%26Co%3D1';
    const decoded = 'https://app.example.test/cards?email=a@b.test&q=1,2;3&name=Jo%20Ann%26Co%3D1';
    const tooMuch = 'https://app.example.test/cards?email=a@b.test&q=1,2;3&name=Jo Ann&Co=1';
    const check = (signedUrl: string) => verifyV3({ ...sent, url, signature: signV3({ ...request, url: signedUrl }) });
    expect(check(url)).toEqual({ ok: true });
    expect(check(decoded)).toEqual({ ok: true });
    expect(check(tooMuch)).toEqual({ ok: false, reason: 'mismatch' });
  });
});
