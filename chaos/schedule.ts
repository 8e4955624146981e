import { createRandom, type Random } from '../demo/random.ts';

/** Everything that production does to an app, by name; `strikes.ts` says what each one is. */
export const FAULT_KINDS = [
  // processes and stores
  'web_kill',
  'worker_kill',
  'web_term',
  'worker_term',
  'clock_jump',
  'postgres_kill',
  'postgres_cut',
  'disk_full',
  'redis_kill',
  'redis_wipe',
  // HubSpot's API
  'latency',
  'rate_limit',
  'server_error',
  'reset',
  'time_out',
  'half_batch',
  'answer_lost',
  'applied_late',
  'unauthorised',
  'search_lag',
  // what HubSpot tells
  'webhook_dropped',
  'webhook_doubled',
  'webhook_reordered',
  'app_unreachable',
  // grants and channels
  'grant_revoked',
  'token_lifetime',
  'channel_down',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/** One fault of a round. Milliseconds from the round's beginning. */
export interface Strike {
  kind: FaultKind;
  atMs: number;
  forMs: number;
  /** 0 <= dice < 1: what the fault leaves to chance. */
  dice: number;
}

/** Faults that strike together while leads come in; then all end, and there is peace until everything is right again. */
export interface Round {
  strikes: readonly Strike[];
  /** When the last one ends. */
  endMs: number;
}

const MOST_AT_ONCE = 4;
const LATEST_START_MS = 3_000;
const SHORTEST_MS = 1_000;
const LONGEST_MS = 5_000;

/** Rounds without end, the same for the same seed: each kind comes once before any comes again. Throws without kinds. */
export function* planRounds(seed: number, kinds: readonly FaultKind[]): Generator<Round> {
  if (kinds.length === 0) throw new Error('no faults to choose from');
  const random = createRandom(seed);
  let deck: FaultKind[] = [];
  for (;;) {
    const strikes: Strike[] = [];
    for (let wanted = random.between(1, MOST_AT_ONCE); wanted > 0; wanted -= 1) {
      if (deck.length === 0) deck = random.shuffle(kinds);
      const kind = deck.pop();
      if (kind !== undefined && !strikes.some((strike) => strike.kind === kind)) strikes.push(strikeOf(kind, random));
    }
    yield { strikes, endMs: Math.max(...strikes.map(({ atMs, forMs }) => atMs + forMs)) };
  }
}

function strikeOf(kind: FaultKind, random: Random): Strike {
  return {
    kind,
    atMs: random.between(0, LATEST_START_MS),
    forMs: random.between(SHORTEST_MS, LONGEST_MS),
    dice: random.next(),
  };
}
