import { Redis } from 'ioredis';
import { asAdmin } from './postgres.ts';

/** Every row of every table of a database as text, the queue's too; bytes are in it as hexadecimal digits. */
export async function everyRow(databaseUrl: string): Promise<string> {
  return asAdmin(async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `select quote_ident(table_schema) || '.' || quote_ident(table_name) as name from information_schema.tables
       where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    const texts: string[] = [];
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      texts.push(...rows.map(({ row }) => `${name} ${row}`));
    }
    return texts.join('\n');
  }, databaseUrl);
}

/** Every key of a Redis with its value, as text. */
export async function everyKey(url: string): Promise<string> {
  const redis = new Redis(url);
  try {
    const texts: string[] = [];
    for (const key of await redis.keys('*')) texts.push(`${key} ${JSON.stringify(await valueOf(redis, key))}`);
    return texts.join('\n');
  } finally {
    redis.disconnect();
  }
}

async function valueOf(redis: Redis, key: string): Promise<unknown> {
  const type = await redis.type(key);
  if (type === 'string') return redis.get(key);
  if (type === 'hash') return redis.hgetall(key);
  if (type === 'list') return redis.lrange(key, 0, -1);
  if (type === 'set') return redis.smembers(key);
  if (type === 'zset') return redis.zrange(key, '0', '-1');
  if (type === 'stream') return redis.xrange(key, '-', '+');
  // It is gone by now.
  if (type === 'none') return null;
  throw new Error(`a Redis key of type ${type}, which nobody can look into here`);
}

/** Which of these values stand in a text, plain or as the hexadecimal digits of their bytes; upper and lower case alike. */
export function foundIn(text: string, values: readonly string[]): string[] {
  const low = text.toLowerCase();
  return values.filter(
    (value) => low.includes(value.toLowerCase()) || low.includes(Buffer.from(value).toString('hex')),
  );
}
