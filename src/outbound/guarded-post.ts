import { lookup as dnsLookup } from 'node:dns/promises';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import type { LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';
import { BatonError, OutboundRefused, ReceiverUnavailable } from '../errors.ts';
import type { AllowList } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

const TIMEOUT_MS = 10_000;
const ANSWER_BYTES = 65_536;

export interface OutboundAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  /** At most its first 64 KB. */
  body: string;
}

/**
 * Posts to an address that somebody typed in. Redirects are answers like others, never followed. Throws OutboundRefused
 * (nothing was sent) and ReceiverUnavailable (no answer within 10 s, connection lost; it may have arrived).
 */
export type GuardedPost = (
  url: string,
  message: { body: string; headers: Readonly<Record<string, string>> },
) => Promise<OutboundAnswer>;

/** All IP addresses of a host name. */
export type Resolve = (hostname: string) => Promise<readonly string[]>;

const systemResolve: Resolve = async (hostname) =>
  (await dnsLookup(hostname, { all: true })).map(({ address }) => address);

export function createGuardedPost(options: { allow: AllowList; resolve?: Resolve; timeoutMs?: number }): GuardedPost {
  const { allow, resolve = systemResolve, timeoutMs = TIMEOUT_MS } = options;
  return async (address, message) => {
    const url = readUrl(address);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const pinned = await checkedAddress(url, { allow, resolve, signal });
      return await post(url, { ...message, pinned, signal });
    } catch (error) {
      if (error instanceof BatonError) throw error;
      const what = signal.aborted ? `did not answer within ${timeoutMs / 1000} s` : 'could not be reached';
      throw new ReceiverUnavailable(`${url.host} ${what}; Baton tries again.`, { cause: error });
    }
  };
}

function readUrl(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:')) {
    throw new OutboundRefused('The address is no https address.');
  }
  if (url.username !== '' || url.password !== '') {
    throw new OutboundRefused('The address must not hold a user name or password.');
  }
  return url;
}

/** The one address that is then connected to: between check and call a name may come to mean another. */
async function checkedAddress(
  url: URL,
  { allow, resolve, signal }: { allow: AllowList; resolve: Resolve; signal: AbortSignal },
): Promise<string> {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const port = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  const addresses = ipaddr.isValid(hostname) ? [hostname] : await beforeAbort(resolve(hostname), signal);
  const [first] = addresses;
  if (first === undefined) throw new ReceiverUnavailable(`${url.host} has no address; Baton tries again.`);
  const isAllowed = allow.host(hostname, port) || addresses.every((address) => allow.address(address));
  if (isAllowed) return first;
  if (url.protocol !== 'https:') {
    throw new OutboundRefused(
      `${url.host} is not called: only https addresses are. Or name it in BATON_OUTBOUND_ALLOW.`,
    );
  }
  if (!addresses.every((address) => isPublicAddress(address) || allow.address(address))) {
    throw new OutboundRefused(
      `${url.host} is not called: it leads to a private network. Or name it in BATON_OUTBOUND_ALLOW.`,
    );
  }
  return first;
}

function beforeAbort<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

function post(
  url: URL,
  message: { body: string; headers: Readonly<Record<string, string>>; pinned: string; signal: AbortSignal },
): Promise<OutboundAnswer> {
  const { body, headers, pinned, signal } = message;
  const family = ipaddr.parse(pinned).kind() === 'ipv6' ? 6 : 4;
  const lookup: LookupFunction = (_hostname, options, done) =>
    options.all === true ? done(null, [{ address: pinned, family }]) : done(null, pinned, family);
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    // No agent: a kept connection would be shared with calls whose address was checked apart.
    const call = request(url, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
    });
    call.once('error', reject);
    call.once('response', (response) => {
      readAnswer(response).then(resolve, reject);
    });
    call.end(body);
  });
}

/** A receiver that answers a lot has received all the same: what is too much is not read. */
async function readAnswer(response: IncomingMessage): Promise<OutboundAnswer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    const part = Buffer.from(chunk).subarray(0, ANSWER_BYTES - bytes);
    chunks.push(part);
    bytes += part.length;
    if (bytes >= ANSWER_BYTES) break;
  }
  return { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(chunks).toString() };
}
