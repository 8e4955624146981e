import { once } from 'node:events';
import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  HubSpotUnavailable,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  UnexpectedAnswer,
  WriteRefused,
} from '../src/errors.ts';
import { RecordGone } from '../src/hubspot/refusals.ts';
import type { Call } from '../src/hubspot/transport.ts';
import { answer, localServer } from './hubspot-local-server.ts';

const local = localServer();

function call(effect: Call<unknown>['effect']): Call<{ ok: boolean }> {
  return { operation: 'test', method: 'POST', path: '/x', body: {}, effect, answer: z.object({ ok: z.boolean() }) };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );
}

const refused = (message: string, errors?: unknown) => ({
  status: 'error',
  category: 'VALIDATION_ERROR',
  message,
  errors,
});

describe('answers become typed errors', () => {
  it.each([
    {
      name: 'complaints inside the message',
      body: refused(
        'Property values were not valid: [{"isValid":false,"message":"\\"x@y.test\\" is bad","error":"INVALID_EMAIL","name":"email","portalId":4242}]',
      ),
      properties: ['email'],
    },
    {
      name: 'complaints in a list',
      body: refused('The property values provided are invalid', [
        {
          code: 'MISSING_REQUIRED_PROPERTY',
          message: 'A value for firstname must be provided',
          context: { propertyName: ['firstname'] },
        },
        {
          code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY',
          message: 'state is required because of a conditional property rule based on [country]',
          context: { propertyName: ['state'] },
        },
      ]),
      properties: ['firstname', 'state'],
    },
    { name: 'no word about which', body: 'no json at all', properties: [] },
  ])('400 to a write: $name', async ({ body, properties }) => {
    local.handle = (_request, response) => answer(response, 400, body);
    const error = await failure(local.setUp().transport.send(call('update')));
    expect(error).toBeInstanceOf(WriteRefused);
    expect(error).toMatchObject({ properties, retry: { helps: false } });
    expect(String(error)).not.toContain('x@y.test');
  });

  it.each([
    { status: 400, effect: 'read', kind: UnexpectedAnswer },
    { status: 409, effect: 'create', kind: WriteRefused },
    { status: 404, effect: 'update', kind: RecordGone },
    { status: 423, effect: 'create', kind: HubSpotUnavailable },
    { status: 477, effect: 'create', kind: HubSpotUnavailable },
    { status: 500, effect: 'read', kind: HubSpotUnavailable },
    { status: 502, effect: 'update', kind: HubSpotUnavailable },
    { status: 502, effect: 'create', kind: OutcomeUnknown },
    { status: 503, effect: 'create', kind: HubSpotUnavailable },
    { status: 504, effect: 'create', kind: OutcomeUnknown },
    { status: 414, effect: 'read', kind: UnexpectedAnswer },
  ] as const)('$status to a $effect', async ({ status, effect, kind }) => {
    local.handle = (_request, response) => answer(response, status, '');
    expect(await failure(local.setUp().transport.send(call(effect)))).toBeInstanceOf(kind);
  });

  it('477 local.waits as long as HubSpot says, in seconds', async () => {
    local.handle = (_request, response) => answer(response, 477, '', { 'retry-after': '90' });
    expect(await failure(local.setUp().transport.send(call('read')))).toMatchObject({ retry: { afterMs: 90_000 } });
  });

  it('403 names the scopes', async () => {
    local.handle = (_request, response) =>
      answer(response, 403, {
        category: 'MISSING_SCOPES',
        errors: [{ message: '..', context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
      });
    const error = await failure(local.setUp().transport.send(call('update')));
    expect(error).toBeInstanceOf(MissingScope);
    expect(error).toMatchObject({ scopes: ['crm.objects.contacts.write'] });
  });

  it.each([
    { body: { policyName: 'SECONDLY' }, headers: {}, afterMs: 1_000 },
    { body: { policyName: 'DAILY' }, headers: {}, afterMs: 600_000 },
    { body: { policyName: 'TEN_SECONDLY_ROLLING' }, headers: {}, afterMs: 5_000 },
    { body: { policyName: 'TEN_SECONDLY_ROLLING' }, headers: { 'retry-after': '3' }, afterMs: 3_000 },
  ])('429 $body.policyName blocks the budget for everybody', async ({ body, headers, afterMs }) => {
    local.handle = (_request, response) =>
      answer(response, 429, { errorType: 'RATE_LIMIT', ...body }, Object.fromEntries(Object.entries(headers)));
    const error = await failure(local.setUp().transport.send(call('update')));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ retry: { helps: true, afterMs } });
    expect(local.corrections).toEqual([{ portalId: 4242, remaining: undefined, retryAfterMs: afterMs }]);
  });

  it('tells the budget when HubSpot has little left', async () => {
    local.handle = (_request, response) =>
      answer(response, 200, { ok: true }, { 'x-hubspot-ratelimit-remaining': '7' });
    await local.setUp().transport.send(call('read'));
    expect(local.corrections).toMatchObject([{ portalId: 4242, remaining: 7 }]);
    local.handle = (_request, response) =>
      answer(response, 200, { ok: true }, { 'x-hubspot-ratelimit-remaining': '90' });
    await local.setUp().transport.send(call('read'));
    expect(local.corrections).toHaveLength(1);
  });

  it.each(['read', 'create'] as const)('an answer in an unknown form to a %s', async (effect) => {
    local.handle = (_request, response) => answer(response, 200, { ok: 'yes' });
    const error = await failure(local.setUp().transport.send(call(effect)));
    expect(error).toBeInstanceOf(effect === 'read' ? UnexpectedAnswer : OutcomeUnknown);
  });
});

