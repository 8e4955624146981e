import type { CompiledPolicy } from '../policy/compile.ts';
import type { OpenHandoff } from '../policy/input.ts';
import { onBreachOf } from '../policy/on-breach.ts';
import type { OpenHandoffRow } from '../store/tables/handoffs.ts';
import { LAPSED, type Move } from './standing.ts';

/** What lapsed and stayed is looked at again after this at first, later less and less often. Milliseconds. */
const STAYED_LOOK_MS = 3_600_000;

/** Somebody may come who can have it, and its owner may act after all. */
export function lookAfter({ ownerSince }: OpenHandoffRow, until: string | null, now: Date): Date {
  const waitMs = Math.max(STAYED_LOOK_MS, (now.getTime() - ownerSince.getTime()) / 2);
  return new Date(until ?? now.getTime() + waitMs);
}

/** On what terms an open handoff is decided anew. */
export type Terms = Pick<OpenHandoff, 'mayMove' | 'lapsed' | 'givenTo'>;

/** Whoever let it lapse does not get it back, whatever it moves for now; whom a person chose keeps it while only facts change. */
export function termsOf(
  move: Move | null,
  { handoff, chosen, policy }: { handoff: OpenHandoffRow; chosen: string | null; policy: CompiledPolicy },
): Terms {
  if (move !== null && 'to' in move) return { givenTo: move.to };
  const { ownerId, lapsedOwnerIds, homePool: pool } = handoff;
  if (move === null) {
    const ownerIds = chosen === ownerId ? lapsedOwnerIds.filter((one) => one !== chosen) : lapsedOwnerIds;
    return ownerIds.length === 0 ? {} : { lapsed: { ownerIds, pool, leavesPool: false } };
  }
  const { reroutes } = onBreachOf(policy.document.sla);
  const leavesPool = move.because === LAPSED && lapsedOwnerIds.length >= reroutes;
  // While somebody of its own pool has it, the overflow pool has not had it.
  const isAtHome = policy.pools.get(pool ?? '')?.members.some((member) => member.ownerId === ownerId) === true;
  const isBeyond = leavesPool && lapsedOwnerIds.length > reroutes && !isAtHome;
  const overflowed = isBeyond ? { overflowed: true as const } : {};
  return { lapsed: { ownerIds: [...new Set([...lapsedOwnerIds, ownerId])], pool, leavesPool, ...overflowed } };
}
