import { hubspot } from '@hubspot/ui-extensions';
import type { Answer, Reader, Said } from './answers.ts';
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
 * One request through HubSpot to Baton's server. `pick` takes from a good answer what the caller wants, `instead` from a
 * refusal what it brings along. Never rejects.
 */
export async function ask<S extends Said, T>(
  { url, body }: Request,
  schema: Reader<S>,
  pick: (said: Extract<S, { ok: true }>) => T,
  instead: (said: Extract<S, { ok: false }>) => T | null = () => null,
): Promise<Answer<T>> {
  const said = await read(url, body, schema);
  if (said === 'offline') return { kind: 'failed', sentence: commonTexts.offline };
  if (said === 'unreadable') return { kind: 'failed', sentence: commonTexts.unreadable };
  if (saysNo(said)) return { kind: 'refused', ...said.error, instead: instead(said) };
  return { kind: 'ok', value: pick(said as Extract<S, { ok: true }>) };
}

async function read<S extends Said>(
  url: string,
  body: Request['body'],
  schema: Reader<S>,
): Promise<S | 'offline' | 'unreadable'> {
  let response: Response;
  try {
    const options = { timeout: TIMEOUT_MS, ...(body === undefined ? {} : { method: 'POST' as const, body }) };
    response = await Promise.race([hubspot.fetch(url, options), giveUp()]);
  } catch {
    return 'offline';
  }
  try {
    // the status says little: HubSpot wraps what is not 2xx. A body of ours is recognised by its form
    const parsed = schema.safeParse(await response.json());
    return parsed.success ? parsed.data : 'unreadable';
  } catch {
    return 'unreadable';
  }
}

function giveUp(): Promise<never> {
  return new Promise((_, reject) => {
    setTimeout(() => reject(new Error('no answer')), GIVE_UP_AFTER_MS);
  });
}

function saysNo<S extends Said>(said: S): said is Extract<S, { ok: false }> {
  return !said.ok;
}
