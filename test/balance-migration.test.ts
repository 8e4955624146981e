import { copyFile, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { migrate } from '../src/store/migrate.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

const FOLDER = new URL('../src/store/migrations/', import.meta.url);
const id = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

test('a ledger from before windows gets the days of its enquiries, in the account’s time zone', async () => {
  const { databaseUrl, close } = await testDatabase({ empty: true });
  const before = await mkdtemp(join(tmpdir(), 'baton-migrations-'));
  for (const name of await readdir(FOLDER)) {
    if (name < '0006') await copyFile(new URL(name, FOLDER), join(before, name));
  }
  await migrate({ databaseUrl, folder: pathToFileURL(`${before}/`) });
  await asAdmin(async (client) => {
    await client.query(
      `insert into portals (portal_id, time_zone, portal_key, portal_key_id) values (1, 'America/Los_Angeles', '', ''), (2, 'No/Where', '', '')`,
    );
    // A lead of 30 April in Los Angeles, voided two days later; one of another account whose zone nobody knows.
    await client.query(
      `insert into ledger_entries (portal_id, ledger, kind, enquiry_id, decision_id, owner_id, amount, at) values
       (1, 'live', 'step', $1, $1, 'a', -5, '2026-05-01T06:59Z'), (1, 'live', 'step', $1, $1, 'b', 5, '2026-05-01T06:59Z'),
       (1, 'live', 'void', $1, $1, 'a', 5, '2026-05-03T06:59Z'),
       (2, 'live', 'step', $2, $2, 'a', -7, '2026-05-01T06:59Z')`,
      [id(1), id(2)],
    );
  }, databaseUrl);
  await migrate({ databaseUrl });
  await asAdmin(async (client) => {
    const { rows } = await client.query(
      `select portal_id, day::text, owner_id, amount from credit_days order by portal_id, owner_id`,
    );
    expect(rows).toEqual([
      { portal_id: '1', day: '2026-04-30', owner_id: 'a', amount: '0' },
      { portal_id: '1', day: '2026-04-30', owner_id: 'b', amount: '5' },
      { portal_id: '2', day: '2026-05-01', owner_id: 'a', amount: '-7' },
    ]);
    expect((await client.query(`select distinct day::text from ledger_entries where portal_id = 1`)).rows).toEqual([
      { day: '2026-04-30' },
    ]);
  }, databaseUrl);
  await rm(before, { recursive: true });
  await close();
});
