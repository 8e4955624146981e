import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomInt } from 'node:crypto';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { freePort } from '../demo/local-stack.ts';
import { cardAnswer } from '../src/cards/contract/index.ts';
import { signV3 } from '../src/hubspot/signature.ts';
import { resolveDatabase } from '../src/store/database-url.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { migrate } from '../src/store/migrate.ts';
import { openStore } from '../src/store/store.ts';
import { contactIdOf, fillPortal, userIdOf } from './card-data.ts';
import type { CardServerOrder } from './card-server.ts';

const selectOne = () => ({ path: '/select-one', userId: 1 });

/** Turns of each route: both meet the same weather. */
const ROUNDS = 5;

/**
 * How long the card of one of many handoffs takes at a steady rate, from a signed request to the whole answer, and how that
 * compares to a route that only checks the signature and selects 1. Options: `--handoffs` (100000), `--rate` requests a
 * second (50), `--seconds` of each route (30). Times run from the moment a request was due, so that a queue counts.
 */
export async function card(args: readonly string[]): Promise<Record<string, number | string>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      handoffs: { type: 'string', default: '100000' },
      rate: { type: 'string', default: '50' },
      seconds: { type: 'string', default: '30' },
    },
  });
  const [handoffs, rate, seconds] = [Number(values.handoffs), Number(values.rate), Number(values.seconds)];
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-bench-'));
  chmodSync(folder, 0o711);
  const database = await resolveDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: folder });
  const portalId = randomInt(10_000_000, 99_999_999);
  const keys = `bench:${randomBytes(32).toString('base64')}`;
  let server: ChildProcess | null = null;
  try {
    await migrate({ databaseUrl: database.url });
    const store = await openStore({ databaseUrl: database.url, keys: parseKeyRing(keys), role: 'all' });
    console.error(`Storing ${handoffs} handoffs ...`);
    await fillPortal(store, portalId, handoffs);
    await store.close();
    await comeToRest(database.url);
    const target = { portalId, clientSecret: randomBytes(16).toString('hex'), port: await freePort() };
    server = await startServer({ databaseUrl: database.url, keys, ...target });
    const times = await measure(target, { handoffs, rate, seconds });
    const [p99, base99] = [quantile(times.card, 0.99), quantile(times.selectOne, 0.99)];
    return {
      p50Ms: quantile(times.card, 0.5),
      p99Ms: p99,
      handoffs,
      ratioToSelectOne: round(p99 / base99),
      ratioOfMedians: round(quantile(times.card, 0.5) / quantile(times.selectOne, 0.5)),
      selectOneP50Ms: quantile(times.selectOne, 0.5),
      selectOneP99Ms: base99,
      requests: times.card.length,
      perSecond: rate,
    };
  } finally {
    server?.disconnect();
    if (server !== null && server.exitCode === null) await once(server, 'exit');
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What a database does by itself after so many new rows, done before the clock runs. */
async function comeToRest(databaseUrl: string): Promise<void> {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('vacuum analyze');
  await client.end();
}

interface Target {
  portalId: number;
  clientSecret: string;
  port: number;
}

async function startServer(order: CardServerOrder & Target): Promise<ChildProcess> {
  const file = fileURLToPath(new URL('./card-server.ts', import.meta.url));
  const child = fork(file, { execArgv: ['--import', import.meta.resolve('tsx')] });
  const failed = once(child, 'exit').then(() => Promise.reject(new Error('the card server ended before it was ready')));
  const { databaseUrl, keys, clientSecret, port } = order;
  child.send({ databaseUrl, keys, clientSecret, port });
  await Promise.race([once(child, 'message'), failed]);
  failed.catch(() => {});
  return child;
}

async function measure(
  target: Target,
  { handoffs, rate, seconds }: { handoffs: number; rate: number; seconds: number },
): Promise<{ card: number[]; selectOne: number[] }> {
  const times = { card: new Array<number>(), selectOne: new Array<number>() };
  const count = Math.ceil((rate * seconds) / ROUNDS);
  const cardOf = () => {
    const index = randomInt(handoffs);
    return { path: `/cards/handoff?objectId=${contactIdOf(index)}`, userId: userIdOf(index) };
  };
  // What a process does only once (compiling, connecting, planning) is nobody's latency.
  await steady(target, cardOf, { rate, count: rate * 2, check: checkCard });
  await steady(target, selectOne, { rate, count: rate });
  for (let turn = 0; turn < ROUNDS; turn += 1) {
    times.card.push(...(await steady(target, cardOf, { rate, count, check: checkCard })));
    times.selectOne.push(...(await steady(target, selectOne, { rate, count })));
  }
  return times;
}

/** Sends at a steady rate whether or not answers come; answers the milliseconds from each request's due moment to its end. */
async function steady(
  target: Target,
  next: () => { path: string; userId: number },
  o: { rate: number; count: number; check?: (text: string) => void },
): Promise<number[]> {
  const startedAt = performance.now();
  const answers: Promise<number>[] = [];
  for (let sent = 0; sent < o.count; sent += 1) {
    const dueAt = startedAt + (sent * 1_000) / o.rate;
    const wait = dueAt - performance.now();
    if (wait > 0) await delay(wait);
    const begunAt = Math.max(dueAt, performance.now() - 1);
    answers.push(send(target, next(), o.check).then(() => performance.now() - begunAt));
  }
  return Promise.all(answers);
}

async function send(
  { portalId, clientSecret, port }: Target,
  { path: wanted, userId }: { path: string; userId: number },
  check?: (text: string) => void,
): Promise<void> {
  const url = new URL(wanted, `http://127.0.0.1:${port}`);
  url.searchParams.set('userId', String(userId));
  url.searchParams.set('portalId', String(portalId));
  const timestamp = String(Date.now());
  const signature = signV3({ secret: clientSecret, method: 'GET', url: url.href, body: '', timestamp });
  const response = await fetch(url, {
    headers: { 'x-hubspot-request-timestamp': timestamp, 'x-hubspot-signature-v3': signature },
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${wanted} answered ${response.status}: ${text.slice(0, 200)}`);
  check?.(text);
}

/** A fast wrong answer must not count. */
function checkCard(text: string): void {
  const answer = cardAnswer.parse(JSON.parse(text));
  const whole = answer.ok && answer.card.kind === 'handoff' && answer.card.handoff.details !== null;
  if (!whole) throw new Error(`a card came without its handoff: ${text.slice(0, 200)}`);
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return round(sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
