import { refusal } from '@baton/contract';
import { hubspot } from '@hubspot/ui-extensions';
import { failed, refused, type Answer, type Reader } from './answers.ts';
import { commonTexts } from './texts/common.ts';

/** HubSpot's limit for each of its two tries; ours comes after both and only counts if HubSpot's call never ends. */
const TIMEOUT_MS = 15_000;
const GIVE_UP_AFTER_MS = 35_000;
/** How our server names a fault of its own: it may have happened after the work was done. */
const FAULT = 'unexpected';

export interface Request {
  url: string;
  /** Given: a POST. HubSpot may send it twice, so the server treats a repeat as one. */
  body?: Record<string, unknown>;
}

/** What came back: `body` is undefined when it is not JSON. */
interface Reply {
  ok: boolean;
  body: unknown;
}

/**
 * One request through HubSpot to Baton's server; `meaning` tells what a readable answer means. Never rejects: that there
 * was no answer, or none that can be read, is an answer too.
 */
export async function ask<S, T>(
  request: Request,
  schema: Reader<S>,
  meaning: (said: S) => Answer<T>,
): Promise<Answer<T>> {
  let reply: Reply;
  try {
    reply = await inTime(send(request));
  } catch {
    return failed(commonTexts.offline);
  }
  // a body of ours is recognised by its form, whatever the status
  const said = schema.safeParse(reply.body);
  if (said.success) return meaning(said.data);
  return isFailure(reply) ? wrapped(reply.body) : failed(commonTexts.unreadable);
}

async function send({ url, body }: Request): Promise<Reply> {
  const options = { timeout: TIMEOUT_MS, ...(body === undefined ? {} : { method: 'POST' as const, body }) };
  const response = await hubspot.fetch(url, options);
  return { ok: response.ok, body: parsed(await response.text()) };
}

/** Rejects when the answer takes too long. */
async function inTime<T>(answer: Promise<T>): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer')), GIVE_UP_AFTER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** HubSpot says by status or in the body that it did not get a good answer for us. */
function isFailure({ ok, body }: Reply): boolean {
  return !ok || fieldOf(body, 'status') === 'error';
}

/** What our server had answered may be inside what HubSpot makes of it, as JSON or as its text. */
function wrapped<T>(body: unknown): Answer<T> {
  const inner = fieldOf(body, 'responseBody');
  const said = refusal.safeParse(typeof inner === 'string' ? parsed(inner) : inner);
  if (!said.success) return failed(commonTexts.offline);
  return said.data.error.code === FAULT ? failed(said.data.error.sentence) : refused(said.data);
}

function fieldOf(body: unknown, name: string): unknown {
  return typeof body === 'object' && body !== null ? Reflect.get(body, name) : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
