import { Redis } from 'ioredis';
import { BadConfiguration, BatonError } from '../errors.ts';

const PATIENCE_MS = 5_000;

/** Redis cannot be reached, or is still reading what it has on disk: it may be there in a moment. */
export class QueueUnavailable extends BatonError {
  constructor(cause: unknown) {
    super({
      code: 'queue_unavailable',
      sentence: 'Redis cannot be reached right now. Leads are stored all the same; Baton tries again by itself.',
      retry: { helps: true, afterMs: 1_000 },
      cause,
    });
  }
}

/** What Redis says to somebody whose credentials, or whose rights, are not enough. */
const REFUSED = /^(WRONGPASS|NOAUTH|NOPERM)|without any password configured|invalid password|DB index is out of range/;

/**
 * Resolves if the Redis of `redisUrl` lets us in and answers. Throws QueueUnavailable, or BadConfiguration when it refuses
 * us: waiting does not help then.
 */
export async function redisAnswers(redisUrl: string): Promise<void> {
  const redis = new Redis(redisUrl, {
    lazyConnect: true,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    connectTimeout: PATIENCE_MS,
    commandTimeout: PATIENCE_MS,
  });
  // The reason why it did not connect comes here, not with the rejection.
  const reasons: Error[] = [];
  redis.on('error', (error: Error) => reasons.push(error));
  try {
    await redis.connect();
    await redis.ping();
  } catch (error) {
    if (error instanceof Error) reasons.push(error);
  } finally {
    redis.disconnect();
  }
  const refused = reasons.find(({ message }) => REFUSED.test(message));
  if (refused !== undefined) {
    const { host } = new URL(redisUrl);
    throw new BadConfiguration(
      `Redis at ${host} does not let Baton in. Correct user, password and database number in REDIS_URL.`,
      refused,
    );
  }
  if (reasons[0] !== undefined) throw new QueueUnavailable(reasons[0]);
}
