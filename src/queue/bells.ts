import type { Lane } from '../policy/taxonomy.ts';
import type { JobQueue } from './backend.ts';
import { bellOptions, laterOptions } from './jobs.ts';

/**
 * Says "look": carries no truth, may be rung too often, and if it is lost the sweep rings again. Rejects if the queue
 * does not take it.
 */
export interface Bells {
  /** There is something to do in this lane now. Heard even while the lane is being drained. */
  ring(portalId: number, lane: Lane): Promise<void>;
  /** There will be at that time; earlier and later ones stand beside each other. In the past: in a moment. */
  ringLater(portalId: number, lane: Lane, at: Date): Promise<void>;
  /** CRM writes are due, now or at that time. */
  ringWrites(portalId: number, at?: Date): Promise<void>;
  /** People are to be told of something. */
  ringNotifications(portalId: number): Promise<void>;
  /** The time of some handoffs has come. */
  ringClocks(portalId: number): Promise<void>;
}

export function createBells(queues: {
  routeFresh: JobQueue;
  routeBulk: JobQueue;
  ringLater: JobQueue;
  writes: JobQueue;
  clocks: JobQueue;
  notifications: JobQueue;
}): Bells {
  const laneQueue: Record<Lane, JobQueue> = { fresh: queues.routeFresh, bulk: queues.routeBulk };
  const add = coalesce(async (bell: Bell, portalId: number) => {
    if (bell === 'notifications') {
      await queues.notifications.add('notifications', { portalId }, bellOptions(`notifications-${portalId}`));
    } else if (bell === 'clocks') await queues.clocks.add('clocks', { portalId }, bellOptions(`clocks-${portalId}`));
    else if (bell === 'writes') await queues.writes.add('writes', { portalId }, bellOptions(`writes-${portalId}`));
    else await laneQueue[bell].add('route', { portalId, lane: bell }, bellOptions(`route-${portalId}-${bell}`));
  });
  const addLater = async (bell: Lane | 'writes', portalId: number, at: Date) => {
    const options = laterOptions({ portalId, bell, at, nowMs: Date.now() });
    await queues.ringLater.add('ring', { portalId, bell }, options);
  };
  return {
    ring: (portalId, lane) => add(lane, portalId),
    ringLater: (portalId, lane, at) => addLater(lane, portalId, at),
    ringWrites: (portalId, at) => (at === undefined ? add('writes', portalId) : addLater('writes', portalId, at)),
    ringNotifications: (portalId) => add('notifications', portalId),
    ringClocks: (portalId) => add('clocks', portalId),
  };
}

type Bell = Lane | 'writes' | 'clocks' | 'notifications';
type Ring = (bell: Bell, portalId: number) => Promise<void>;

/**
 * While one ring of a bell is on its way, all that follow share a single one after it: under load a bell is added a few
 * hundred times a second instead of once per webhook, and each caller still gets a ring that began after its call.
 */
function coalesce(ring: Ring): Ring {
  const underway = new Map<string, { current: Promise<void>; next: Promise<void> | null }>();
  return (bell, portalId) => {
    const key = `${bell}-${portalId}`;
    const state = underway.get(key);
    if (state === undefined) return start();
    state.next ??= after(state.current);
    return state.next;

    function start(): Promise<void> {
      const current = ring(bell, portalId);
      underway.set(key, { current, next: null });
      void forget(current);
      return current;
    }

    async function after(current: Promise<void>): Promise<void> {
      await Promise.allSettled([current]);
      await start();
    }

    async function forget(current: Promise<void>): Promise<void> {
      await Promise.allSettled([current]);
      const latest = underway.get(key);
      if (latest?.current === current && latest.next === null) underway.delete(key);
    }
  };
}
