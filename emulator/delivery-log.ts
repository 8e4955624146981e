import type { WebhookEvent } from './webhook-events.ts';

/** One try to deliver one body of events. */
export interface WebhookDelivery {
  atMs: number;
  tookMs: number;
  attempt: number;
  delivered: boolean;
  events: { type: string; objectId: string; property: string | null }[];
}

/** How many tries are kept for each portal. */
const KEPT = 200;

export interface DeliveryLog {
  add(batch: { atMs: number; attempt: number; delivered: boolean; events: readonly WebhookEvent[] }): void;
  /** Newest last. */
  list(portalId: number, limit: number): WebhookDelivery[];
  clear(): void;
}

/** Remembers what was sent to the app, for people who watch. */
export function createDeliveryLog(): DeliveryLog {
  const byPortal = new Map<number, WebhookDelivery[]>();
  return {
    add({ atMs, attempt, delivered, events }) {
      const tookMs = Date.now() - atMs;
      for (const portalId of new Set(events.map((event) => event.portalId))) {
        const own = events.filter((event) => event.portalId === portalId).map(shown);
        const kept = byPortal.get(portalId) ?? [];
        kept.push({ atMs, tookMs, attempt, delivered, events: own });
        byPortal.set(portalId, kept.slice(-KEPT));
      }
    },
    list: (portalId, limit) => (byPortal.get(portalId) ?? []).slice(-limit),
    clear: () => byPortal.clear(),
  };
}

/** Field names of events depend on the quirks in force. */
function shown(event: WebhookEvent): WebhookDelivery['events'][number] {
  const text = (name: string) => {
    const value = event[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
  };
  return {
    type: text('subscriptionType') ?? text('eventType') ?? '',
    objectId: text('objectId') ?? text('fromObjectId') ?? '',
    property: text('propertyName'),
  };
}
