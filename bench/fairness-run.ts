import { createRandom, type Random } from '../demo/random.ts';
import { BalanceState } from '../src/audit/balance-state.ts';
import type { BalanceWindow } from '../src/policy/balance-schema.ts';
import { windowOn } from '../src/policy/balance-window.ts';
import { decide } from '../src/policy/decide.ts';
import { input } from '../src/policy/fixtures.ts';
import type { CreditState, DecisionInput, PersonState } from '../src/policy/input.ts';
import { DaySums } from './fairness-days.ts';
import { Tally } from './fairness-tally.ts';
import { Workloads } from './fairness-workloads.ts';
import { makeWorld, START_MS, type World } from './fairness-world.ts';

const MINUTE_MS = 60_000;
const MINUTES_PER_DAY = 1_440;
/** Leads come in batches of up to this many, as the drain takes them. */
const BATCH = 20;
/** Between two batches, in minutes. 100,000 leads take about half a year. */
const GAP = { least: 5, most: 50 };
const AWAY = 0.05;

export interface FairnessRun {
  /** Leads off the share due, at the worst moment of the worst-treated or best-treated person. */
  worst: number;
  /** The same under the market's rule, for the same leads and the same people who could have had them. */
  marketWorst: number;
  people: number;
  /** Leads that nobody could take at their moment, besides those given out. Later they are leads like any other. */
  held: number;
}

/**
 * Runs the decisions of one generated company, one batch after another as the deciding transaction does: each is the real
 * `decide` on the credits and workloads that the ones before it left. Ends when `leads` are given out; `onProgress`
 * hears how many are. What a `window` forgets, the market's rule forgets as well.
 */
export function runFairness(
  seed: number,
  leads: number,
  onProgress: (done: number) => void,
  window: BalanceWindow = 'never',
): FairnessRun {
  const days = Math.ceil(((leads / ((BATCH + 1) / 2)) * ((GAP.least + GAP.most) / 2)) / MINUTES_PER_DAY);
  const world = makeWorld(seed, days);
  // A stream of its own: another company must not mean other leads only because it drew more numbers.
  const random = createRandom(seed ^ 0x5eed);
  const workloads = new Workloads(random);
  const [ours, market] = [new Tally(), new Tally()];
  let credits: CreditState[] = [];
  let held = 0;
  let nowMs = START_MS;
  const booked = new DaySums();
  for (let given = 0; given < leads;) {
    const now = windowOn(window, dayOf(nowMs));
    if (now.firstDay !== null) {
      const parts = booked.partsIn(now);
      credits = credits.map((one) => ({ ...one, credit: parts.get(one.ownerId) ?? 0 }));
      for (const tally of [ours, market]) tally.moveTo(now);
    }
    const balance = new BalanceState(credits, workloads.at(nowMs), now);
    const people = world.people.map((one) => (random.chance(AWAY) ? { ...one, availability: 'away' as const } : one));
    for (let left = random.between(1, BATCH); left > 0 && given < leads; left -= 1) {
      if (decideNext(balance, nowMs, { world, people, random, workloads, ours, market })) given += 1;
      else held += 1;
    }
    credits = balance.creditsAfter([]);
    for (const { day, ownerId, amount } of balance.changes.entries) booked.add(day, ownerId, amount);
    onProgress(given);
    nowMs += random.between(GAP.least, GAP.most) * MINUTE_MS;
  }
  return { worst: ours.worst, marketWorst: market.worst, people: world.people.length, held };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

interface Company {
  world: World;
  people: readonly PersonState[];
  random: Random;
  workloads: Workloads;
  ours: Tally;
  market: Tally;
}

/** false: nobody could take it. */
function decideNext(balance: BalanceState, nowMs: number, company: Company): boolean {
  const { world, random, workloads, ours, market } = company;
  const { outcome, ownerId, step, candidates, pool } = decide(world.policy, leadOf(balance, nowMs, company));
  if (outcome === 'held') return false;
  if (ownerId === null || step === null) throw new Error(`A pool should have decided, but the lead was ${outcome}`);
  const eligible = candidates.filter(
    (one) => one.pool === pool && (one.standing === 'chosen' || one.standing === 'could_have'),
  );
  const day = dayOf(nowMs);
  ours.give(ownerId, eligible, day);
  market.give(market.fewestByWeight(eligible), eligible, day);
  const rest = { enquiryId: '', decisionId: '', day };
  balance.append(step.entries.map((entry) => ({ kind: 'step', scope: step.scope, ...rest, ...entry })));
  balance.received({ ownerId, scope: step.scope, contactId: `${random.next()}`, at: new Date(nowMs) });
  workloads.received(ownerId, nowMs);
  return true;
}

function leadOf(balance: BalanceState, nowMs: number, { world, people, random }: Company): DecisionInput {
  const now = new Date(nowMs).toISOString();
  const facts = { country: random.pick(world.countries), language: random.pick(world.languages) };
  return input({
    now,
    enquiry: { occurredAt: now },
    contact: { facts },
    people: people.map((one) => ({ ...one, ...balance.workloads.get(one.ownerId) })),
    credits: balance.creditsAfter([]),
  });
}
