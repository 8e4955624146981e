import type { Subscription } from '../src/hubspot/subscriptions.ts';
import type { Faults } from './faults.ts';
import type { Happening } from './happenings.ts';
import type { Quirks } from './quirks.ts';
import { seededRandom, shuffled } from './random.ts';
import { createDeliveryLog, type WebhookDelivery } from './delivery-log.ts';
import type { Timers } from './timers.ts';
import { eventsOf, type WebhookEvent } from './webhook-events.ts';
import { sendWebhook } from './webhook-sender.ts';

const MAX_BATCH = 100;
/** HubSpot gathers events for a moment before it calls. */
const BATCHING_WINDOW_MS = 10;
/** Calls under way at once for one portal. */
const CONCURRENCY = 10;
const MAX_RETRIES = 10;
/** HubSpot spreads its tries over a day; here they fit into about a minute. */
const FIRST_RETRY_MS = 200;
const LONGEST_RETRY_MS = 10_000;

export interface WebhookCounts {
  undelivered: number;
  delivered: number;
  lost: number;
}

export interface Webhooks {
  announce(portalId: number, happening: Happening): void;
  counts(portalId: number): WebhookCounts;
  /** The newest tries to deliver events of the portal, newest last. */
  recent(portalId: number, limit: number): WebhookDelivery[];
  /** Forgets all events, those under way too. */
  clear(): void;
}

interface Batch {
  events: readonly WebhookEvent[];
  attempt: number;
}

interface Lane {
  waiting: WebhookEvent[];
  /** Batches whose next try is due. */
  again: Batch[];
  underWay: number;
  flushSet: boolean;
}

/** Sends subscribed changes to the app as HubSpot does: batched, signed, in parallel, again after a failure. */
export function createWebhooks(options: {
  app: { clientSecret: string; appId: number };
  appUrl(): string;
  subscriptions: readonly Subscription[];
  quirks: Quirks;
  faults: Faults;
  timers: Timers;
  isInstalled(portalId: number): boolean;
  everInstalled(portalId: number): boolean;
}): Webhooks {
  const { app, quirks, faults, timers } = options;
  const random = seededRandom(7);
  const lanes = new Map<number, Lane>();
  const counts = new Map<number, WebhookCounts>();
  const log = createDeliveryLog();
  let stop = new AbortController();
  let lastEventId = 9_000;
  const nextEventId = () => (lastEventId += 1);

  function countsOf(portalId: number): WebhookCounts {
    const known = counts.get(portalId);
    if (known !== undefined) return known;
    const fresh = { undelivered: 0, delivered: 0, lost: 0 };
    counts.set(portalId, fresh);
    return fresh;
  }

  function enqueue(event: WebhookEvent): void {
    const key = quirks.mixedPortalBatches ? 0 : event.portalId;
    const lane = lanes.get(key) ?? { waiting: [], again: [], underWay: 0, flushSet: false };
    lanes.set(key, lane);
    lane.waiting.push(event);
    if (lane.flushSet) return;
    lane.flushSet = true;
    timers.after(BATCHING_WINDOW_MS, () => {
      lane.flushSet = false;
      if (quirks.shuffledEvents) lane.waiting = shuffled(lane.waiting, random);
      pump(lane);
    });
  }

  function pump(lane: Lane): void {
    while (lane.underWay < CONCURRENCY) {
      const batch = lane.again.shift() ?? { events: lane.waiting.splice(0, MAX_BATCH), attempt: 0 };
      if (batch.events.length === 0) return;
      lane.underWay += 1;
      void deliver(lane, batch);
    }
  }

  async function deliver(lane: Lane, { events, attempt }: Batch): Promise<void> {
    const { signal } = stop;
    const body = JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempt })));
    const atMs = Date.now();
    const unreachable = events.some(({ portalId }) => faults.standing('app_unreachable', portalId).length > 0);
    const url = `${options.appUrl()}/webhooks/hubspot`;
    const delivered = !unreachable && (await sendWebhook({ url, secret: app.clientSecret, body, signal }));
    if (signal.aborted) return;
    log.add({ atMs, attempt, delivered, events });
    lane.underWay -= 1;
    if (delivered || attempt === MAX_RETRIES) {
      for (const event of events) {
        const ofPortal = countsOf(event.portalId);
        ofPortal.undelivered -= 1;
        ofPortal[delivered ? 'delivered' : 'lost'] += 1;
      }
    } else {
      const delay = Math.min(FIRST_RETRY_MS * 2 ** attempt, LONGEST_RETRY_MS) * (0.5 + random());
      timers.after(delay, () => {
        lane.again.push({ events, attempt: attempt + 1 });
        pump(lane);
      });
    }
    pump(lane);
  }

  function post(event: WebhookEvent, kind: string): void {
    const ofPortal = countsOf(event.portalId);
    const hits = faults.forEvent({ subscriptionType: kind, portalId: event.portalId });
    if (hits.some((fault) => fault.kind === 'webhook_dropped')) {
      ofPortal.lost += 1;
      return;
    }
    const copies = hits.some((fault) => fault.kind === 'webhook_doubled') ? 2 : 1;
    const late = hits.find((fault) => fault.kind === 'webhook_reordered');
    for (let copy = 0; copy < copies; copy += 1) {
      ofPortal.undelivered += 1;
      if (late === undefined) enqueue(event);
      else timers.after(late.afterMs, () => enqueue(event));
    }
  }

  return {
    announce(portalId, happening) {
      const goesOn = quirks.webhooksAfterUninstall && options.everInstalled(portalId);
      if (!goesOn && !options.isInstalled(portalId)) return;
      const context = { portalId, appId: app.appId, subscriptions: options.subscriptions, quirks, nextEventId };
      for (const event of eventsOf(happening, context)) {
        post(event, String(event['subscriptionType'] ?? event['eventType']));
      }
    },
    counts: (portalId) => ({ ...countsOf(portalId) }),
    recent: log.list,
    clear() {
      stop.abort();
      stop = new AbortController();
      lanes.clear();
      counts.clear();
      log.clear();
    },
  };
}
