import { sql } from 'kysely';
import type { Finding, ReadinessCheck } from './ops-routes.ts';
import type { Queues } from './queue/queues.ts';
import { newerMigrations } from './store/newer-migrations.ts';
import type { Store } from './store/store.ts';
import { livingWorkers } from './store/tables/processes.ts';

/**
 * What `/readyz` looks at. Only a store that is away keeps a process from taking work; what stops somebody else from working
 * (no worker, a late schedule, a newer database) is told and does not take the door away from HubSpot, whose events are safe
 * once they are stored.
 */
export function readinessChecks({
  store,
  queues,
  role,
}: {
  store: Store;
  queues: Pick<Queues, 'ping' | 'scheduleLateMs' | 'kind'>;
  role: 'all' | 'web' | 'worker';
}): ReadinessCheck[] {
  const queueStore = queues.kind === 'redis' ? 'Redis' : 'Postgres, for the queue,';
  return [
    check('store', () => sql`select 1`.execute(store.shared), {
      ready: false,
      sentence: 'Postgres does not answer; nothing can be stored.',
      todo: 'Look whether the server of DATABASE_URL runs, has connections left and room on its disk. Baton goes on by itself.',
    }),
    check('queue', () => queues.ping(), {
      ready: false,
      sentence: `${queueStore} does not answer; leads are stored but nobody is told to route them.`,
      todo: 'Look whether it runs and is reached from here. The sweep rings for what was missed.',
    }),
    {
      name: 'version',
      async check() {
        const [newest] = (await newerMigrations(store.sweep)).toReversed();
        if (newest === undefined) return null;
        return {
          ready: true,
          sentence: `A newer version of Baton has been at work on this database (${newest}); this process does not know what it changed.`,
          todo: 'During an upgrade: go on with it. After going back a version: see "Going back a version" in docs/runbook.md.',
        };
      },
    },
    role === 'web' ? workersCheck(store) : scheduleCheck(queues),
  ];
}

function workersCheck(store: Store): ReadinessCheck {
  return {
    name: 'workers',
    async check() {
      if ((await livingWorkers(store.shared)) > 0) return null;
      return {
        ready: true,
        sentence: 'No worker has said for 15 seconds that it lives; leads are stored and wait.',
        todo: 'Start a process with BATON_ROLE=worker (or all) on this database.',
      };
    },
  };
}

function scheduleCheck(queues: Pick<Queues, 'scheduleLateMs'>): ReadinessCheck {
  return {
    name: 'schedule',
    async check() {
      const lateMs = await queues.scheduleLateMs();
      if (lateMs === null) return null;
      const since = Number.isFinite(lateMs) ? `for ${Math.round(lateMs / 1_000)} seconds` : 'at all';
      return {
        ready: true,
        sentence: `The schedule of the sweep has not run ${since}; lost bells are not rung and clocks are looked at late.`,
        todo: 'It mends itself within 5 seconds after the queue was wiped. If it stays: look for errors of the queue in the log, then restart the workers.',
      };
    },
  };
}

function check(name: string, look: () => Promise<unknown>, finding: Finding): ReadinessCheck {
  return {
    name,
    check: () =>
      look().then(
        () => null,
        () => finding,
      ),
  };
}
