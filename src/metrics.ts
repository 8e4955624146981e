import { Counter, Gauge, Histogram, Registry } from 'prom-client';

/** Every metric with its meaning and labels, in one table; docs and alerts are read off here. */
const COUNTERS = {
  webhook_requests_total: {
    help: 'Webhook requests by answer: accepted, missing, stale, mismatch (signature), not_json, bad_body, too_large, bad_shape, store_down, failed',
    labels: ['answer'],
  },
  webhook_events_total: {
    help: 'Webhook events by what became of them: kept, repeated, own_write, unrelated, unknown_type, unknown_portal, malformed',
    labels: ['fate'],
  },
  signed_requests_refused_total: {
    help: 'Requests to cards, settings, pages and workflow actions refused for their signature',
    labels: ['route', 'reason'],
  },
  card_actions_total: {
    help: 'What people did on the card (accept, done, wrong_owner, route) by end: done, or the code of the refusal',
    labels: ['action', 'end'],
  },
  decisions_total: { help: 'Decisions by outcome and ledger', labels: ['outcome', 'ledger'] },
  hubspot_calls_total: {
    help: 'Calls to HubSpot by operation and HTTP status (0 = no answer)',
    labels: ['operation', 'status'],
  },
  hubspot_rate_limited_total: {
    help: 'Calls that HubSpot answered with 429, and calls our own budget kept back',
    labels: ['by'],
  },
  crm_writes_total: {
    help: 'CRM writes by kind and end: done, refused, superseded, unknown, later',
    labels: ['kind', 'end'],
  },
  drains_total: {
    help: 'Drain jobs by lane and end: routed, empty, paced (the calls left must last), limited (HubSpot said wait)',
    labels: ['lane', 'end'],
  },
  dead_letters_total: { help: 'Leads put aside after too many failed tries', labels: ['code'] },
  sweep_findings_total: {
    help: 'What the sweep had to mend: lost_bell, expired_lease (dead processes too), unfinished_write',
    labels: ['finding'],
  },
  token_refreshes_total: { help: 'Access token refreshes by end', labels: ['end'] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

const HISTOGRAMS = {
  route_stage_seconds: { help: 'Seconds that a batch spent in a stage of route-leads', labels: ['stage', 'lane'] },
  lead_latency_seconds: {
    help: 'Seconds from the enquiry reaching the door to its owner being written',
    labels: ['lane'],
  },
  hubspot_call_seconds: { help: 'Seconds a call to HubSpot took', labels: ['operation'] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

export type CounterName = keyof typeof COUNTERS;
export type HistogramName = keyof typeof HISTOGRAMS;

export interface Metrics {
  registry: Registry;
  count(name: CounterName, labels?: Record<string, string>, by?: number): void;
  observe(name: HistogramName, seconds: number, labels?: Record<string, string>): void;
  /** A figure that is read when Prometheus asks. */
  gauge(name: string, help: string, read: () => number | Promise<number>): void;
}

export function createMetrics(): Metrics {
  const registry = new Registry();
  const counters = new Map<string, Counter>();
  const histograms = new Map<string, Histogram>();
  for (const [name, { help, labels }] of Object.entries(COUNTERS)) {
    counters.set(name, new Counter({ name: `baton_${name}`, help, labelNames: [...labels], registers: [registry] }));
  }
  for (const [name, { help, labels }] of Object.entries(HISTOGRAMS)) {
    histograms.set(
      name,
      new Histogram({
        name: `baton_${name}`,
        help,
        labelNames: [...labels],
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
        registers: [registry],
      }),
    );
  }
  return {
    registry,
    count: (name, labels = {}, by = 1) => counters.get(name)?.inc(labels, by),
    observe: (name, seconds, labels = {}) => histograms.get(name)?.observe(labels, seconds),
    gauge(name, help, read) {
      const gauge: Gauge = new Gauge({
        name: `baton_${name}`,
        help,
        registers: [registry],
        async collect() {
          gauge.set(await read());
        },
      });
    },
  };
}