describe('no answer', () => {
  it.each([
    ['read', HubSpotUnavailable],
    ['update', OutcomeUnknown],
    ['create', OutcomeUnknown],
  ] as const)('a connection cut during a %s', async (effect, kind) => {
    local.handle = (_request, response) => response.socket?.destroy();
    expect(await failure(local.setUp().transport.send(call(effect)))).toBeInstanceOf(kind);
  });

  it('a connection cut in the middle of the answer to a create', async () => {
    local.handle = (_request, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"ok":', () => response.socket?.destroy());
    };
    expect(await failure(local.setUp().transport.send(call('create')))).toBeInstanceOf(OutcomeUnknown);
  });

  it('nobody listening: nothing can have happened', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((done) => closed.close(done));
    const { transport } = local.setUp(`http://127.0.0.1:${port}`);
    expect(await failure(transport.send(call('create')))).toBeInstanceOf(HubSpotUnavailable);
  });
});

describe('tokens', () => {
  it('renews once after a 401 and sends the call again', async () => {
    local.handle = ({ token }, response) => answer(response, token === 'fresh' ? 200 : 401, { ok: true });
    await expect(local.setUp().transport.send(call('create'))).resolves.toEqual({ ok: true });
    expect(local.tokensAsked).toEqual([false, true]);
  });

  it('gives up after the second 401', async () => {
    let calls = 0;
    local.handle = (_request, response) => {
      calls += 1;
      answer(response, 401, { category: 'EXPIRED_AUTHENTICATION' });
    };
    expect(await failure(local.setUp().transport.send(call('create')))).toBeInstanceOf(HubSpotUnavailable);
    expect(calls).toBe(2);
  });
});

describe('budget', () => {
  it('local.waits a little, and asks again', async () => {
    local.waits.push(5, 5, 0);
    local.handle = (_request, response) => answer(response, 200, { ok: true });
    await local.setUp().transport.send(call('read'));
    expect(local.waits).toEqual([]);
  });

  it('does not wait long, and sends nothing then', async () => {
    local.waits.push(2_500);
    let calls = 0;
    local.handle = (_request, response) => {
      calls += 1;
      answer(response, 200, { ok: true });
    };
    const error = await failure(local.setUp().transport.send(call('read')));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ retry: { afterMs: 2_500 } });
    expect(calls).toBe(0);
  });
});
