import { setTimeout as delay } from 'node:timers/promises';
import type { EmulatorState } from '../emulator/control-api.ts';
import { judgeAll } from './figures.ts';
import type { JudgedLead, SentLead } from './judge-lead.ts';

const LOOK_EVERY_MS = 400;
/** All leads may be complete and still something comes: a second task, a late answer. */
const QUIET_FOR_MS = 1_000;
const LONGEST_WAIT_FOR_QUIET_MS = 10_000;
/**
 * So long without one more complete lead means that none will come: a write whose answer got lost is looked for after half a
 * minute, and the app may have to be started again before that.
 */
const PATIENCE_MS = 90_000;

export interface Following {
  state: EmulatorState;
  judged: JudgedLead[];
}

/**
 * Watches the CRM until every sent lead is complete and it has become quiet there, or nothing has moved for a minute and a half.
 * `sent` may grow meanwhile, as long as `isSending`.
 */
export async function followLeads(options: {
  readState: () => Promise<EmulatorState>;
  sent: readonly SentLead[];
  isSending: () => boolean;
  onLook: (following: Following) => void;
  patienceMs?: number;
}): Promise<Following> {
  const { readState, sent, isSending, onLook, patienceMs = PATIENCE_MS } = options;
  let [progress, progressAtMs] = ['', Date.now()];
  let [activity, activityAtMs, completeAtMs] = ['', Date.now(), 0];
  for (;;) {
    const sending = isSending();
    const state = await readState();
    const judged = judgeAll(sent, state);
    onLook({ state, judged });
    const now = Date.now();
    const complete = judged.filter(({ missing }) => missing.length === 0).length;
    const isComplete = !sending && complete === sent.length && state.undeliveredWebhooks === 0;
    if (`${sent.length} ${complete}` !== progress) [progress, progressAtMs] = [`${sent.length} ${complete}`, now];
    if (activityOf(state) !== activity) [activity, activityAtMs] = [activityOf(state), now];
    completeAtMs = isComplete ? completeAtMs || now : 0;
    const isQuiet = now - activityAtMs >= QUIET_FOR_MS || now - completeAtMs >= LONGEST_WAIT_FOR_QUIET_MS;
    if (isComplete && isQuiet) return { state, judged };
    if (!sending && now - progressAtMs > patienceMs) return { state, judged };
    await delay(LOOK_EVERY_MS);
  }
}

/** Changes with everything that the app or the emulator does to the portal. */
function activityOf(state: EmulatorState): string {
  return `${state.calls.reduce((sum, { count }) => sum + count, 0)} ${state.deliveredWebhooks} ${state.tasks.length}`;
}
