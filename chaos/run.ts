import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { percentile } from '../demo/figures.ts';
import { generateLeads } from '../demo/generate-leads.ts';
import type { PlannedLead } from '../demo/planned-lead.ts';
import { createRandom, type Random } from '../demo/random.ts';
import { INSTALLER_USER_ID } from '../demo/sample-people.ts';
import { openPortal } from '../demo/sample-run.ts';
import { sendLeads } from '../demo/send-leads.ts';
import { isRight, lookAt, type ChaosPortal, type Look } from './look.ts';
import { liveOn } from './people.ts';
import { FAULT_KINDS, planRounds, type FaultKind, type Round } from './schedule.ts';
import { canStrike, strikerOf, type EndStrike } from './strikes.ts';
import { openWorld, type ChaosWorld } from './world.ts';

/** What `npm run chaos -- --json` prints. */
export interface ChaosFigures {
  seed: number;
  minutes: number;
  queue: 'postgres' | 'redis';
  rounds: number;
  /** How often each fault struck. */
  faults: Partial<Record<FaultKind, number>>;
  leads: number;
  lost: number;
  doubled: number;
  disagreements: number;
  /** From the end of a round's faults until everything was right. */
  recoveryMs: { p50: number; max: number };
}

export interface ChaosOptions {
  seed: number;
  minutes: number;
  queue: 'postgres' | 'redis';
  /** Only these; none: every kind that can be had here. */
  kinds: readonly FaultKind[];
  /** Leads per second and account while faults strike. */
  perSecond: number;
  tell(line: string): void;
}

/** Within so long after the last fault everything must be right; it is waited longer, to tell late from never. */
export const RECOVERS_WITHIN_MS = 60_000;
const PATIENCE_MS = 180_000;
const LOOK_EVERY_MS = 400;
const TOLD_EVERY_MS = 20_000;
const PORTALS = 2;
const MOST_LEADS = 20_000;

/**
 * Plays rounds of faults against a whole installation while leads come in, waiting after each until everything is right, for
 * so many minutes. Ends early when something never becomes right; the figures then say what.
 */
export async function runChaos(options: ChaosOptions): Promise<{ figures: ChaosFigures; last: Look; logs: string[] }> {
  const { seed, minutes, queue, tell } = options;
  const wanted = options.kinds.length > 0 ? options.kinds : FAULT_KINDS;
  const world = await openWorld({ queue, ownDisk: wanted.includes('disk_full') });
  try {
    const kinds = wanted.filter((kind) => canStrike(world, kind));
    const left = wanted.filter((kind) => !kinds.includes(kind));
    if (left.length > 0) tell(`Cannot be done here: ${left.join(', ')}.`);
    const portals = await openPortals(world, seed);
    tell(`Baton runs as ${world.members.map(({ role }) => role).join(', ')} with its bells in ${queue}.`);
    const strike = strikerOf(
      world,
      portals.map(({ portalId }) => portalId),
    );
    const faults: ChaosFigures['faults'] = {};
    const recoveries: number[] = [];
    const endAt = Date.now() + minutes * 60_000;
    let last: Look = { lost: [], doubled: [], disagreements: [], unfinished: [] };
    for (const round of planRounds(seed, kinds)) {
      tell(`   ${round.strikes.map(({ kind, atMs, forMs }) => `${kind} from ${atMs} for ${forMs} ms`).join(', ')}`);
      const struck = await play(world, { round, portals, strike, perSecond: options.perSecond });
      for (const kind of struck) faults[kind] = (faults[kind] ?? 0) + 1;
      const recovered = await becomesRight(world, { portals, tell });
      ({ last } = recovered);
      recoveries.push(recovered.ms);
      const end = isRight(last) ? `right after ${(recovered.ms / 1_000).toFixed(1)} s` : 'not right';
      tell(`${recoveries.length}. ${struck.join(' + ') || 'nothing'}: ${leadsOf(portals)} leads so far, ${end}`);
      if (!isRight(last) || Date.now() > endAt) break;
    }
    const sorted = recoveries.toSorted((a, b) => a - b);
    return {
      figures: {
        seed,
        minutes,
        queue,
        rounds: recoveries.length,
        faults,
        leads: leadsOf(portals),
        lost: last.lost.length,
        doubled: last.doubled.length,
        disagreements: last.disagreements.length,
        recoveryMs: { p50: percentile(sorted, 50), max: percentile(sorted, 100) },
      },
      last,
      logs: isRight(last) ? [] : world.members.map(({ role, app }) => `${role}:\n${app.logTail()}`),
    };
  } finally {
    await world.stop();
  }
}

