import type { Fault } from './fault-list.ts';
import { seededRandom } from './random.ts';

/** Faults that hit a request; of several only the first takes hold, except latency, which adds to it. */
export type RequestFault = Extract<Fault, { match: { path?: string } }>;
export type EventFault = Extract<Fault, { kind: 'webhook_dropped' | 'webhook_doubled' | 'webhook_reordered' }>;

interface Armed {
  id: number;
  fault: Fault;
  left: number;
  random: () => number;
}

export interface Faults {
  add(fault: Fault): number;
  clear(): void;
  /** Those in force, oldest first; used up ones are left out. */
  list(): { id: number; fault: Fault }[];
  /** Lifts one. Safe to repeat. */
  remove(id: number): void;
  /** Takes one use off each fault that hits this request. */
  forRequest(request: { method: string; path: string; portalId: number | null }): RequestFault[];
  forEvent(event: { subscriptionType: string; portalId: number }): EventFault[];
  /** Of the standing faults of this kind (without counts) those for the portal. */
  standing<K extends StandingKind>(kind: K, portalId: number): Extract<Fault, { kind: K }>[];
}

type StandingKind = 'search_lag' | 'token_lifetime' | 'validation_rule' | 'app_unreachable';

export function createFaults(): Faults {
  let armed: Armed[] = [];
  let nextId = 1;

  function strikes(entry: Armed, fault: RequestFault | EventFault): boolean {
    if (entry.left === 0) return false;
    if (fault.probability !== undefined && entry.random() >= fault.probability) return false;
    entry.left -= 1;
    return true;
  }

  return {
    add(fault) {
      const counted = 'count' in fault ? fault.count : undefined;
      const seed = 'seed' in fault ? fault.seed : 1;
      const id = nextId;
      nextId += 1;
      armed.push({ id, fault, left: counted ?? Infinity, random: seededRandom(seed) });
      return id;
    },
    clear() {
      armed = [];
    },
    list: () => armed.filter(({ left }) => left > 0).map(({ id, fault }) => ({ id, fault })),
    remove(id) {
      armed = armed.filter((entry) => entry.id !== id);
    },
    forRequest(request) {
      const hits: RequestFault[] = [];
      let cutShort = false;
      for (const entry of armed) {
        const { fault } = entry;
        if (!isRequestFault(fault) || !matchesRequest(fault, request)) continue;
        if (fault.kind !== 'latency' && cutShort) continue;
        if (!strikes(entry, fault)) continue;
        hits.push(fault);
        cutShort ||= fault.kind !== 'latency';
      }
      return hits;
    },
    forEvent(event) {
      const hits: EventFault[] = [];
      for (const entry of armed) {
        const { fault } = entry;
        if (!isEventFault(fault) || !matchesEvent(fault, event)) continue;
        if (strikes(entry, fault)) hits.push(fault);
      }
      return hits;
    },
    standing(kind, portalId) {
      const found = [];
      for (const { fault } of armed) {
        const of = 'portalId' in fault ? fault.portalId : undefined;
        if (isKind(fault, kind) && (of === undefined || of === portalId)) found.push(fault);
      }
      return found;
    },
  };
}

function isKind<K extends Fault['kind']>(fault: Fault, kind: K): fault is Extract<Fault, { kind: K }> {
  return fault.kind === kind;
}

function isEventFault(fault: Fault): fault is EventFault {
  return fault.kind === 'webhook_dropped' || fault.kind === 'webhook_doubled' || fault.kind === 'webhook_reordered';
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return 'match' in fault && !isEventFault(fault);
}

function matchesRequest(
  { match }: RequestFault,
  request: { method: string; path: string; portalId: number | null },
): boolean {
  if (match.method !== undefined && match.method.toUpperCase() !== request.method.toUpperCase()) return false;
  if (match.path !== undefined && !request.path.includes(match.path)) return false;
  return match.portalId === undefined || match.portalId === request.portalId;
}

function matchesEvent({ match }: EventFault, event: { subscriptionType: string; portalId: number }): boolean {
  if (match.subscriptionType !== undefined && !event.subscriptionType.includes(match.subscriptionType)) return false;
  return match.portalId === undefined || match.portalId === event.portalId;
}
