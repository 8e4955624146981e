import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  HubSpotUnavailable,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  UnexpectedAnswer,
  WriteRefused,
} from '../src/errors.ts';
import type { BudgetCorrection, RequestBudget } from '../src/hubspot/budget.ts';
import { createHubSpot, type HubSpotPortal } from '../src/hubspot/client.ts';
import { RecordGone } from '../src/hubspot/refusals.ts';
import { createTransport, type Call, type Transport } from '../src/hubspot/transport.ts';

type Handler = (
  request: { method: string; path: string; token: string; body: unknown },
  response: ServerResponse,
) => void;

let handle: Handler = (_request, response) => response.end();
const server = createServer((request, response) => void receive(request, response));
const corrections: BudgetCorrection[] = [];
const asked: { forced: boolean }[] = [];
const waits: number[] = [];
let apiUrl = '';

const budget: RequestBudget = {
  reserve: async () => ({ waitMs: waits.shift() ?? 0 }),
  correct: async (answer) => void corrections.push(answer),
  close: async () => {},
};

async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  handle(
    {
      method: request.method ?? '',
      path: request.url ?? '',
      token: (request.headers.authorization ?? '').replace('Bearer ', ''),
      body: text === '' ? undefined : JSON.parse(text),
    },
    response,
  );
}

function answer(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(typeof body === 'string' ? body : JSON.stringify(body));
}

function setUp(): { transport: Transport; portal: HubSpotPortal } {
  const options = {
    apiUrl,
    accessToken: async (_portalId: number, forceRefresh = false) => {
      asked.push({ forced: forceRefresh });
      return forceRefresh ? 'fresh' : 'old';
    },
    budget,
    logger: pino({ level: 'silent' }),
  };
  return {
    transport: createTransport({ ...options, portalId: 4242, lane: 'fresh' }),
    portal: createHubSpot(options).forPortal(4242, 'fresh'),
  };
}

function call(effect: Call<unknown>['effect']): Call<{ ok: boolean }> {
  return { operation: 'test', method: 'POST', path: '/x', body: {}, effect, answer: z.object({ ok: z.boolean() }) };
}

async function failure(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    () => expect.unreachable('it should have failed'),
    (error: unknown) => error,
  );
}

beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  apiUrl = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}` : '';
});
afterAll(() => new Promise((done) => server.close(done)));
beforeEach(() => {
  corrections.length = 0;
  asked.length = 0;
  waits.length = 0;
});

describe('answers become typed errors', () => {
  const refused = (message: string, errors?: unknown) => ({
    status: 'error',
    category: 'VALIDATION_ERROR',
    message,
    errors,
  });

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
    handle = (_request, response) => answer(response, 400, body);
    const error = await failure(setUp().transport.send(call('update')));
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
    handle = (_request, response) => answer(response, status, '');
    expect(await failure(setUp().transport.send(call(effect)))).toBeInstanceOf(kind);
  });

  it('477 waits as long as HubSpot says, in seconds', async () => {
    handle = (_request, response) => answer(response, 477, '', { 'retry-after': '90' });
    expect(await failure(setUp().transport.send(call('read')))).toMatchObject({ retry: { afterMs: 90_000 } });
  });

  it('403 names the scopes', async () => {
    handle = (_request, response) =>
      answer(response, 403, {
        category: 'MISSING_SCOPES',
        errors: [{ message: '..', context: { requiredGranularScopes: ['crm.objects.contacts.write'] } }],
      });
    const error = await failure(setUp().transport.send(call('update')));
    expect(error).toBeInstanceOf(MissingScope);
    expect(error).toMatchObject({ scopes: ['crm.objects.contacts.write'] });
  });

  it.each([
    { body: { policyName: 'SECONDLY' }, headers: {}, afterMs: 1_000 },
    { body: { policyName: 'DAILY' }, headers: {}, afterMs: 600_000 },
    { body: { policyName: 'TEN_SECONDLY_ROLLING' }, headers: {}, afterMs: 5_000 },
    { body: { policyName: 'TEN_SECONDLY_ROLLING' }, headers: { 'retry-after': '3' }, afterMs: 3_000 },
  ])('429 $body.policyName blocks the budget for everybody', async ({ body, headers, afterMs }) => {
    handle = (_request, response) => answer(response, 429, { errorType: 'RATE_LIMIT', ...body }, { ...headers });
    const error = await failure(setUp().transport.send(call('update')));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ retry: { helps: true, afterMs } });
    expect(corrections).toEqual([{ portalId: 4242, remaining: undefined, retryAfterMs: afterMs }]);
  });

  it('tells the budget when HubSpot has little left', async () => {
    handle = (_request, response) => answer(response, 200, { ok: true }, { 'x-hubspot-ratelimit-remaining': '7' });
    await setUp().transport.send(call('read'));
    expect(corrections).toMatchObject([{ portalId: 4242, remaining: 7 }]);
    handle = (_request, response) => answer(response, 200, { ok: true }, { 'x-hubspot-ratelimit-remaining': '90' });
    await setUp().transport.send(call('read'));
    expect(corrections).toHaveLength(1);
  });

  it.each(['read', 'create'] as const)('an answer in an unknown form to a %s', async (effect) => {
    handle = (_request, response) => answer(response, 200, { ok: 'yes' });
    const error = await failure(setUp().transport.send(call(effect)));
    expect(error).toBeInstanceOf(effect === 'read' ? UnexpectedAnswer : OutcomeUnknown);
  });
});

describe('no answer', () => {
  it.each([
    ['read', HubSpotUnavailable],
    ['update', OutcomeUnknown],
    ['create', OutcomeUnknown],
  ] as const)('a connection cut during a %s', async (effect, kind) => {
    handle = (_request, response) => response.socket?.destroy();
    expect(await failure(setUp().transport.send(call(effect)))).toBeInstanceOf(kind);
  });

  it('a connection cut in the middle of the answer to a create', async () => {
    handle = (_request, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"ok":', () => response.socket?.destroy());
    };
    expect(await failure(setUp().transport.send(call('create')))).toBeInstanceOf(OutcomeUnknown);
  });

  it('nobody listening: nothing can have happened', async () => {
    const closed = createServer();
    closed.listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const address = closed.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((done) => closed.close(done));
    const transport = createTransport({
      apiUrl: `http://127.0.0.1:${port}`,
      portalId: 1,
      lane: 'fresh',
      accessToken: async () => 't',
      budget,
      logger: pino({ level: 'silent' }),
    });
    expect(await failure(transport.send(call('create')))).toBeInstanceOf(HubSpotUnavailable);
  });
});

describe('tokens', () => {
  it('renews once after a 401 and sends the call again', async () => {
    handle = ({ token }, response) => answer(response, token === 'fresh' ? 200 : 401, { ok: true });
    await expect(setUp().transport.send(call('create'))).resolves.toEqual({ ok: true });
    expect(asked).toEqual([{ forced: false }, { forced: true }]);
  });

  it('gives up after the second 401', async () => {
    let calls = 0;
    handle = (_request, response) => {
      calls += 1;
      answer(response, 401, { category: 'EXPIRED_AUTHENTICATION' });
    };
    expect(await failure(setUp().transport.send(call('create')))).toBeInstanceOf(HubSpotUnavailable);
    expect(calls).toBe(2);
  });
});

describe('budget', () => {
  it('waits a little, and asks again', async () => {
    waits.push(5, 5, 0);
    handle = (_request, response) => answer(response, 200, { ok: true });
    await setUp().transport.send(call('read'));
    expect(waits).toEqual([]);
  });

  it('does not wait long, and sends nothing then', async () => {
    waits.push(2_500);
    let calls = 0;
    handle = (_request, response) => {
      calls += 1;
      answer(response, 200, { ok: true });
    };
    const error = await failure(setUp().transport.send(call('read')));
    expect(error).toBeInstanceOf(RateLimited);
    expect(error).toMatchObject({ retry: { afterMs: 2_500 } });
    expect(calls).toBe(0);
  });
});

const inputs = z.object({
  inputs: z.array(
    z.object({
      id: z.string().optional(),
      objectWriteTraceId: z.string().optional(),
      properties: z.record(z.string(), z.string()).optional(),
    }),
  ),
});
const stored = (id: string, extra: object = {}) => ({
  id,
  properties: {},
  createdAt: '2026-11-20T00:00:00Z',
  ...extra,
});

