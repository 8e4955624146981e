import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { takeLeads } from '../src/mailbox/leases.ts';
import { addReasons } from '../src/mailbox/reasons.ts';
import { openQueues, type Handlers, type Queues } from '../src/queue/queues.ts';
import { sweep } from '../src/queue/sweep.ts';
import type { MailboxReason } from '../src/store/mailbox-reason.ts';
import { testDatabase, type TestDatabase } from './support/postgres.ts';
import { wipeQueue } from './queue-wipe.ts';
import { redisServer, startRedis, type TestRedis } from './support/redis.ts';

const logger = pino({ level: 'silent' });
/** Long enough for any busy machine. Milliseconds. */
const PATIENT = 50_000;
const FAR = 60_000;

async function nothing(): Promise<void> {}

/** A drain that stays where it is until it is let go. */
function drains() {
  const heard: string[] = [];
  let inside = 0;
  const gates = new Map<string, () => void>();
  return {
    heard,
    inside: () => inside,
    release: (key: string) => gates.get(key)?.(),
    async route(portalId: number, lane: string): Promise<void> {
      const key = `${portalId}-${lane}`;
      heard.push(key);
      inside += 1;
      await new Promise<void>((resolve) => gates.set(key, resolve));
      inside -= 1;
    },
  };
}

/** Everything that must hold of the bells, whichever backend they hang in. */
const IDLE: Handlers = {
  route: nothing,
  writes: nothing,
  clocks: nothing,
  notifications: nothing,
  due: nothing,
  sweep: nothing,
  missed: nothing,
  upkeep: nothing,
};

