import { hubspot } from '@hubspot/ui-extensions';
import { vi } from 'vitest';

/** A busy machine may take its time; nothing waits for so long when all is well. */
const PATIENCE = { timeout: 15_000, interval: 5 };

/** A request that a page sent, to be answered when the test likes. */
export interface Sent {
  path: string;
  method: string;
  body: Record<string, unknown> | undefined;
  answer(body: unknown, status?: number): void;
  breakOff(): void;
}

export interface Server {
  /** All requests so far, in order. */
  sent: Sent[];
  /** What is answered at once; undefined leaves the request open. */
  respond: (request: Sent) => unknown;
}

/** Stands in for HubSpot's way to Baton's server. `respond` may be given now or set later. */
export function startServer(respond: Server['respond'] = () => undefined): Server {
  const server: Server = { sent: [], respond };
  vi.spyOn(hubspot, 'fetch').mockImplementation((url, options) => {
    return new Promise((resolve, reject) => {
      const { pathname, search } = new URL(String(url));
      const request: Sent = {
        path: pathname + search,
        method: options?.method ?? 'GET',
        body: options?.body,
        answer: (body, status = 200) => resolve(new Response(JSON.stringify(body), { status })),
        breakOff: () => reject(new Error('connection lost')),
      };
      server.sent.push(request);
      const body = server.respond(request);
      if (body !== undefined) request.answer(body);
    });
  });
  return server;
}

/** The request of this number, counted from 0 or from the end, once it was sent. */
export async function requestAt(server: Server, at: number): Promise<Sent> {
  return vi.waitFor(() => {
    const request = server.sent.at(at);
    if (request === undefined) throw new Error(`there is no request ${at}`);
    return request;
  }, PATIENCE);
}

/** The last request that was a POST, once there is one. */
export async function lastPost(server: Server): Promise<Sent> {
  return vi.waitFor(() => {
    const post = server.sent.findLast(({ method }) => method === 'POST');
    if (post === undefined) throw new Error('nothing was posted');
    return post;
  }, PATIENCE);
}

/** Waits until `check` throws no more. */
export async function soon(check: () => void): Promise<void> {
  await vi.waitFor(check, PATIENCE);
}
