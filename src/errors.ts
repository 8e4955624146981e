/**
 * Every error that Baton throws on purpose. Subclasses are named by situation, not by module.
 * `code` is stable (metrics, tests, support), `retry` says whether trying again can help and when,
 * `sentence` is what a person may read: what happened, what to do; no internals, no personal data.
 */
export type Retry = { helps: false } | { helps: true; afterMs?: number };

export interface BatonErrorOptions {
  code: string;
  sentence: string;
  retry?: Retry;
  cause?: unknown;
  /** Ids and numbers for the log; never values of a contact. */
  details?: Record<string, unknown>;
}

export class BatonError extends Error {
  readonly code: string;
  readonly sentence: string;
  readonly retry: Retry;
  readonly details: Record<string, unknown>;

  constructor({ code, sentence, retry = { helps: false }, cause, details = {} }: BatonErrorOptions) {
    super(`${code}: ${sentence}`, cause === undefined ? undefined : { cause });
    this.name = new.target.name;
    this.code = code;
    this.sentence = sentence;
    this.retry = retry;
    this.details = details;
  }
}

/** Something outside (a person, HubSpot, a file) gave us data we cannot use. `place` says where in it. */
export class BadInput extends BatonError {
  constructor(sentence: string, options: { place?: string; cause?: unknown; code?: string } = {}) {
    const place = options.place === undefined ? '' : ` (at ${options.place})`;
    super({ code: options.code ?? 'bad_input', sentence: `${sentence}${place}`, cause: options.cause });
  }
}

/** The environment or a file of ours is wrong; nothing but a person can mend it. */
export class BadConfiguration extends BatonError {
  constructor(sentence: string, cause?: unknown) {
    super({ code: 'bad_configuration', sentence, cause });
  }
}

/** HubSpot says the portal's grant is gone (uninstalled or revoked): suspend the portal, keep its leads. */
export class GrantRevoked extends BatonError {
  constructor(portalId: number, cause?: unknown) {
    super({
      code: 'grant_revoked',
      sentence: 'HubSpot says that this account has removed the app or its access. Install it again to go on.',
      cause,
      details: { portalId },
    });
  }
}

/** HubSpot asks us to slow down, or our own budget is used up: same call again after `afterMs`. */
export class RateLimited extends BatonError {
  constructor(afterMs: number, details: Record<string, unknown> = {}) {
    super({
      code: 'rate_limited',
      sentence: 'HubSpot accepts no more calls for this account right now; Baton goes on in a moment.',
      retry: { helps: true, afterMs },
      details,
    });
  }
}

/** HubSpot refused the values (a validation rule of the portal, an unknown property). A retry cannot help. */
export class WriteRefused extends BatonError {
  /** Names of the properties that HubSpot complained about, as far as it said. */
  readonly properties: string[];
  constructor(sentence: string, properties: string[], cause?: unknown) {
    super({ code: 'write_refused', sentence, cause, details: { properties } });
    this.properties = properties;
  }
}

/** The app lacks a scope for this call in this portal. The feature degrades; the call is not repeated. */
export class MissingScope extends BatonError {
  readonly scopes: string[];
  constructor(scopes: string[], cause?: unknown) {
    super({
      code: 'missing_scope',
      sentence: `The app was not granted: ${scopes.join(', ') || 'a scope this call needs'}. Re-install it and agree to it.`,
      cause,
      details: { scopes },
    });
    this.scopes = scopes;
  }
}

/** HubSpot did not answer usefully (5xx, reset, DNS). The call had no effect as far as we know. */
export class HubSpotUnavailable extends BatonError {
  constructor(sentence: string, cause?: unknown, afterMs = 2_000) {
    super({ code: 'hubspot_unavailable', sentence, retry: { helps: true, afterMs }, cause });
  }
}

/**
 * We sent a write and got no answer: it may have happened. Unlike HubSpotUnavailable the call must not
 * be repeated before its effect was looked for.
 */
export class OutcomeUnknown extends BatonError {
  constructor(sentence: string, cause?: unknown, afterMs = 30_000) {
    super({ code: 'outcome_unknown', sentence, retry: { helps: true, afterMs }, cause });
  }
}

/** HubSpot answered something that we do not understand; our bug or theirs, a blind retry will not help. */
export class UnexpectedAnswer extends BatonError {
  constructor(sentence: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super({ code: 'unexpected_answer', sentence, cause, details });
  }
}

/** An address outside that Baton must not call (a private one, no https): nothing was sent. */
export class OutboundRefused extends BatonError {
  constructor(sentence: string) {
    super({ code: 'outbound_refused', sentence });
  }
}

/** A receiver outside HubSpot (Slack, a mail server, a webhook) did not answer usefully; it may have got the message. */
export class ReceiverUnavailable extends BatonError {
  constructor(sentence: string, options: { cause?: unknown; afterMs?: number } = {}) {
    const { cause, afterMs } = options;
    super({
      code: 'receiver_unavailable',
      sentence,
      retry: afterMs === undefined ? { helps: true } : { helps: true, afterMs },
      cause,
    });
  }
}

/** A receiver outside HubSpot said no; the same message again will not help. */
export class ReceiverRefused extends BatonError {
  constructor(sentence: string, cause?: unknown) {
    super({ code: 'receiver_refused', sentence, cause });
  }
}

/** A stored secret could not be decrypted: a key is missing or the data was altered. Never used "as it is". */
export class DecryptionFailed extends BatonError {
  constructor(what: string, cause?: unknown) {
    super({
      code: 'decryption_failed',
      sentence: `${what} cannot be decrypted. Is the key it was written with still in BATON_ENCRYPTION_KEYS?`,
      cause,
    });
  }
}

/** The lease on a lead or write was lost (we were slow or were thought dead): stop, write nothing, somebody else has it. */
export class LeaseLost extends BatonError {
  constructor(details: Record<string, unknown> = {}) {
    super({ code: 'lease_lost', sentence: 'Another process has taken over this lead.', details });
  }
}

/** A page asks for an account that does not have Baton (any more). */
export class NotInstalled extends BatonError {
  constructor() {
    super({ code: 'not_installed', sentence: 'Baton is not installed in this account.' });
  }
}

/** The person may not do this. */
export class NotAllowed extends BatonError {
  constructor(sentence: string) {
    super({ code: 'not_allowed', sentence });
  }
}

/** Can trying again help, for any thrown value? Unknown errors are treated as bugs that may pass: yes, with backoff. */
export function retryOf(error: unknown): Retry {
  return error instanceof BatonError ? error.retry : { helps: true };
}

/** One line for logs and dead letters: the code and, for unknown errors, the class only (messages may hold personal data). */
export function codeOf(error: unknown): string {
  if (error instanceof BatonError) return error.code;
  return error instanceof Error ? `unexpected_${error.name}` : 'unexpected';
}
