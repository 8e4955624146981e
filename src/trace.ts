import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash, randomUUID } from 'node:crypto';

/**
 * One id for a lead's whole way, from the door to HubSpot: 13 characters that the log has in the field `trace`. It follows
 * from what waits - portal, contact and since when - so it is stored nowhere and several enquiries that join in one mailbox
 * row have the same. The id of the decision begins with it: who looks for the trace finds the decision too, in the log, in the
 * tables and in HubSpot (`baton_decision_id`), and everything that is written later because of it.
 */
export type Trace = string;

const LENGTH = 'xxxxxxxx-xxxx'.length;

const current = new AsyncLocalStorage<readonly Trace[]>();

export function traceOf(row: { portalId: number; contactId: string; waitingSinceMs: number }): Trace {
  const hash = createHash('sha256').update(`${row.portalId}:${row.contactId}:${row.waitingSinceMs}`).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}`;
}

/** A new id for a decision about that lead; null: nobody waited for it (a clock, a card), then its own head is the trace. */
export function newDecisionId(trace: Trace | null): string {
  const id = randomUUID();
  return trace === null ? id : trace + id.slice(LENGTH);
}

export function traceOfDecision(decisionId: string): Trace {
  return decisionId.slice(0, LENGTH);
}

/** Whatever is logged during `work`, however deep, carries these traces. */
export function withTraces<T>(traces: readonly Trace[], work: () => Promise<T>): Promise<T> {
  return current.run([...new Set(traces)], work);
}

/** The traces of the leads that are being worked on here, as a field for the log: one, or a list of a batch's. */
export function traceField(): { trace?: Trace | readonly Trace[] } {
  const traces = current.getStore() ?? [];
  if (traces.length === 0) return {};
  return { trace: traces.length === 1 ? traces[0] : traces };
}