describe('batches', () => {
  it('answers each input of a 207 for itself', async () => {
    handle = (_request, response) =>
      answer(response, 207, {
        results: [stored('1'), stored('99', { objectWriteTraceId: '4' })],
        errors: [
          { category: 'OBJECT_NOT_FOUND', message: '..', context: { ids: ['2'] } },
          {
            category: 'VALIDATION_ERROR',
            message: '..',
            errors: [{ code: 'INVALID_OPTION', context: { propertyName: ['a'] } }],
            context: { objectWriteTraceId: ['3'] },
          },
        ],
      });
    const ends = await setUp().portal.updateContacts(
      ['1', '2', '3', '4'].map((contactId) => ({ contactId, properties: { a: 'b' } })),
    );
    expect(ends.get('1')).toEqual({ ok: true, id: '1' });
    expect(ends.get('2')).toMatchObject({ ok: false, error: { code: 'record_gone' } });
    expect(ends.get('3')).toMatchObject({ ok: false, error: { code: 'write_refused', properties: ['a'] } });
    expect(ends.get('4')).toEqual({ ok: true, id: '99' });
  });

  it('finds the one bad input of a batch that is refused as a whole', async () => {
    let calls = 0;
    handle = ({ body }, response) => {
      calls += 1;
      const batch = inputs.parse(body).inputs;
      if (batch.some(({ id }) => id === '13')) {
        return answer(response, 400, {
          category: 'VALIDATION_ERROR',
          errors: [{ code: 'X', context: { propertyName: ['p'] } }],
        });
      }
      return answer(response, 200, { results: batch.map(({ id }) => stored(id ?? '')) });
    };
    const ids = Array.from({ length: 40 }, (_, index) => String(index));
    const ends = await setUp().portal.updateContacts(ids.map((contactId) => ({ contactId, properties: { p: '1' } })));
    expect([...ends].filter(([, end]) => !end.ok).map(([id]) => id)).toEqual(['13']);
    expect(ends.size).toBe(40);
    expect(calls).toBeLessThan(16);
  });

  it('never sends a create again that may have happened', async () => {
    let calls = 0;
    handle = (_request, response) => {
      calls += 1;
      response.socket?.destroy();
    };
    const tasks = ['m1', 'm2'].map((mark) => ({ mark, contactId: '1', properties: { hs_task_body: `baton:${mark}` } }));
    const ends = await setUp().portal.createTasks(tasks);
    expect([...ends.values()]).toMatchObject([
      { error: { code: 'outcome_unknown' } },
      { error: { code: 'outcome_unknown' } },
    ]);
    expect(calls).toBe(1);
  });

  it.each([true, false])('knows created tasks by trace id or mark (echoed: %s)', async (echoed) => {
    handle = ({ body }, response) =>
      answer(response, 201, {
        results: inputs
          .parse(body)
          .inputs.toReversed()
          .map((input, index) =>
            stored(`t${index}`, {
              objectWriteTraceId: echoed ? input.objectWriteTraceId : undefined,
              properties: input.properties,
            }),
          ),
      });
    const tasks = ['m1', 'm2'].map((mark) => ({
      mark,
      contactId: '1',
      properties: { hs_task_body: `<p>baton:${mark}</p>` },
    }));
    const ends = await setUp().portal.createTasks(tasks);
    expect(Object.fromEntries(ends)).toEqual({ m1: { ok: true, id: 't1' }, m2: { ok: true, id: 't0' } });
  });

  it('leaves out properties that the portal lacks, and remembers them', async () => {
    const sent: string[][] = [];
    handle = ({ body }, response) => {
      const [input] = inputs.parse(body).inputs;
      const names = Object.keys(input?.properties ?? {});
      sent.push(names);
      if (!names.includes('baton_x')) return answer(response, 200, { results: [stored('1')] });
      const complaint = [
        { isValid: false, message: '..', error: 'PROPERTY_DOESNT_EXIST', name: 'baton_x', portalId: 1 },
      ];
      return answer(response, 400, {
        category: 'VALIDATION_ERROR',
        message: `Property values were not valid: ${JSON.stringify(complaint)}`,
      });
    };
    const { portal } = setUp();
    const update = [{ contactId: '1', properties: { hubspot_owner_id: '7', baton_x: 'y' } }];
    expect(await portal.updateContacts(update)).toEqual(new Map([['1', { ok: true, id: '1' }]]));
    await portal.updateContacts(update);
    expect(sent).toEqual([['hubspot_owner_id', 'baton_x'], ['hubspot_owner_id'], ['hubspot_owner_id']]);
  });
});

