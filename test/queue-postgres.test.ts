import { pino } from 'pino';
import { expect, test } from 'vitest';
import { openBackend } from '../src/queue/backend.ts';
import { bellTests } from './queue-bells.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

bellTests('postgres');

test('what a process with a wrong clock has put off for all is taken back', async () => {
  const database = await testDatabase();
  const { databaseUrl } = database;
  await (await database.store()).close();
  const backend = openBackend({ databaseUrl, logger: pino({ level: 'silent' }) });
  const inTenMinutes = '(extract(epoch from now()) * 1000)::bigint + 600000';
  const soon = '(extract(epoch from now()) * 1000)::bigint + 50000';
  await asAdmin(async (client) => {
    await client.query(`
      insert into bullmq.meta values ('a', 'stalled-check', (${inTenMinutes})::text), ('b', 'stalled-check', (${soon})::text);
      insert into bullmq.job (queue, id, seq, name, state, added_at_ms, locked_until_ms)
      values ('a', '1', 1, 'x', 'active', 0, ${inTenMinutes}), ('a', '2', 2, 'x', 'active', 0, ${soon})`);
    const times = async () => {
      const { rows } = await client.query<{ ahead: string }>(`
        select value::bigint - extract(epoch from now()) * 1000 as ahead from bullmq.meta where field = 'stalled-check'
        union all select locked_until_ms - extract(epoch from now()) * 1000 from bullmq.job`);
      return rows.map(({ ahead }) => Number(ahead));
    };
    expect(Math.max(...(await times()))).toBeGreaterThan(500_000);
    await backend.mendTimes();
    await backend.mendTimes();
    const after = await times();
    expect(after).toHaveLength(4);
    expect(Math.max(...after)).toBeLessThan(60_000);
    // Those that are right are left alone.
    expect(after.filter((ahead) => ahead > 20_000)).toHaveLength(2);
  }, databaseUrl);
  await backend.close();
  await database.close();
});
