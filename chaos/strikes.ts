import { writeFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { installApp } from '../demo/install-app.ts';
import { INSTALLER_USER_ID } from '../demo/sample-people.ts';
import type { FaultInput } from '../emulator/fault-list.ts';
import type { FaultKind, Strike } from './schedule.ts';
import type { ChaosWorld, Member } from './world.ts';

/** Ends a fault; resolves when what it broke has been started again, not when all is well. */
export type EndStrike = () => Promise<void>;

/** A process's clock goes wrong by up to so much, either way. */
const LONGEST_JUMP_MS = 600_000;
const LATE_MS = 2_500;
const TRY_AGAIN_MS = 300;
/** An account installs the app again, however long the app takes to come back. */
const INSTALL_WITHIN_MS = 120_000;

/** Whether this world has what the fault breaks. */
export function canStrike(world: ChaosWorld, kind: FaultKind): boolean {
  if (kind === 'redis_kill' || kind === 'redis_wipe') return world.redis !== null;
  return kind !== 'disk_full' || world.postgres.fillDisk !== null;
}

/** Strikes faults in a world. Two of a round that would break the same thing do not: the second answers null. */
export function strikerOf(
  world: ChaosWorld,
  portalIds: readonly number[],
): (strike: Strike) => Promise<EndStrike | null> {
  const broken = new Set<unknown>();

  const kinds: Record<FaultKind, (strike: Strike) => Promise<EndStrike | null>> = {
    web_kill: (strike) => endProcess(strike, 'SIGKILL', 'web'),
    worker_kill: (strike) => endProcess(strike, 'SIGKILL', 'worker'),
    web_term: (strike) => endProcess(strike, 'SIGTERM', 'web'),
    worker_term: (strike) => endProcess(strike, 'SIGTERM', 'worker'),
    clock_jump: jumpClock,
    postgres_kill: () =>
      once(
        'postgres',
        () => world.postgres.kill(),
        () => world.startPostgres(),
      ),
    postgres_cut: () =>
      once(
        'postgres',
        async () => world.network.break(),
        async () => world.network.mend(),
      ),
    disk_full: () =>
      once(
        'postgres',
        async () => world.postgres.fillDisk?.(),
        async () => {
          world.postgres.clearDisk();
          // Without room for its log Postgres gives up; whoever watches over it starts it again.
          await world.startPostgres();
        },
      ),
    redis_kill: () =>
      once(
        'redis',
        async () => world.redis?.kill(),
        async () => world.redis?.start(),
      ),
    redis_wipe: () => once('redis', async () => world.redis?.wipe(), nothing),
    latency: (strike) => inHubSpot(strike, { kind: 'latency', ms: 400, jitterMs: 1_200 }),
    rate_limit: (strike) => {
      const policy = strike.dice < 0.5 ? 'TEN_SECONDLY_ROLLING' : 'SECONDLY';
      return inHubSpot(strike, { kind: 'rate_limit', policy, probability: 0.8 });
    },
    server_error: (strike) =>
      inHubSpot(strike, { kind: 'server_error', status: strike.dice < 0.5 ? 503 : 502, probability: 0.6 }),
    reset: (strike) => inHubSpot(strike, { kind: 'reset', probability: 0.4 }),
    time_out: (strike) => inHubSpot(strike, { kind: 'time_out', afterMs: 60_000, probability: 0.25 }),
    half_batch: (strike) => inHubSpot(strike, { kind: 'half_batch', match: { path: '/batch/' }, probability: 0.6 }),
    answer_lost: (strike) => inHubSpot(strike, { kind: 'answer_lost', probability: 0.4 }),
    applied_late: (strike) => inHubSpot(strike, { kind: 'applied_late', afterMs: LATE_MS, probability: 0.3 }),
    unauthorised: (strike) => inHubSpot(strike, { kind: 'unauthorised', probability: 0.5 }),
    search_lag: (strike) => inHubSpot(strike, { kind: 'search_lag', ms: 8_000 }),
    // Of a contact that is deleted nothing but its own next look can tell, and that may be hours away.
    webhook_dropped: (strike) =>
      inHubSpot(
        strike,
        { kind: 'webhook_dropped', match: { subscriptionType: 'creation' }, probability: 0.5 },
        { kind: 'webhook_dropped', match: { subscriptionType: 'propertyChange' }, probability: 0.5 },
      ),
    webhook_doubled: (strike) => inHubSpot(strike, { kind: 'webhook_doubled', probability: 0.5 }),
    webhook_reordered: (strike) => inHubSpot(strike, { kind: 'webhook_reordered', afterMs: LATE_MS, probability: 0.5 }),
    app_unreachable: (strike) => inHubSpot(strike, { kind: 'app_unreachable' }),
    async grant_revoked({ dice }) {
      const portalId = portalIds[Math.floor(dice * portalIds.length)] ?? 0;
      await world.control.uninstall(portalId);
      return () => installAgain(portalId);
    },
    token_lifetime: (strike) =>
      // Those that the app has now are refused, so that it asks for such short-lived ones.
      inHubSpot(strike, { kind: 'token_lifetime', seconds: 2 }, { kind: 'unauthorised', count: 2 }),
    async channel_down() {
      world.channel.setDown(true);
      return async () => world.channel.setDown(false);
    },
  };
  return (strike) => kinds[strike.kind](strike);

  async function endProcess(
    { dice }: Strike,
    how: 'SIGKILL' | 'SIGTERM',
    role: Member['role'],
  ): Promise<EndStrike | null> {
    const member = whole((one) => one.role === role, dice);
    if (member === null) return null;
    return once(
      member,
      () => member.app.kill(how),
      () => member.app.start(),
    );
  }

  async function jumpClock({ dice, atMs, forMs }: Strike): Promise<EndStrike | null> {
    const member = whole(() => true, dice);
    if (member === null) return null;
    const setClock = async (ms: number) => {
      writeFileSync(member.clockFile, String(ms));
      member.app.send('SIGUSR2');
    };
    const share = ((atMs + forMs) % 1_000) / 500 - 1;
    return once(
      member,
      () => setClock(Math.round(share * LONGEST_JUMP_MS)),
      () => setClock(0),
    );
  }

  function whole(matches: (member: Member) => boolean, dice: number): Member | null {
    const free = world.members.filter((one) => matches(one) && !broken.has(one));
    return free[Math.floor(dice * free.length)] ?? null;
  }

  async function inHubSpot({ dice, forMs }: Strike, ...faults: FaultInput[]): Promise<EndStrike> {
    const seed = Math.floor(dice * 1e6) + forMs;
    const { ids } = await world.control.faults(
      faults.map((fault) => ('probability' in fault ? { ...fault, seed } : fault)),
    );
    return async () => {
      for (const id of ids) await world.control.removeFault(id);
    };
  }

  /** Breaks something unless it is broken already. */
  async function once(
    what: unknown,
    breaks: () => Promise<unknown>,
    mends: () => Promise<unknown>,
  ): Promise<EndStrike | null> {
    if (broken.has(what)) return null;
    broken.add(what);
    await breaks();
    return async () => {
      await mends();
      broken.delete(what);
    };
  }

  async function installAgain(portalId: number): Promise<void> {
    const giveUpAt = Date.now() + INSTALL_WITHIN_MS;
    for (;;) {
      try {
        await installApp({ appUrl: world.appUrl, portalId, userId: INSTALLER_USER_ID });
        return;
      } catch (error) {
        if (Date.now() > giveUpAt) throw error;
        await delay(TRY_AGAIN_MS);
      }
    }
  }
}

async function nothing(): Promise<void> {}
