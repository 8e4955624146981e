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

const logLine = z.looseObject({
  level: z.number(),
  msg: z.string(),
  stage: z.string().optional(),
  operation: z.string().optional(),
  trace: z.union([z.string(), z.array(z.string())]).optional(),
});

it('tells the whole way of a lead under one id, and nothing that is personal', async () => {
  const database = await testDatabase();
  opened.push(() => database.close());
  const stack = await startLocalStack({ databaseUrl: database.databaseUrl, env: { LOG_LEVEL: 'debug' } });
  opened.push(() => stack.stop());
  const plan = planRun(readOptions(['--once', '--leads', '5', '--seed', '3']));
  const portalId = await openPortal({ stack, contacts: plan.contacts });
  const { judged } = await runLeads({ stack, portalId, plan, perSecond: 10, queue: 'postgres', onLook: () => {} });
  const routed = judged.filter(({ missing }) => missing.length === 0);
  expect(routed.length).toBeGreaterThan(0);
  await stack.app.stop();

  const log = stack.app.logTail(100_000);
  const lines = log.split('\n').flatMap((line) => (line.startsWith('{') ? [logLine.parse(JSON.parse(line))] : []));
  const decided = lines.filter(({ level, msg }) => level === 30 && msg.startsWith('a lead is decided'));
  expect(new Set(decided.map((line) => line['contactId']))).toEqual(new Set(judged.map(({ sent }) => sent.contactId)));
  const routes = decided.filter(({ outcome }) => outcome === 'routed');
  expect(routes.length).toBeGreaterThan(0);
  for (const { trace, decisionId, contactId, ms } of routes) {
    expect(ms).toBeGreaterThan(0);
    expect(String(decisionId).startsWith(`${String(trace)}-`)).toBe(true);
    // what `grep TRACE` finds, in the order of the log
    const way = lines.filter((line) => JSON.stringify(line).includes(String(trace)));
    const steps = way.map(({ msg, stage, operation }) => stage ?? operation ?? msg);
    expect(way[0]).toMatchObject({ msg: 'events of a contact are stored; it waits to be looked at', contactId });
    expect(steps).toEqual(expect.arrayContaining(['read', 'assess', 'decide', 'write', 'a write is finished']));
    expect(steps.filter((step) => step.startsWith('contacts') || step.startsWith('tasks')).length).toBeGreaterThan(1);
  }
  const personal = judged
    .flatMap(({ sent }) => Object.entries(sent.lead.properties))
    .filter(([name]) => PERSONAL.has(name));
  expect(personal.length).toBeGreaterThan(5);
  for (const [, value] of personal) expect(log).not.toContain(value);
});

const PERSONAL = new Set(['email', 'phone', 'message']);
