import { sql } from 'kysely';
import type { Metrics } from './metrics.ts';
import { LANES } from './policy/taxonomy.ts';
import type { Store } from './store/store.ts';

/** What waits over all portals, by its label. */
type Backlog = Readonly<Record<'waiting' | 'oldest' | 'dead' | 'writes' | 'overdue' | 'notifications', Labelled[]>>;
interface Labelled {
  labels: Record<string, string>;
  value: number;
}

/**
 * Gauges of what waits, read when Prometheus asks: counts over indexed rows with the sweep's own role, at most once a second
 * however many ask. While the store is away they have no value, which an alert can see (`absent`).
 */
export function backlogGauges({ store, metrics }: { store: Store; metrics: Pick<Metrics, 'gauge'> }): void {
  let latest: { at: number; backlog: Promise<Backlog> } | null = null;
  const read = (name: keyof Backlog) => async () => {
    if (latest === null || Date.now() - latest.at > 1_000) latest = { at: Date.now(), backlog: readBacklog(store) };
    const backlog = await latest.backlog.catch(() => null);
    return backlog?.[name] ?? [];
  };
  metrics.gauge('leads_waiting', read('waiting'));
  metrics.gauge('leads_waiting_oldest_seconds', read('oldest'));
  metrics.gauge('dead_letters', read('dead'));
  metrics.gauge('crm_writes_open', read('writes'));
  metrics.gauge('clocks_overdue_oldest_seconds', read('overdue'));
  metrics.gauge('notifications_open', read('notifications'));
}

async function readBacklog({ sweep }: Store): Promise<Backlog> {
  const { rows: lanes } = await sql<{ lane: string; waiting: number; oldest: number }>`
    select l.lane,
      (select count(*)::int from mailbox m where m.lane = l.lane and m.state <> 'dead') as waiting,
      coalesce((select extract(epoch from now() - min(m.not_before))::float8 from mailbox m
        join portals p using (portal_id)
        where m.lane = l.lane and m.state <> 'dead' and m.not_before <= now()
          and p.status = 'active' and p.mode <> 'paused'), 0) as oldest
    from unnest(${[...LANES]}::text[]) as l(lane)`.execute(sweep);
  const { rows } = await sql<{ dead: number; writes: number; overdue: number; notifications: number }>`
    select
      (select count(*)::int from mailbox where state = 'dead') as dead,
      (select count(*)::int from crm_writes where state in ('todo', 'sent')) as writes,
      coalesce((select extract(epoch from now() - min(h.look_at))::float8 from handoffs h
        join portals p using (portal_id)
        where h.closed_at is null and h.look_at <= now() and p.status = 'active' and p.mode = 'live'), 0) as overdue,
      (select count(*)::int from notifications where state = 'todo') as notifications`.execute(sweep);
  return {
    waiting: lanes.map(({ lane, waiting }) => ({ labels: { lane }, value: waiting })),
    oldest: lanes.map(({ lane, oldest }) => ({ labels: { lane }, value: oldest })),
    dead: one(rows[0]?.dead),
    writes: one(rows[0]?.writes),
    overdue: one(rows[0]?.overdue),
    notifications: one(rows[0]?.notifications),
  };
}

function one(value = 0): Labelled[] {
  return [{ labels: {}, value }];
}
