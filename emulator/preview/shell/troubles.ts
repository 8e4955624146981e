import type { FaultInput } from '../../fault-list.ts';
import type { ProxyMode } from '../../preview-api.ts';

/** What can be broken on purpose with one press. */
export const TROUBLES: readonly { label: string; fault: FaultInput }[] = [
  { label: 'API answers 2 s late', fault: { kind: 'latency', ms: 2_000, match: { path: '/crm/' } } },
  { label: 'API answers 503', fault: { kind: 'server_error', status: 503, match: { path: '/crm/' } } },
  { label: 'API refuses with 429', fault: { kind: 'rate_limit', match: { path: '/crm/' } } },
  { label: 'API never answers', fault: { kind: 'time_out', match: { path: '/crm/' } } },
  { label: 'Writes are done, answers lost', fault: { kind: 'answer_lost', match: { path: '/batch/' } } },
  { label: 'Webhooks 5 s late', fault: { kind: 'webhook_reordered', afterMs: 5_000 } },
  { label: 'Webhooks get lost', fault: { kind: 'webhook_dropped' } },
  { label: 'The app cannot be reached', fault: { kind: 'app_unreachable' } },
];

/** How HubSpot's proxy treats what the app's pages fetch. */
export const PROXY_LABELS: Readonly<Record<ProxyMode, string>> = {
  normal: 'As always',
  slow: '3 s slow',
  'bad-gateway': 'Fails with 502',
  'answer-lost': 'App works, answer lost (502)',
  unsigned: 'Unsigned',
  'wrong-signature': 'Wrong signature',
};
