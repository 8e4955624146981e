import { sql } from 'kysely';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPostgresBudget } from '../src/hubspot/budget-postgres.ts';
import { createRedisBudget } from '../src/hubspot/budget-redis.ts';
import { LONGEST_BLOCK_MS, type RequestBudget } from '../src/hubspot/budget.ts';
import { testDatabase } from './support/postgres.ts';
import { redisServer, startRedis } from './support/redis.ts';

interface Backend {
  budgets: [RequestBudget, RequestBudget];
  /** Moves the calls of a portal into the past, as if so many milliseconds had gone by. */
  age(portalId: number, ms: number): Promise<void>;
  stop(): Promise<void>;
}

const PORTALS = 20;
const fresh = (portalId: number) => ({ portalId, lane: 'fresh', kind: 'call' }) as const;
const bulk = (portalId: number) => ({ portalId, lane: 'bulk', kind: 'call' }) as const;
const search = (portalId: number) => ({ portalId, lane: 'fresh', kind: 'search' }) as const;

async function onRedis(): Promise<Backend> {
  const server = await startRedis();
  const clients = [new Redis(server.url), new Redis(server.url)] as const;
  return {
    budgets: [createRedisBudget({ redis: clients[0] }), createRedisBudget({ redis: clients[1] })],
    async age(portalId, ms) {
      const key = `baton:budget:{${portalId}}:calls`;
      const moments = await clients[0].lrange(key, 0, -1);
      await clients[0].del(key);
      if (moments.length > 0) await clients[0].rpush(key, ...moments.map((moment) => Number(moment) - ms));
    },
    async stop() {
      for (const client of clients) client.disconnect();
      await server.stop();
    },
  };
}

async function onPostgres(): Promise<Backend> {
  const database = await testDatabase();
  const stores = [await database.store(), await database.store()] as const;
  for (let portalId = 1; portalId <= PORTALS; portalId += 1) await stores[0].createPortal(portalId);
  const budgetOf = (store: (typeof stores)[number]) =>
    createPostgresBudget({ transaction: (portalId) => store.forPortal(portalId).transaction });
  return {
    budgets: [budgetOf(stores[0]), budgetOf(stores[1])],
    async age(portalId, ms) {
      await stores[0].forPortal(portalId).transaction(async (tx) => {
        await sql`update request_budgets set calls_ms = array(select c - ${ms}::bigint from unnest(calls_ms) c)`.execute(
          tx.db,
        );
      });
    },
    stop: () => database.close(),
  };
}

