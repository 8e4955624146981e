import type { Random } from '../demo/random.ts';
import type { Workload } from '../src/audit/snapshot.ts';

const HOUR_MS = 3_600_000;
const WINDOWS = { hour: HOUR_MS, day: 24 * HOUR_MS, week: 7 * 24 * HOUR_MS };
/** Longest that a handoff stays open, in hours. */
const LONGEST_OPEN = 8;

interface Lead {
  atMs: number;
  closedMs: number;
}

/** What everybody has on their hands, counted as the app counts it for caps: rolling windows and open handoffs. */
export class Workloads {
  readonly #leads = new Map<string, Lead[]>();
  readonly #random: Random;

  constructor(random: Random) {
    this.#random = random;
  }

  received(ownerId: string, atMs: number): void {
    const leads = this.#leads.get(ownerId) ?? [];
    leads.push({ atMs, closedMs: atMs + this.#random.between(1, LONGEST_OPEN) * HOUR_MS });
    this.#leads.set(ownerId, leads);
  }

  at(nowMs: number): Map<string, Workload> {
    const workloads = new Map<string, Workload>();
    for (const [ownerId, all] of this.#leads) {
      const leads = all.filter((lead) => lead.atMs > nowMs - WINDOWS.week);
      this.#leads.set(ownerId, leads);
      const since = (windowMs: number) => leads.filter((lead) => lead.atMs > nowMs - windowMs).length;
      workloads.set(ownerId, {
        openHandoffs: leads.filter((lead) => lead.closedMs > nowMs).length,
        assigned: { hour: since(WINDOWS.hour), day: since(WINDOWS.day), week: leads.length },
      });
    }
    return workloads;
  }
}
