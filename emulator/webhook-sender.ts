import { signV1, signV3 } from '../src/hubspot/signature.ts';

/** HubSpot waits this long for an answer. */
const TIME_OUT_MS = 5_000;

/** Headers of a signed call: v3, and v1 or v2 in the old header. */
export function signedHeaders(options: {
  secret: string;
  method: string;
  url: string;
  body: string;
  oldSignature: string;
  oldVersion: 'v1' | 'v2';
}): Record<string, string> {
  const { secret, method, url, body, oldSignature, oldVersion } = options;
  const timestamp = String(Date.now());
  return {
    'Content-Type': 'application/json',
    'User-Agent': 'HubSpot Connect 2.0 (emulator)',
    'X-HubSpot-Signature': oldSignature,
    'X-HubSpot-Signature-Version': oldVersion,
    'X-HubSpot-Signature-v3': signV3({ secret, method, url, body, timestamp }),
    'X-HubSpot-Request-Timestamp': timestamp,
  };
}

/** Posts one batch. True: answered 2xx in time. Never throws. */
export async function sendWebhook(options: {
  url: string;
  secret: string;
  body: string;
  signal: AbortSignal;
}): Promise<boolean> {
  const { url, secret, body, signal } = options;
  const oldSignature = signV1({ secret, body });
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: signedHeaders({ secret, method: 'POST', url, body, oldSignature, oldVersion: 'v1' }),
      body,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_OUT_MS)]),
    });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    // Cannot connect, cut or too slow: HubSpot does not tell these apart either.
    return false;
  }
}