export function bellTests(kind: 'postgres' | 'redis'): void {
  describe.skipIf(kind === 'redis' && redisServer === null)(`bells on ${kind}`, () => {
    let database: TestDatabase;
    let redis: TestRedis | null = null;
    const open: Queues[] = [];
    let suite = 0;

    beforeAll(async () => {
      database = await testDatabase();
      if (kind === 'redis') redis = await startRedis();
    }, 60_000);
    afterAll(async () => {
      await redis?.stop();
      await database?.close();
    });
    afterEach(async () => {
      await Promise.all(open.splice(0).map((queues) => queues.close({ force: true })));
    });

    async function openHere(namespace = `t${(suite += 1)}`): Promise<Queues> {
      const queues = await openQueues({ redisUrl: redis?.url, databaseUrl: database.databaseUrl, namespace, logger });
      open.push(queues);
      return queues;
    }

    async function started(handlers: Partial<Handlers>, namespace?: string): Promise<Queues> {
      const queues = await openHere(namespace);
      await queues.start({ ...IDLE, ...handlers });
      return queues;
    }

    test('says which backend it is and whether it answers', async () => {
      const queues = await openHere();
      expect(queues.kind).toBe(kind);
      await queues.ping();
    });

    test('a bell is heard, each lane and portal for itself', async () => {
      const heard: string[] = [];
      const queues = await started({ route: async (portalId, lane) => void heard.push(`${portalId}-${lane}`) });
      await queues.bells.ring(1, 'fresh');
      await queues.bells.ring(1, 'bulk');
      await queues.bells.ring(2, 'fresh');
      await vi.waitFor(() => expect(heard.toSorted()).toEqual(['1-bulk', '1-fresh', '2-fresh']), PATIENT);
    });

    test('a bell rung while another sleeps for 60 s is heard at once', async () => {
      const heard: number[] = [];
      const queues = await started({ route: async () => void heard.push(Date.now()) });
      await queues.bells.ringLater(1, 'fresh', new Date(Date.now() + FAR));
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENT);
    });

    test('a bell rung during a drain that afterwards sets a later bell is heard at once', async () => {
      const drain = drains();
      const queues = await started({
        async route(portalId, lane) {
          const first = drain.heard.length === 0;
          await drain.route(portalId, lane);
          if (first) await queues.bells.ringLater(portalId, lane, new Date(Date.now() + FAR));
        },
      });
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(drain.heard).toHaveLength(1), PATIENT);
      await queues.bells.ring(1, 'fresh');
      drain.release('1-fresh');
      await vi.waitFor(() => expect(drain.heard).toHaveLength(2), PATIENT);
      drain.release('1-fresh');
    });

    test('portals are drained side by side, one portal and lane never twice at once', async () => {
      const drain = drains();
      const queues = await started(drain);
      await queues.bells.ring(1, 'fresh');
      await queues.bells.ring(2, 'fresh');
      await vi.waitFor(() => expect(drain.inside()).toBe(2), PATIENT);
      for (let ring = 0; ring < 20; ring += 1) await queues.bells.ring(1, 'fresh');
      await queues.bells.ring(3, 'fresh');
      await vi.waitFor(() => expect(drain.heard).toContain('3-fresh'), PATIENT);
      expect(drain.heard.filter((key) => key === '1-fresh')).toHaveLength(1);
      drain.release('1-fresh');
      // Twenty bells rung meanwhile are one more look.
      await vi.waitFor(() => expect(drain.heard.filter((key) => key === '1-fresh')).toHaveLength(2), PATIENT);
      for (const key of ['1-fresh', '2-fresh', '3-fresh']) drain.release(key);
      await vi.waitFor(() => expect(drain.inside()).toBe(0), PATIENT);
      expect(drain.heard).toHaveLength(4);
    });

    test('fresh does not wait for bulk, however many portals are at it', async () => {
      const drain = drains();
      const queues = await started(drain);
      for (let portalId = 1; portalId <= 30; portalId += 1) await queues.bells.ring(portalId, 'bulk');
      await vi.waitFor(() => expect(drain.inside()).toBeGreaterThan(0), PATIENT);
      await queues.bells.ring(99, 'fresh');
      await vi.waitFor(() => expect(drain.heard).toContain('99-fresh'), PATIENT);
      const release = setInterval(() => drain.heard.forEach(drain.release), 5);
      await vi.waitFor(() => expect(drain.heard).toHaveLength(31), PATIENT);
      clearInterval(release);
      drain.heard.forEach(drain.release);
    });

    test('an earlier later-bell is not delayed by one for later, and both are heard', async () => {
      const heard: number[] = [];
      const queues = await started({ route: async () => void heard.push(Date.now()) });
      const soon = Date.now() + 700;
      await queues.bells.ringLater(1, 'fresh', new Date(soon));
      await queues.bells.ringLater(1, 'fresh', new Date(soon + FAR));
      await queues.bells.ringLater(1, 'fresh', new Date(soon + 2_500));
      await vi.waitFor(() => expect(heard.length).toBeGreaterThanOrEqual(2), 15_000);
      expect(heard[0]).toBeGreaterThanOrEqual(soon);
      expect(heard[0]).toBeLessThan(soon + 2_500);
      expect(heard[1]).toBeGreaterThanOrEqual(soon + 2_500);
    });

    test('an earlier one comes before a later that was set first; one for the past comes in a moment', async () => {
      const heard: number[] = [];
      const queues = await started({ route: async () => void heard.push(Date.now()) });
      await queues.bells.ringLater(1, 'bulk', new Date(Date.now() + FAR));
      await queues.bells.ringLater(1, 'bulk', new Date(Date.now() - FAR));
      await vi.waitFor(() => expect(heard).toHaveLength(1), PATIENT);
    });

    test('the write bell is rung now and later', async () => {
      const heard: number[] = [];
      const queues = await started({ writes: async (portalId) => void heard.push(portalId) });
      await queues.bells.ringWrites(1);
      await queues.bells.ringWrites(2, new Date(Date.now() + 300));
      await queues.bells.ringWrites(3, new Date(Date.now() + FAR));
      await vi.waitFor(() => expect(heard).toEqual([1, 2]), PATIENT);
    });

    test('a drain that throws is logged, and the next bell is heard', async () => {
      let heard = 0;
      const queues = await started({
        async route() {
          heard += 1;
          throw new Error('the store is away');
        },
      });
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(heard).toBe(1), PATIENT);
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(heard).toBe(2), PATIENT);
    });

    test('sweeps at the start and then by schedule, also after the store of the queue was wiped', async () => {
      let sweeps = 0;
      const heard: number[] = [];
      const queues = await started({
        sweep: async () => void (sweeps += 1),
        route: async (portalId) => void heard.push(portalId),
      });
      await vi.waitFor(() => expect(sweeps).toBeGreaterThan(0), PATIENT);
      await wipe();
      const before = sweeps;
      await queues.bells.ring(7, 'fresh');
      await vi.waitFor(() => expect(heard).toEqual([7]), 15_000);
      await vi.waitFor(() => expect(sweeps).toBeGreaterThan(before), 20_000);
    }, 40_000);

    test('goes on sweeping after a process whose clock was wrong has set the schedule', async () => {
      const namespace = `ahead${kind}`;
      vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_600_000 });
      const ahead = await started({}, namespace).finally(() => vi.useRealTimers());
      await ahead.close({ force: true });
      let sweeps = 0;
      await started({ sweep: async () => void (sweeps += 1) }, namespace);
      // The first comes by itself at the start.
      await vi.waitFor(() => expect(sweeps).toBeGreaterThan(4), PATIENT);
    }, 60_000);

    test('a bell lost with the store of the queue is rung again by the sweep', async () => {
      const store = await database.store(77);
      const reason: MailboxReason = {
        kind: 'enquiry',
        what: 'creation',
        source: 'FORM',
        sourceId: null,
        occurredAt: 1,
      };
      await store
        .forPortal(77)
        .transaction((tx) => addReasons(tx, [{ contactId: '1', lane: 'fresh', reasons: [reason] }]));
      const namespace = `wiped${kind}`;
      const queues = await openHere(namespace);
      await queues.bells.ring(77, 'fresh');
      await wipe();
      const taken: string[] = [];
      await started(
        {
          sweep: async () => void (await sweep({ store, bells: queues.bells, logger })),
          async route(portalId, lane) {
            const leads = await takeLeads(store.forPortal(portalId), { lane, limit: 5, processId: store.processId });
            taken.push(...leads.map((lead) => lead.contactId));
          },
        },
        namespace,
      );
      await vi.waitFor(() => expect(taken).toEqual(['1']), 15_000);
    });

    test('close lets the running drain finish and takes no more', async () => {
      const drain = drains();
      const queues = await started(drain);
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(drain.inside()).toBe(1), PATIENT);
      let closed = false;
      const closing = queues.close().then(() => (closed = true));
      await expect(Promise.race([closing, sleep(200)])).resolves.not.toBe(true);
      expect(closed).toBe(false);
      drain.release('1-fresh');
      await closing;
      expect(drain.inside()).toBe(0);
      await queues.close();
    });

    test('a second close with force does not wait for the drain', async () => {
      const drain = drains();
      const queues = await started(drain);
      await queues.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(drain.inside()).toBe(1), PATIENT);
      const closing = queues.close();
      const startedAt = Date.now();
      await queues.close({ force: true });
      await closing;
      expect(Date.now() - startedAt).toBeLessThan(8_000);
      expect(drain.inside()).toBe(1);
      drain.release('1-fresh');
    });

    test('what a killed process had begun is begun again by another', async () => {
      const namespace = `killed${kind}`;
      const drain = drains();
      const dying = await started(drain, namespace);
      await dying.bells.ring(1, 'fresh');
      await vi.waitFor(() => expect(drain.inside()).toBe(1), PATIENT);
      await dying.close({ force: true });
      const heard: number[] = [];
      await started({ route: async (portalId) => void heard.push(portalId) }, namespace);
      await vi.waitFor(() => expect(heard).toEqual([1]), 25_000);
      drain.release('1-fresh');
    }, 40_000);

    async function wipe(): Promise<void> {
      if (redis !== null) return redis.wipe();
      return wipeQueue(database.databaseUrl);
    }
  });
}
