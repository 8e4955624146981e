import { randomBytes, randomInt } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { Client } from 'pg';
import { startLocalStack, type LocalStack } from '../demo/local-stack.ts';
import { openPortal } from '../demo/sample-run.ts';
import { ringDue } from '../src/queue/ring-due.ts';
import { resolveDatabase } from '../src/store/database-url.ts';
import { parseKeyRing } from '../src/store/encryption.ts';
import { openStore } from '../src/store/store.ts';
import { dueHandoffs } from '../src/store/tables/handoff-clocks.ts';

/** Leads are created so many at a time. */
const AT_ONCE = 100;
const FIRST_DUE_MS = 15_000;
const LOOKS = 200;
const PATIENCE_MS = 300_000;

/**
 * With many open handoffs: how long it takes to find what is due, and how late breaches are when so many a minute fall due, with
 * the real app, Postgres and a HubSpot that keeps its rate limit. Late: from the moment that a handoff was due to its owner's
 * successor being stored. Options: `--handoffs` open beside them (100000), `--rate` a minute (1000), `--seconds` (60).
 */
export async function sla(args: readonly string[]): Promise<Record<string, number>> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      handoffs: { type: 'string', default: '100000' },
      rate: { type: 'string', default: '1000' },
      seconds: { type: 'string', default: '60' },
    },
  });
  const [handoffs, perMinute, seconds] = [Number(values.handoffs), Number(values.rate), Number(values.seconds)];
  const breaches = Math.round((perMinute * seconds) / 60);
  const folder = mkdtempSync(path.join(tmpdir(), 'baton-bench-'));
  chmodSync(folder, 0o711);
  const database = await resolveDatabase({ databaseUrl: process.env['DATABASE_URL'], dataDir: folder });
  const keys = `bench:${randomBytes(32).toString('base64')}`;
  const client = new Client({ connectionString: database.url });
  let stack: LocalStack | null = null;
  try {
    stack = await startLocalStack({ databaseUrl: database.url, env: { BATON_ENCRYPTION_KEYS: keys } });
    await client.connect();
    const portalId = randomInt(10_000_000, 99_999_999);
    await openPortal({ stack, contacts: [], portalId, aroundTheClock: true });
    await client.query(`select set_config('baton.portal_id', $1, false)`, [String(portalId)]);
    await client.query('set role baton_app');
    console.error(`Routing ${breaches} leads whose handoffs nobody will act on ...`);
    await routeLeads(stack, { portalId, leads: breaches, client });
    console.error(`Storing ${handoffs} more open handoffs ...`);
    await fillHandoffs(client, { portalId, handoffs });
    const store = await openStore({ databaseUrl: database.url, keys: parseKeyRing(keys), role: 'cli' });
    const bells = {
      ring: nothing,
      ringLater: nothing,
      ringWrites: nothing,
      ringClocks: nothing,
      ringNotifications: nothing,
    };
    const found: number[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      const startedAt = performance.now();
      await ringDue({ store, bells });
      await store.forPortal(portalId).transaction((tx) => dueHandoffs(tx, { now: new Date(), limit: 50 }));
      found.push(performance.now() - startedAt);
    }
    await store.close();
    const late = await letLapse(client, { portalId, breaches, seconds });
    return {
      dueQueryMs: quantile(found, 0.5),
      dueQueryP99Ms: quantile(found, 0.99),
      lateP50Ms: quantile(late, 0.5),
      lateP99Ms: quantile(late, 0.99),
      perMinute: Math.round((late.length * 60) / seconds),
      breaches: late.length,
      handoffs: handoffs + breaches,
    };
  } finally {
    await stack?.stop();
    await client.end().catch(() => {});
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function nothing(): Promise<void> {}

async function routeLeads(
  { control }: LocalStack,
  { portalId, leads, client }: { portalId: number; leads: number; client: Client },
): Promise<void> {
  for (let from = 0; from < leads; from += AT_ONCE) {
    const contacts = Array.from({ length: Math.min(AT_ONCE, leads - from) }, (_, offset) => ({
      properties: {
        firstname: 'Lead',
        lastname: `Number ${from + offset}`,
        email: `lead@firm-${from + offset}.example`,
        country: 'Germany',
        message: 'Please show us a demo of your product.',
      },
    }));
    await control.createContacts({ portalId, source: 'FORM', contacts });
  }
  await until(async () => {
    const { rows } = await client.query<{ open: number; unfinished: number }>(
      `select (select count(*)::int from handoffs where portal_id = $1 and closed_at is null and task_id is not null) as open,
              (select count(*)::int from crm_writes where portal_id = $1 and state in ('todo', 'sent')) as unfinished`,
      [portalId],
    );
    return (rows[0]?.open ?? 0) >= leads && rows[0]?.unfinished === 0;
  });
}

/** Handoffs of other contacts, due some time in the coming weeks. */
async function fillHandoffs(
  client: Client,
  { portalId, handoffs }: { portalId: number; handoffs: number },
): Promise<void> {
  // The sample owners are busy enough; these belong to colleagues.
  await client.query(
    `insert into handoffs (portal_id, handoff_id, contact_id, enquiry_id, decision_id, owner_id, pool, status, urgency,
                           sla_state, sla_due_at, owner_since, look_at, opened_at)
     select $1, gen_random_uuid(), (90000000 + n)::text, gen_random_uuid(), gen_random_uuid(), 'colleague-' || n % 50, null,
            'offered', 'normal', 'running', now() + n * interval '20 seconds' + interval '1 hour', now(),
            now() + n * interval '20 seconds' + interval '1 hour', now()
     from generate_series(1, $2::int) as n`,
    [portalId, handoffs],
  );
  await client.query('reset role');
  await client.query('analyze handoffs');
  await client.query('set role baton_app');
}

/** Makes the leads' handoffs due one after the other, and answers by how many milliseconds each lapsed late. */
async function letLapse(
  client: Client,
  { portalId, breaches, seconds }: { portalId: number; breaches: number; seconds: number },
): Promise<number[]> {
  const { rows: due } = await client.query<{ handoff_id: string; due: Date }>(
    `with chosen as (
       select handoff_id, row_number() over (order by handoff_id) - 1 as place from handoffs
       where portal_id = $1 and closed_at is null and task_id is not null limit $2)
     update handoffs h set reminded_at = now(), sla_due_at = v.due, look_at = v.due
     from (select handoff_id, now() + make_interval(secs => $3::float + place * $4::float) as due from chosen) v
     where h.portal_id = $1 and h.handoff_id = v.handoff_id
     returning h.handoff_id, v.due`,
    [portalId, breaches, FIRST_DUE_MS / 1_000, seconds / breaches],
  );
  const dueAt = new Map(due.map((row) => [row.handoff_id, row.due.getTime()]));
  let late: number[] = [];
  await until(async () => {
    const { rows } = await client.query<{ handoff_id: string; at: Date }>(
      `select handoff_id, min(decided.at) as at from (
         select e.handoff_id, greatest(e.at, d.decided_at) as at from handoff_events e
         join handoffs h on h.portal_id = e.portal_id and h.handoff_id = e.handoff_id
         join decisions d on d.portal_id = h.portal_id and d.decision_id = h.decision_id
         where e.portal_id = $1 and e.kind = 'lapsed') decided group by handoff_id`,
      [portalId],
    );
    late = rows.map((row) => row.at.getTime() - (dueAt.get(row.handoff_id) ?? 0));
    return rows.length >= breaches;
  });
  return late;
}

async function until(done: () => Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  while (!(await done())) {
    if (Date.now() > giveUpAt) throw new Error('it did not come to that within five minutes');
    await delay(500);
  }
}

function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round((sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0) * 100) / 100;
}
