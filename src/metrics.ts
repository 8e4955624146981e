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
  clock_ends_total: {
    help: 'Handoffs decided because of their clock or their owner, by end: decided, taken_over, unchanged, stale ...',
    labels: ['end'],
  },
  dead_letters_total: { help: 'Leads put aside after too many failed tries', labels: ['code'] },
  sweep_findings_total: {
    help: 'What the sweep had to mend: lost_bell, expired_lease (dead processes too), unfinished_write, missed_enquiry (of which HubSpot did not tell), drift (an owner that is another in HubSpot)',
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
  human_latency_seconds: {
    help: 'Seconds from the owner having a handoff to the first thing that a person did about it',
    labels: ['action'],
  },
  clock_late_seconds: { help: 'Seconds that a handoff was looked at after its time', labels: [] },
  hubspot_call_seconds: { help: 'Seconds a call to HubSpot took', labels: ['operation'] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

/** Read when Prometheus asks (backlog.ts). */
const GAUGES = {
  leads_waiting: { help: 'Leads in the mailbox by lane, held ones too, without those put aside', labels: ['lane'] },
  leads_waiting_oldest_seconds: {
    help: 'Seconds since the lead that is due longest was due, by lane, in portals that work; 0: none is due',
    labels: ['lane'],
  },
  dead_letters: { help: 'Leads that are put aside now', labels: [] },
  crm_writes_open: { help: 'CRM writes that are not finished', labels: [] },
  clocks_overdue_oldest_seconds: {
    help: 'Seconds since the handoff that should have been looked at first was due; 0: none is',
    labels: [],
  },
  notifications_open: { help: 'Notifications that are still to be sent, digests and later tries too', labels: [] },
} as const satisfies Record<string, { help: string; labels: readonly string[] }>;

/** Every metric that `/metrics` shows, by its whole name. */
export const METRICS: Readonly<Record<string, { kind: string; help: string; labels: readonly string[] }>> =
  Object.fromEntries(
    Object.entries({ counter: COUNTERS, histogram: HISTOGRAMS, gauge: GAUGES }).flatMap(([kind, table]) =>
      Object.entries(table).map(([name, metric]) => [`baton_${name}`, { kind, ...metric }]),
    ),
  );

export type GaugeName = keyof typeof GAUGES;
export type CounterName = keyof typeof COUNTERS;
export type HistogramName = keyof typeof HISTOGRAMS;

export interface Metrics {
  registry: Registry;
  count(name: CounterName, labels?: Record<string, string>, by?: number): void;
  observe(name: HistogramName, seconds: number, labels?: Record<string, string>): void;
  /** A figure that is read when Prometheus asks. */
  gauge(name: GaugeName, read: () => Promise<readonly { labels: Record<string, string>; value: number }[]>): void;
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
    gauge(name, read) {
      const { help, labels } = GAUGES[name];
      const gauge: Gauge = new Gauge({
        name: `baton_${name}`,
        help,
        labelNames: [...labels],
        registers: [registry],
        async collect() {
          const figures = await read();
          gauge.reset();
          // Without labels `reset` leaves a 0 behind, which would be a figure that nobody has read.
          gauge.remove({});
          for (const figure of figures) gauge.set(figure.labels, figure.value);
        },
      });
    },
  };
}
