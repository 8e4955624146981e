import { sql } from 'kysely';
import type { PortalStore } from '../store/store.ts';
import {
  BULK_CALLS_PER_WINDOW,
  BULK_PACE_MS,
  CALLS_PER_WINDOW,
  LONGEST_BLOCK_MS,
  SEARCHES_PER_WINDOW,
  SEARCH_WINDOW_MS,
  WINDOW_MS,
  type BudgetRequest,
  type RequestBudget,
} from './budget.ts';

/**
 * The budget in Postgres: one statement per reservation on the portal's row, which it locks while it counts. The clock is
 * the database's. Searches stand in the same list as negative moments, because they have a window of their own.
 */
export function createPostgresBudget(options: {
  transaction: (portalId: number) => PortalStore['transaction'];
}): RequestBudget {
  const { transaction } = options;

  function take({ portalId, lane, kind }: BudgetRequest): Promise<number | null> {
    const search = kind === 'search';
    const bulk = lane === 'bulk' && !search;
    const cap = search ? SEARCHES_PER_WINDOW : bulk ? BULK_CALLS_PER_WINDOW : CALLS_PER_WINDOW;
    const window = search ? SEARCH_WINDOW_MS : WINDOW_MS;
    const sign = search ? -1 : 1;
    return transaction(portalId)(async (tx) => {
      const { rows } = await sql<{ wait_ms: number }>`
        with locked as (
          select b.*, floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms
          from (select * from request_budgets where portal_id = ${portalId} for update) b
        ), kept as (
          select l.*,
            array(select c from unnest(l.calls_ms) c where c > l.now_ms - ${WINDOW_MS}::bigint or c < ${SEARCH_WINDOW_MS}::bigint - l.now_ms) as log,
            array(select c * ${sign}::bigint from unnest(l.calls_ms) c where c * ${sign}::bigint > l.now_ms - ${window}::bigint order by 1) as mine
          from locked l
        ), answer as (
          select k.*, greatest(
            0,
            k.blocked_until_ms - k.now_ms,
            case when ${bulk}::boolean then k.bulk_next_ms - k.now_ms end,
            case when cardinality(k.mine) >= ${cap}::int
              then k.mine[cardinality(k.mine) - ${cap}::int + 1] + ${window}::bigint - k.now_ms end
          ) as wait_ms
          from kept k
        )
        update request_budgets b set
          calls_ms = case when a.wait_ms = 0 then a.log || (a.now_ms * ${sign}::bigint) else a.log end,
          bulk_next_ms = case when a.wait_ms = 0 and ${bulk}::boolean then a.now_ms + ${BULK_PACE_MS}::bigint else b.bulk_next_ms end
        from answer a where b.portal_id = a.portal_id
        returning a.wait_ms::bigint`.execute(tx.db);
      return rows[0]?.wait_ms ?? null;
    });
  }

  async function makeRow(portalId: number): Promise<void> {
    await transaction(portalId)(async (tx) => {
      await tx.db
        .insertInto('request_budgets')
        .values({ portal_id: portalId })
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    });
  }

  return {
    async reserve(request) {
      let waitMs = await take(request);
      if (waitMs === null) {
        // The table is unlogged: after a crash of the database it is empty.
        await makeRow(request.portalId);
        waitMs = (await take(request)) ?? 0;
      }
      return { waitMs };
    },

    async correct({ portalId, remaining, retryAfterMs = 0 }) {
      const block = Math.ceil(Math.min(retryAfterMs, LONGEST_BLOCK_MS));
      await makeRow(portalId);
      await transaction(portalId)(async (tx) => {
        await sql`
          with clock as (select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms)
          update request_budgets set
            calls_ms = calls_ms || array_fill(clock.now_ms, array[greatest(0, ${
              remaining === undefined ? 0 : CALLS_PER_WINDOW - remaining
            }::int - (select count(*)::int from unnest(calls_ms) c where c > clock.now_ms - ${WINDOW_MS}::bigint))]),
            blocked_until_ms = case when ${block}::bigint > 0
              then greatest(blocked_until_ms, clock.now_ms + ${block}::bigint) else blocked_until_ms end
          from clock where portal_id = ${portalId}`.execute(tx.db);
      });
    },

    outlook: (portalId) =>
      transaction(portalId)(async (tx) => {
        const { rows } = await sql<{ used: number; oldest: number | null; newest: number | null }>`
          select count(*)::int as used, (max(now_ms) - min(c))::bigint as oldest, (max(now_ms) - max(c))::bigint as newest
          from request_budgets b
          cross join (select floor(extract(epoch from clock_timestamp()) * 1000)::bigint as now_ms) clock
          cross join unnest(b.calls_ms) c
          where b.portal_id = ${portalId} and c > now_ms - ${WINDOW_MS}::bigint`.execute(tx.db);
        const row = rows[0];
        return { used: row?.used ?? 0, oldestAgeMs: row?.oldest ?? 0, newestAgeMs: row?.newest ?? 0 };
      }),

    close: async () => {},
  };
}