describe.each([
  { name: 'Redis', start: onRedis, skip: redisServer === null },
  { name: 'Postgres', start: onPostgres, skip: false },
])('the request budget on $name', ({ start, skip }) => {
  if (skip) return it.skip('redis-server is not installed');
  let backend: Backend;
  let lastPortal = 0;

  beforeAll(async () => {
    backend = await start();
  });
  afterAll(() => backend.stop());

  function portal(): number {
    lastPortal += 1;
    expect(lastPortal).toBeLessThanOrEqual(PORTALS);
    return lastPortal;
  }

  async function reserveAll(count: number, request: Parameters<RequestBudget['reserve']>[0]): Promise<number[]> {
    const answers = await Promise.all(
      Array.from({ length: count }, (_, index) =>
        (index % 2 === 0 ? backend.budgets[0] : backend.budgets[1]).reserve(request),
      ),
    );
    return answers.map(({ waitMs }) => waitMs);
  }

  it('gives 108 calls to two processes that ask at once, and says how long the rest must wait', async () => {
    const portalId = portal();
    const waits = await reserveAll(130, fresh(portalId));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(108);
    for (const wait of waits.filter((one) => one > 0)) {
      expect(wait).toBeGreaterThan(5_000);
      expect(wait).toBeLessThanOrEqual(10_000);
    }
    expect(await backend.budgets[0].reserve(fresh(portal()))).toEqual({ waitMs: 0 });
  });

  it('forgets each call ten seconds after it was made, not all at once', async () => {
    const portalId = portal();
    await reserveAll(60, fresh(portalId));
    await backend.age(portalId, 8_000);
    await reserveAll(48, fresh(portalId));
    const [wait = 0] = await reserveAll(1, fresh(portalId));
    expect(wait).toBeGreaterThan(0);
    expect(wait).toBeLessThanOrEqual(2_000);
    await backend.age(portalId, 2_001);
    expect((await reserveAll(70, fresh(portalId))).filter((one) => one === 0)).toHaveLength(60);
  });

  it('paces imports and keeps room for people', async () => {
    const portalId = portal();
    const [first, second = 0] = [await reserveAll(1, bulk(portalId)), ...(await reserveAll(1, bulk(portalId)))];
    expect(first).toEqual([0]);
    expect(second).toBeGreaterThan(0);
    expect(second).toBeLessThanOrEqual(100);
    expect((await reserveAll(99, fresh(portalId))).every((wait) => wait === 0)).toBe(true);
    const [held = 0] = await reserveAll(1, bulk(portalId));
    expect(held).toBeGreaterThan(1_000);
    expect((await reserveAll(20, fresh(portalId))).filter((wait) => wait === 0)).toHaveLength(8);
  });

  it('lets the next import through when its pace has passed', async () => {
    const portalId = portal();
    await backend.budgets[0].reserve(bulk(portalId));
    await expect.poll(() => backend.budgets[0].reserve(bulk(portalId)), { interval: 5 }).toEqual({ waitMs: 0 });
  });

  it('counts searches apart', async () => {
    const portalId = portal();
    await reserveAll(108, fresh(portalId));
    const waits = await reserveAll(6, search(portalId));
    expect(waits.filter((wait) => wait === 0)).toHaveLength(4);
    expect(Math.max(...waits)).toBeLessThanOrEqual(1_000);
    await expect.poll(() => backend.budgets[0].reserve(search(portalId)), { interval: 20 }).toEqual({ waitMs: 0 });
    expect((await reserveAll(1, fresh(portalId)))[0]).toBeGreaterThan(0);
  });

  it('believes HubSpot when less is left than we counted, never when more is', async () => {
    const portalId = portal();
    await backend.budgets[0].reserve(fresh(portalId));
    await backend.budgets[1].correct({ portalId, remaining: 5 });
    await backend.budgets[1].correct({ portalId, remaining: 80 });
    expect((await reserveAll(10, fresh(portalId))).filter((wait) => wait === 0)).toHaveLength(5);
  });

  it('tells how full the window is without taking from it', async () => {
    const portalId = portal();
    expect(await backend.budgets[0].outlook(portalId)).toEqual({ used: 0, oldestAgeMs: 0, newestAgeMs: 0 });
    await reserveAll(3, fresh(portalId));
    await backend.age(portalId, 4_000);
    await reserveAll(2, fresh(portalId));
    const outlook = await backend.budgets[1].outlook(portalId);
    expect(outlook.used).toBe(5);
    expect(outlook.oldestAgeMs).toBeGreaterThanOrEqual(4_000);
    expect(outlook.newestAgeMs).toBeLessThan(4_000);
    await backend.age(portalId, 6_000);
    expect((await backend.budgets[0].outlook(portalId)).used).toBe(2);
  });

  it('pauses a portal that HubSpot refused, in all processes, and no other', async () => {
    const portalId = portal();
    await backend.budgets[0].correct({ portalId, retryAfterMs: 4_000 });
    const { waitMs } = await backend.budgets[1].reserve(fresh(portalId));
    expect(waitMs).toBeGreaterThan(3_000);
    expect(waitMs).toBeLessThanOrEqual(4_000);
    await backend.budgets[0].correct({ portalId, retryAfterMs: 86_400_000 });
    expect((await backend.budgets[1].reserve(bulk(portalId))).waitMs).toBeLessThanOrEqual(LONGEST_BLOCK_MS);
    expect(await backend.budgets[1].reserve(fresh(portal()))).toEqual({ waitMs: 0 });
  });
});
