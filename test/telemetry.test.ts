import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { startLocalStack } from '../demo/local-stack.ts';
import { readOptions } from '../demo/options.ts';
import { openPortal, planRun, runLeads } from '../demo/sample-run.ts';
import { testDatabase } from './support/postgres.ts';

/** A real process, on whatever machine. */
vi.setConfig({ testTimeout: 240_000 });

const opened: (() => unknown)[] = [];
afterEach(async () => {
  while (opened.length > 0) await opened.pop()?.();
});

const span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  attributes: z.array(z.object({ key: z.string(), value: z.unknown() })).default([]),
});
const exported = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});
const PERSONAL = new Set(['email', 'phone', 'message']);

/** A collector: takes OTLP as JSON over HTTP and keeps what it is sent. */
async function startCollector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.setEncoding('utf8').on('data', (text: string) => (body += text));
    request.on('end', () => {
      if (request.method === 'POST' && request.url === '/v1/traces') bodies.push(body);
      response.setHeader('content-type', 'application/json').end('{}');
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  opened.push(() => server.close());
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `http://127.0.0.1:${address.port}`, bodies };
}

it('sends spans of door, job, stages and calls of a lead, and nothing that is personal', async () => {
  const database = await testDatabase();
  opened.push(() => database.close());
  const collector = await startCollector();
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const stack = await startLocalStack({ databaseUrl: database.databaseUrl, env });
  opened.push(() => stack.stop());
  const plan = planRun(readOptions(['--once', '--leads', '4', '--seed', '3']));
  const portalId = await openPortal({ stack, contacts: plan.contacts });
  const { judged } = await runLeads({ stack, portalId, plan, perSecond: 10, queue: 'postgres', onLook: () => {} });
  await stack.app.stop();

  const spans = collector.bodies
    .flatMap((body) => exported.parse(JSON.parse(body)).resourceSpans)
    .flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  const byId = new Map(spans.map((one) => [one.spanId, one]));
  const above = (one: z.infer<typeof span>): string[] => {
    const parent = byId.get(one.parentSpanId ?? '');
    return parent === undefined ? [] : [parent.name, ...above(parent)];
  };
  const names = new Set(spans.map(({ name }) => name));
  for (const stage of ['take', 'read', 'assess', 'decide', 'write']) expect(names).toContain(`route ${stage}`);
  // Each hop by itself: a bell that joins one that hangs already belongs to the webhook of that one.
  const hops = (name: string) => spans.filter((one) => one.name === name).map(above);
  expect(hops('add route-fresh.route')).toContainEqual(['webhook']);
  expect(hops('hubspot contacts.batch_update')).toContainEqual(
    expect.arrayContaining(['route write', 'process route-fresh', 'add route-fresh.route']),
  );
  const withTrace = spans.filter(({ attributes }) => attributes.some(({ key }) => key === 'baton.trace'));
  expect(withTrace.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['webhook', 'route decide', 'route write', 'hubspot contacts.batch_update']),
  );

  const sent = collector.bodies.join('\n');
  const values = judged.flatMap((lead) => Object.entries(lead.sent.lead.properties));
  const personal = values.filter(([name]) => PERSONAL.has(name)).map(([, value]) => value);
  expect(personal.length).toBeGreaterThan(4);
  for (const value of personal) expect(sent).not.toContain(value);
});

it('sends the rest and ends in good order although the collector is away', async () => {
  const database = await testDatabase();
  opened.push(() => database.close());
  const env = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' };
  const stack = await startLocalStack({ databaseUrl: database.databaseUrl, env });
  opened.push(() => stack.stop());
  expect((await fetch(`${stack.appUrl}/readyz`)).status).toBe(200);
  await stack.app.kill('SIGTERM');
  expect(stack.app.logTail()).not.toContain('could not be closed cleanly');
});