describe('reading leads', () => {
  const contact = (id: string, properties: Record<string, string | null> = {}) => ({
    ...stored(id),
    properties: { associatedcompanyid: null, ...properties },
    propertiesWithHistory: {
      hubspot_owner_id: [
        { value: '9', timestamp: '2026-11-20T10:00:00Z', sourceType: 'CRM_UI', sourceId: 'userId:7' },
        { value: '', timestamp: '2026-11-20T09:00:00Z', sourceType: 'INTEGRATION', sourceId: '1001' },
      ],
    },
  });

  it('reads 60 contacts of two companies in three calls and asks no company twice', async () => {
    const paths: string[] = [];
    handle = ({ path, body }, response) => {
      paths.push(path);
      const results = inputs
        .parse(body)
        .inputs.map(({ id = '' }) =>
          path.includes('companies')
            ? { ...stored(id), properties: { name: `c${id}` } }
            : contact(id, { associatedcompanyid: Number(id) % 2 ? '5' : '6' }),
        );
      answer(response, 200, { results });
    };
    const { portal } = setUp();
    const ids = Array.from({ length: 60 }, (_, index) => String(index));
    const leads = await portal.readLeads(ids);
    expect(leads.size).toBe(60);
    expect(leads.get('3')).toMatchObject({
      contactId: '3',
      company: { companyId: '5', properties: { name: 'c5' } },
      ownerHistory: [
        { ownerId: '9', source: 'CRM_UI', userId: 7 },
        { ownerId: null, source: 'INTEGRATION', sourceId: '1001', userId: null },
      ],
    });
    await portal.readLeads(['3']);
    expect(paths.filter((path) => path.includes('companies'))).toHaveLength(1);
    expect(paths).toHaveLength(4);
    await portal.readLeads(['3'], { maxCompanyAgeMs: 0 });
    expect(paths.filter((path) => path.includes('companies'))).toHaveLength(2);
  });

  it('asks the associations where the property is absent, and takes the primary company', async () => {
    handle = ({ path }, response) => {
      if (path.includes('/contacts/companies/')) {
        return answer(response, 207, {
          results: [
            {
              from: { id: '1' },
              to: [
                { toObjectId: 8, associationTypes: [{ typeId: 279 }] },
                { toObjectId: 9, associationTypes: [{ typeId: 1 }, { typeId: 279 }] },
              ],
            },
          ],
          errors: [
            {
              status: 'error',
              category: 'OBJECT_NOT_FOUND',
              subCategory: 'crm.associations.NO_ASSOCIATIONS_FOUND',
              context: { fromObjectId: ['2'] },
            },
          ],
        });
      }
      if (path.includes('companies'))
        return answer(response, 200, { results: [{ ...stored('9'), properties: { name: 'nine' } }] });
      return answer(response, 200, {
        results: [
          { ...contact('1'), properties: {} },
          { ...contact('2'), properties: {} },
        ],
      });
    };
    const leads = await setUp().portal.readLeads(['1', '2']);
    expect(leads.get('1')?.company?.companyId).toBe('9');
    expect(leads.get('2')?.company).toBeNull();
  });

  it('finds merged contacts under the id asked for, and leaves out those that are gone', async () => {
    handle = (_request, response) =>
      answer(response, 207, {
        results: [contact('10', { hs_merged_object_ids: '1;2' }), contact('30'), contact('4')],
        errors: [{ category: 'OBJECT_NOT_FOUND', context: { ids: ['5'] } }],
      });
    const leads = await setUp().portal.readLeads(['1', '3', '4']);
    expect([...leads].map(([asked, lead]) => [asked, lead.contactId])).toEqual([
      ['1', '10'],
      ['3', '30'],
      ['4', '4'],
    ]);
    handle = (_request, response) => answer(response, 207, { results: [contact('4')], errors: [] });
    expect([...(await setUp().portal.readLeads(['4', '5'])).keys()]).toEqual(['4']);
  });
});
