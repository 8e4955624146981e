import type { RequestHandler } from 'express';

const NAMES: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '::1', '[::1]']);

/** Is this a name of the machine itself, as an address to listen on, in a URL or in a Host header without the port? */
export function isLoopback(hostname: string | undefined): boolean {
  return hostname !== undefined && NAMES.has(hostname);
}

/**
 * Lets requests through that were made to a name of this machine: a site whose name was made to lead here must not get
 * at pages and endpoints that act for anybody.
 */
export const onlyByLoopbackName: RequestHandler = (req, res, next) => {
  if (isLoopback(req.hostname)) next();
  else res.status(403).type('text').send('Only for this machine, by the name of localhost or 127.0.0.1.');
};
