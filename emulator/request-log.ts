import type { RequestsAnswer } from './control-api.ts';

export type LoggedRequest = RequestsAnswer['requests'][number];

/** How many requests are kept, and for how many of the newest the body. */
const KEPT = 5_000;
const KEPT_BODIES = 500;

export interface RequestLog {
  add(request: LoggedRequest): void;
  list(portalId: number | null, limit: number): LoggedRequest[];
  counts(portalId: number): { method: string; path: string; status: number; count: number }[];
  clear(): void;
}

export function createRequestLog(): RequestLog {
  let requests: LoggedRequest[] = [];
  const counts = new Map<number, Map<string, { method: string; path: string; status: number; count: number }>>();
  return {
    add(request) {
      requests.push(request);
      const aged = requests[requests.length - 1 - KEPT_BODIES];
      if (aged !== undefined) aged.body = undefined;
      if (requests.length > 2 * KEPT) requests = requests.slice(-KEPT);
      if (request.portalId !== null) count(counts, request.portalId, request);
    },
    list(portalId, limit) {
      const wanted = portalId === null ? requests : requests.filter((request) => request.portalId === portalId);
      return wanted.slice(-Math.min(limit, KEPT));
    },
    counts: (portalId) => [...(counts.get(portalId)?.values() ?? [])],
    clear() {
      requests = [];
      counts.clear();
    },
  };
}

/** A path with what is particular to one record taken out: `/crm/owners/2026-09/{id}`. */
export function pathPattern(path: string): string {
  return path
    .split('/')
    .map((segment) => (/^\d+$/.test(segment) || segment.includes('@') || segment.includes('%40') ? '{id}' : segment))
    .join('/');
}

function count(
  counts: Map<number, Map<string, { method: string; path: string; status: number; count: number }>>,
  portalId: number,
  { method, path, status }: LoggedRequest,
): void {
  const pattern = pathPattern(path);
  const key = `${method} ${pattern} ${status}`;
  const ofPortal =
    counts.get(portalId) ?? new Map<string, { method: string; path: string; status: number; count: number }>();
  counts.set(portalId, ofPortal);
  const entry = ofPortal.get(key);
  if (entry === undefined) ofPortal.set(key, { method, path: pattern, status, count: 1 });
  else entry.count += 1;
}
