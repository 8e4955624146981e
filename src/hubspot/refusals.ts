import { z } from 'zod';
import {
  BatonError,
  HubSpotUnavailable,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  UnexpectedAnswer,
  WriteRefused,
} from '../errors.ts';

/** What a call does at HubSpot. Repeating an update is harmless, repeating a create is not. */
export type Effect = 'read' | 'update' | 'create';

/** The record is not there (any more): deleted, or merged into another. */
export class RecordGone extends BatonError {
  constructor() {
    super({ code: 'record_gone', sentence: 'HubSpot no longer has this record; it was deleted or merged.' });
  }
}

/** Every property that HubSpot complained about does not exist in the portal: the same write without them may succeed. */
export class UnknownProperties extends WriteRefused {}

const strings = z.union([z.array(z.string()), z.string().transform((one) => [one])]);
const detail = z.object({
  code: z.string().optional(),
  message: z.string().optional(),
  context: z
    .object({
      propertyName: strings.optional(),
      requiredGranularScopes: strings.optional(),
      ids: strings.optional(),
      objectWriteTraceId: strings.optional(),
    })
    .partial()
    .optional()
    .catch(undefined),
});

/** A refusal as HubSpot words it; every field is optional, so the HTTP status is looked at first. */
export const refusalBody = detail.extend({
  status: z.union([z.string(), z.number()]).transform(String).optional(),
  category: z.string().optional(),
  subCategory: z.string().optional().catch(undefined),
  policyName: z.string().optional(),
  correlationId: z.string().optional(),
  errors: z.array(detail).optional().catch(undefined),
});
export type RefusalBody = z.infer<typeof refusalBody>;

/** The second kind of body: the complaints stand as JSON inside the message. */
const embedded = z.array(z.object({ name: z.string(), error: z.string().optional() }));

interface Complaint {
  property: string;
  code: string;
  /** Properties whose values make this one required. */
  because: readonly string[];
}

/**
 * The typed error for an answer of HubSpot that is not 2xx. Sentences are made from codes and property names; HubSpot's
 * own messages may quote the values of a contact and go no further than here.
 */
export function errorOfAnswer(answer: {
  status: number;
  body: RefusalBody;
  retryAfter: string | null;
  effect: Effect;
}): BatonError {
  const { status, body, effect } = answer;
  const details = { status, category: body.category, correlationId: body.correlationId };
  const seconds = answer.retryAfter === null ? Number.NaN : Number(answer.retryAfter);
  const retryAfterMs = Number.isFinite(seconds) && seconds >= 0 ? seconds * 1_000 : undefined;

  if (status === 429) return new RateLimited(retryAfterMs ?? rateLimitPause(body), { ...details, by: 'hubspot' });
  if (status === 423)
    return new HubSpotUnavailable('HubSpot has locked this record for a moment.', undefined, retryAfterMs ?? 2_000);
  if (status === 477) {
    return new HubSpotUnavailable(
      'HubSpot is moving this account to another data centre.',
      undefined,
      retryAfterMs ?? 60_000,
    );
  }
  if (status >= 500) return errorOfServer(status, effect, retryAfterMs);
  if (status === 401) {
    return new HubSpotUnavailable('HubSpot does not accept a fresh access token.', undefined, 11_000); // just renewed: a forced renewal is allowed again after 10 s
  }
  if (status === 403) return new MissingScope(scopesOf(body));
  if (status === 404) return effect === 'read' && body.category === undefined ? unexpected() : new RecordGone();
  if (effect !== 'read' && (status === 400 || status === 409)) return refusedWrite(body);
  return unexpected();

  function unexpected(): BatonError {
    return new UnexpectedAnswer(`HubSpot answered ${status} to a call that should work.`, details);
  }
}

/** The typed error for one input of a batch that HubSpot answered with 207. */
export function errorOfInput(body: RefusalBody, effect: Effect): BatonError {
  const status = statusOfInput(body.category ?? '');
  return errorOfAnswer({ status, body, retryAfter: null, effect });
}

