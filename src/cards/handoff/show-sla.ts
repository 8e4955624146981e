import { DayBook } from '../../policy/day-book.ts';
import { Calendar, currentOrNextSpan, workingMsUntil, type Schedule } from '../../policy/hours.ts';
import type { CardHandoff } from '../../store/tables/card-rows.ts';
import type { ShownSla } from '../contract/index.ts';

/** A clock that is not stopped: time is left, or the handoff is late. */
const TICKING: ReadonlySet<string> = new Set(['running', 'at_risk', 'breached']);

/**
 * The clock of a handoff as of `now`, counted in its owner's working time (`schedule` null: around the clock). What is
 * left of a late one is negative. A running clock whose time is up is shown as breached.
 */
export function showSla(
  handoff: Pick<CardHandoff, 'slaState' | 'slaDueAt' | 'openedAt' | 'status'>,
  options: { now: Date; portalZone: string; schedule: Schedule | null; days?: DayBook },
): ShownSla {
  const { slaState, slaDueAt, openedAt, status } = handoff;
  const stands = { startedAt: openedAt.toISOString(), dueAt: slaDueAt?.toISOString() ?? null };
  if (slaDueAt === null || status === 'closed' || !TICKING.has(slaState)) {
    return { state: slaState, ...stands, totalMs: null, leftMs: null, running: false, changesAt: null };
  }
  const { now, portalZone, days = new DayBook() } = options;
  const schedule = options.schedule ?? AROUND_THE_CLOCK;
  const workedBetween = (fromMs: number, untilMs: number) =>
    workingMsUntil(new Calendar(fromMs, portalZone, days), schedule, untilMs);
  const nowMs = now.getTime();
  const dueMs = slaDueAt.getTime();
  const late = nowMs > dueMs;
  const span = currentOrNextSpan(new Calendar(nowMs, portalZone, days), schedule);
  const running = span !== null && span.startMs <= nowMs;
  return {
    state: late ? 'breached' : slaState,
    ...stands,
    totalMs: workedBetween(openedAt.getTime(), dueMs),
    leftMs: late ? -workedBetween(dueMs, nowMs) : workedBetween(nowMs, dueMs),
    running,
    changesAt: changeOf(schedule, span, running),
  };
}

const AROUND_THE_CLOCK: Schedule = { timeZone: null, workingHours: null, outOfOffice: [] };

function changeOf(
  schedule: Schedule,
  span: { startMs: number; endMs: number } | null,
  running: boolean,
): string | null {
  if (span === null || (running && schedule.workingHours === null)) return null;
  return new Date(running ? span.endMs : span.startMs).toISOString();
}
