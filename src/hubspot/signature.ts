import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** HubSpot refuses signatures older than this; we refuse those from the future by the same measure. */
export const MAX_SKEW_MS = 300_000;

export interface SignedRequest {
  /** The app's client secret. */
  secret: string;
  method: string;
  /** Scheme, host, path and query exactly as HubSpot called them: our public address, not the Host header. */
  url: string;
  /** The raw bytes; empty when there was no body. */
  body: Buffer | string;
  /** Milliseconds since 1970, as sent in X-HubSpot-Request-Timestamp. */
  timestamp: string;
}

export type SignatureCheck = { ok: true } | { ok: false; reason: 'missing' | 'stale' | 'mismatch' };

/** v3: HMAC-SHA256 over method, address, body and timestamp, base64. */
export function signV3({ secret, method, url, body, timestamp }: SignedRequest): string {
  return createHmac('sha256', secret)
    .update(method.toUpperCase() + url)
    .update(body)
    .update(timestamp)
    .digest('base64');
}

/** v1: SHA-256 over secret and body, hex. Sent beside v3 on webhooks; Baton never relies on it. */
export function signV1({ secret, body }: Pick<SignedRequest, 'secret' | 'body'>): string {
  return createHash('sha256').update(secret).update(body).digest('hex');
}

/** v2: SHA-256 over secret, method, address and body, hex. It has no timestamp, so a copy is good for ever. */
export function signV2({ secret, method, url, body }: Omit<SignedRequest, 'timestamp'>): string {
  return createHash('sha256')
    .update(secret + method.toUpperCase() + url)
    .update(body)
    .digest('hex');
}

/**
 * Did HubSpot sign this request? Looks for the headers, then at the age (|skew| <= 5 minutes, a timestamp that is no
 * number is stale), then compares in constant time. HubSpot's own libraries sign the address as it was sent, its guide
 * decodes some characters first: both are accepted.
 */
export function verifyV3(
  options: Omit<SignedRequest, 'timestamp'> & {
    timestamp: string | undefined;
    signature: string | undefined;
    nowMs: number;
  },
): SignatureCheck {
  const { timestamp, signature, nowMs, ...request } = options;
  if (!timestamp || !signature) return { ok: false, reason: 'missing' };
  if (!/^\d{1,16}$/.test(timestamp)) return { ok: false, reason: 'stale' };
  if (Math.abs(nowMs - Number(timestamp)) > MAX_SKEW_MS) return { ok: false, reason: 'stale' };

  const decoded = decodeAsDocumented(request.url);
  const urls = decoded === request.url ? [request.url] : [request.url, decoded];
  const matches = urls.some((url) => equal(signV3({ ...request, url, timestamp }), signature));
  return matches ? { ok: true } : { ok: false, reason: 'mismatch' };
}

/** Did HubSpot sign this request by v2? It has no timestamp: only for doors where a copy does no harm. */
export function verifyV2(options: Omit<SignedRequest, 'timestamp'> & { signature: string | undefined }): boolean {
  const { signature, ...request } = options;
  return signature !== undefined && equal(signV2(request), signature);
}

function equal(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

const DECODED: Readonly<Record<string, string>> = {
  '%3A': ':',
  '%2F': '/',
  '%3F': '?',
  '%40': '@',
  '%21': '!',
  '%24': '$',
  '%27': "'",
  '%28': '(',
  '%29': ')',
  '%2A': '*',
  '%2C': ',',
  '%3B': ';',
};

/** Only these escapes are undone; `%20`, `%26`, `%3D` and the rest stay as they are. */
function decodeAsDocumented(url: string): string {
  return url.replaceAll(/%[0-9a-f]{2}/gi, (escape) => DECODED[escape.toUpperCase()] ?? escape);
}