type Sending = ChaosPortal & { leads: Iterator<PlannedLead>; random: Random };

async function openPortals(world: ChaosWorld, seed: number): Promise<Sending[]> {
  const portals: Sending[] = [];
  for (let place = 0; place < PORTALS; place += 1) {
    const { leads, contacts } = generateLeads({ seed: seed * PORTALS + place, count: MOST_LEADS });
    const portalId = await openPortal({
      stack: world,
      contacts,
      portalId: randomInt(10_000_000, 99_999_999),
      aroundTheClock: true,
    });
    await tellThrough(world, portalId);
    portals.push({
      portalId,
      sent: [],
      touched: new Set(),
      leads: leads.values(),
      random: createRandom(seed * PORTALS + place),
    });
  }
  return portals;
}

/** People of the account are told through the channel, as an admin sets it up. */
async function tellThrough({ control, channel }: ChaosWorld, portalId: number): Promise<void> {
  const target = { kind: 'webhook', url: channel.url, secret: 'a secret of the chaos suite' };
  const body = { do: 'add', target, pool: '', quietFrom: '', quietTo: '', perHour: null };
  const { status, body: answer } = await control.fetch({
    portalId,
    userId: INSTALLER_USER_ID,
    method: 'POST',
    url: '/settings/channels',
    body,
  });
  if (status !== 200 || !JSON.stringify(answer).includes('"ok":true')) {
    throw new Error(`the channel was refused (status ${status}): ${JSON.stringify(answer)}`);
  }
}

/** Leads come in while the faults of a round strike. Answers what struck. */
async function play(
  world: ChaosWorld,
  o: {
    round: Round;
    portals: readonly Sending[];
    strike: (strike: Round['strikes'][number]) => Promise<EndStrike | null>;
    perSecond: number;
  },
): Promise<FaultKind[]> {
  const { round, portals, strike, perSecond } = o;
  const struck: FaultKind[] = [];
  const sending = portals.map(({ portalId, sent, leads }) =>
    sendLeads({
      leads: take(leads, Math.ceil((round.endMs / 1_000) * perSecond)),
      control: world.control,
      portalId,
      perSecond,
      onSent: (one) => sent.push(one),
      onRefused: (_, reason) => {
        throw new Error(`the emulator refused a lead: ${reason}`);
      },
    }),
  );
  const over = new AbortController();
  const living = portals.map((portal) => liveOn(world.control, { portal, random: portal.random, signal: over.signal }));
  const striking = round.strikes.map(async (one) => {
    await delay(one.atMs);
    const end = await strike(one);
    if (end === null) return;
    struck.push(one.kind);
    await delay(one.forMs);
    await end();
  });
  await Promise.all([...sending, ...striking]);
  over.abort();
  await Promise.all(living);
  return struck;
}

async function becomesRight(
  world: ChaosWorld,
  { portals, tell }: { portals: readonly ChaosPortal[]; tell(line: string): void },
): Promise<{ ms: number; last: Look }> {
  const since = Date.now();
  let told = 0;
  for (;;) {
    const last = await lookAt(world, portals);
    const ms = Date.now() - since;
    if (isRight(last) || ms > PATIENCE_MS) return { ms, last };
    if (ms > (told + 1) * TOLD_EVERY_MS) {
      told += 1;
      const left = [...last.lost, ...last.doubled, ...last.disagreements, ...last.unfinished];
      tell(
        `   after ${Math.round(ms / 1_000)} s ${left.length} things are not right, among them: ${left.slice(0, 3).join('; ')}`,
      );
    }
    await delay(LOOK_EVERY_MS);
  }
}

function take<T>(source: Iterator<T>, count: number): T[] {
  const taken: T[] = [];
  for (let next = source.next(); taken.length < count && next.done !== true; next = source.next()) {
    taken.push(next.value);
    if (taken.length === count) break;
  }
  return taken;
}

function leadsOf(portals: readonly ChaosPortal[]): number {
  return portals.reduce((sum, { sent }) => sum + sent.length, 0);
}
