import type { Redis } from 'ioredis';
import { z } from 'zod';
import {
  BULK_CALLS_PER_WINDOW,
  BULK_PACE_MS,
  CALLS_PER_WINDOW,
  LONGEST_BLOCK_MS,
  SEARCHES_PER_WINDOW,
  SEARCH_WINDOW_MS,
  WINDOW_MS,
  type RequestBudget,
} from './budget.ts';

/**
 * KEYS: list of the moments of the calls in the window (oldest first), hash with `blocked` (until) and `bulk` (next).
 * ARGV: window, cap, pace between calls (0: none). The clock is Redis's own, so that all processes agree.
 */
const RESERVE = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local window, cap, pace = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[3])
local function after(moment) return math.max(moment - now, 0) end
while true do
  local oldest = redis.call('LINDEX', KEYS[1], 0)
  if not oldest or tonumber(oldest) > now - window then break end
  redis.call('LPOP', KEYS[1])
end
local wait = after(tonumber(redis.call('HGET', KEYS[2], 'blocked')) or 0)
if pace > 0 then wait = math.max(wait, after(tonumber(redis.call('HGET', KEYS[2], 'bulk')) or 0)) end
local count = redis.call('LLEN', KEYS[1])
if count >= cap then
  wait = math.max(wait, after(tonumber(redis.call('LINDEX', KEYS[1], count - cap)) + window))
end
if wait > 0 then return wait end
redis.call('RPUSH', KEYS[1], now)
redis.call('PEXPIRE', KEYS[1], window)
if pace > 0 then
  redis.call('HSET', KEYS[2], 'bulk', now + pace)
  if redis.call('PTTL', KEYS[2]) < pace then redis.call('PEXPIRE', KEYS[2], pace) end
end
return 0
`;

/** KEYS: list of the moments of the calls. ARGV: window. Answers how many are in the window, age of the oldest and the newest. */
const OUTLOOK = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
while true do
  local oldest = redis.call('LINDEX', KEYS[1], 0)
  if not oldest or tonumber(oldest) > now - tonumber(ARGV[1]) then break end
  redis.call('LPOP', KEYS[1])
end
local count = redis.call('LLEN', KEYS[1])
if count == 0 then return {0, 0, 0} end
return {count, now - tonumber(redis.call('LINDEX', KEYS[1], 0)), now - tonumber(redis.call('LINDEX', KEYS[1], -1))}
`;

/** ARGV: window, cap, remaining ('' = not said), milliseconds to block (0 = none). */
const CORRECT = `
local t = redis.call('TIME')
local now = t[1] * 1000 + math.floor(t[2] / 1000)
local window, cap, block = tonumber(ARGV[1]), tonumber(ARGV[2]), tonumber(ARGV[4])
if block > 0 then
  local blocked = math.max(tonumber(redis.call('HGET', KEYS[2], 'blocked')) or 0, now + block)
  redis.call('HSET', KEYS[2], 'blocked', blocked)
  redis.call('PEXPIRE', KEYS[2], blocked - now)
end
if ARGV[3] ~= '' then
  while true do
    local oldest = redis.call('LINDEX', KEYS[1], 0)
    if not oldest or tonumber(oldest) > now - window then break end
    redis.call('LPOP', KEYS[1])
  end
  for _ = redis.call('LLEN', KEYS[1]) + 1, cap - tonumber(ARGV[3]) do redis.call('RPUSH', KEYS[1], now) end
  redis.call('PEXPIRE', KEYS[1], window)
end
return 0
`;

/** The budget in Redis: one script per reservation, an exact log of the window. The connection stays the caller's. */
export function createRedisBudget(options: { redis: Redis; prefix?: string }): RequestBudget {
  const { redis, prefix = 'baton' } = options;
  // The braces put both keys of a portal into one slot of a cluster.
  const callKeys = (portalId: number) => [
    `${prefix}:budget:{${portalId}}:calls`,
    `${prefix}:budget:{${portalId}}:state`,
  ];
  const searchKeys = (portalId: number) => [
    `${prefix}:budget:{${portalId}}:searches`,
    `${prefix}:budget:{${portalId}}:state`,
  ];
  return {
    async reserve({ portalId, lane, kind }) {
      const answer =
        kind === 'search'
          ? await redis.eval(RESERVE, 2, ...searchKeys(portalId), SEARCH_WINDOW_MS, SEARCHES_PER_WINDOW, 0)
          : await redis.eval(
              RESERVE,
              2,
              ...callKeys(portalId),
              WINDOW_MS,
              lane === 'bulk' ? BULK_CALLS_PER_WINDOW : CALLS_PER_WINDOW,
              lane === 'bulk' ? BULK_PACE_MS : 0,
            );
      return { waitMs: z.number().parse(answer) };
    },
    async correct({ portalId, remaining, retryAfterMs = 0 }) {
      const block = Math.ceil(Math.min(retryAfterMs, LONGEST_BLOCK_MS));
      await redis.eval(CORRECT, 2, ...callKeys(portalId), WINDOW_MS, CALLS_PER_WINDOW, remaining ?? '', block);
    },
    async outlook(portalId) {
      const answer = await redis.eval(OUTLOOK, 1, ...callKeys(portalId).slice(0, 1), WINDOW_MS);
      const [used, oldestAgeMs, newestAgeMs] = z.tuple([z.number(), z.number(), z.number()]).parse(answer);
      return { used, oldestAgeMs, newestAgeMs };
    },
    close: async () => {},
  };
}
