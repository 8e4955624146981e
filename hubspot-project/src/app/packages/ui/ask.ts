import { hubspot } from '@hubspot/ui-extensions';
import type { Answer, Reader } from './answers.ts';
import { commonTexts } from './texts/common.ts';

/** HubSpot's own limit for an answer; ours comes a little later and only counts if HubSpot's call never ends. */
const TIMEOUT_MS = 15_000;
const GIVE_UP_AFTER_MS = 20_000;

export interface Request {
  url: string;
  /** Given: a POST. HubSpot may send it twice, so the server treats a repeat as one. */
  body?: Record<string, unknown>;
}

/**
 * One request through HubSpot to Baton's server; `meaning` tells what a readable answer means. Never rejects: that there
 * was no answer, or none that can be read, is an answer too.
 */
export async function ask<S, T>(
  { url, body }: Request,
  schema: Reader<S>,
  meaning: (said: S) => Answer<T>,
): Promise<Answer<T>> {
  const said = await read(url, body, schema);
  if (said === 'offline' || said === 'unreadable') return { kind: 'failed', sentence: commonTexts[said] };
  return meaning(said.parsed);
}

async function read<S>(
  url: string,
  body: Request['body'],
  schema: Reader<S>,
): Promise<{ parsed: S } | 'offline' | 'unreadable'> {
  let response: Response;
  try {
    const options = { timeout: TIMEOUT_MS, ...(body === undefined ? {} : { method: 'POST' as const, body }) };
    response = await Promise.race([hubspot.fetch(url, options), giveUp()]);
  } catch {
    return 'offline';
  }
  try {
    // the status says little: HubSpot wraps what is not 2xx. A body of ours is recognised by its form
    const result = schema.safeParse(await response.json());
    return result.success ? { parsed: result.data } : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function giveUp(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), GIVE_UP_AFTER_MS);
  });
}