function statusOfInput(category: string): number {
  if (category === 'OBJECT_NOT_FOUND') return 404;
  if (category === 'MISSING_SCOPES') return 403;
  if (category === 'CONFLICT') return 409;
  if (category.startsWith('RATE_LIMIT')) return 429;
  // Its own trouble, not something in the input: the same input may succeed a moment later.
  return /INTERNAL|SERVER|UNAVAILABLE|TIMEOUT/.test(category) ? 500 : 400;
}

/** Was the whole request refused because of something in it, so that its parts may fare better alone? */
export function maySucceedInParts(error: unknown): boolean {
  return error instanceof WriteRefused || error instanceof RecordGone || error instanceof UnexpectedAnswer;
}

function errorOfServer(status: number, effect: Effect, retryAfterMs: number | undefined): BatonError {
  // 503, 521 and 523 come from in front of HubSpot's servers: the call never reached one.
  const mayHaveHappened = effect === 'create' && status !== 503 && status !== 521 && status !== 523;
  const sentence = `HubSpot had a problem of its own (${status}).`;
  return mayHaveHappened
    ? new OutcomeUnknown(sentence)
    : new HubSpotUnavailable(sentence, undefined, retryAfterMs ?? 2_000);
}

function rateLimitPause(body: RefusalBody): number {
  if (body.policyName === 'DAILY') return 10 * 60_000;
  if (body.policyName === 'SECONDLY') return 1_000;
  // The window rolls: half of it later there is room again, unless everything was called at once just now.
  return 5_000;
}

function refusedWrite(body: RefusalBody): WriteRefused {
  const complaints = complaintsOf(body);
  const properties = [...new Set(complaints.map((complaint) => complaint.property))];
  if (complaints.length === 0) {
    const code = body.errors?.[0]?.code ?? body.category ?? 'no reason given';
    return new WriteRefused(`HubSpot refused the write (${code.slice(0, 80)}).`, []);
  }
  const sentence = complaints.map((complaint) => sentenceOf(complaint)).join(' ');
  const onlyUnknown = complaints.every((complaint) => complaint.code === 'PROPERTY_DOESNT_EXIST');
  return onlyUnknown ? new UnknownProperties(sentence, properties) : new WriteRefused(sentence, properties);
}

function complaintsOf(body: RefusalBody): Complaint[] {
  const listed = [...(body.errors ?? []), body].flatMap((entry) =>
    (entry.context?.propertyName ?? []).map((property) => ({
      property,
      code: entry.code ?? 'INVALID',
      because: /based on \[([a-z0-9_, ]+)\]/i.exec(entry.message ?? '')?.[1]?.split(/, */) ?? [],
    })),
  );
  if (listed.length > 0) return listed;
  const texts = [body.message, ...(body.errors ?? []).map((entry) => entry.message)];
  return texts.flatMap((text) => embeddedComplaints(text ?? ''));
}

function embeddedComplaints(message: string): Complaint[] {
  const start = message.indexOf('[');
  if (start < 0) return [];
  try {
    const parsed = embedded.safeParse(JSON.parse(message.slice(start, message.lastIndexOf(']') + 1)));
    if (!parsed.success) return [];
    return parsed.data.map(({ name, error }) => ({ property: name, code: error ?? 'INVALID', because: [] }));
  } catch {
    return [];
  }
}

function sentenceOf({ property, code, because }: Complaint): string {
  switch (code) {
    case 'PROPERTY_DOESNT_EXIST':
      return `The property "${property}" does not exist in HubSpot.`;
    case 'MISSING_REQUIRED_PROPERTY':
      return `A rule in HubSpot requires a value for "${property}".`;
    case 'MISSING_CONDITIONAL_REQUIRED_PROPERTY':
      return because.length === 0
        ? `A rule in HubSpot requires a value for "${property}".`
        : `A rule in HubSpot requires a value for "${property}" because of "${because.join('", "')}".`;
    case 'INVALID_OPTION':
      return `The property "${property}" in HubSpot lacks the option that Baton writes.`;
    case 'READ_ONLY_VALUE':
      return `The property "${property}" cannot be written in HubSpot.`;
    default:
      return `HubSpot does not accept the value for "${property}" (${code.slice(0, 80)}).`;
  }
}

function scopesOf(body: RefusalBody): string[] {
  const all = [body, ...(body.errors ?? [])].flatMap((entry) => entry.context?.requiredGranularScopes ?? []);
  return [...new Set(all)];
}
