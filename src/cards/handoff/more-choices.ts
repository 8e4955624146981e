import { BadInput } from '../../errors.ts';
import type { HandoffAction } from '../../handoff/lifecycle.ts';
import type { Directory } from '../../hubspot/lead.ts';
import { DECLINE_REASONS, DISQUALIFY_REASONS, NEEDS_CONTEXT_REASONS } from '../../policy/taxonomy.ts';
import type { PoolPeople, Viewer } from '../rights.ts';

/** One thing that can be done about a handoff, ready to be shown and to be sent back. */
export interface Choice {
  value: string;
  label: string;
}

/** More colleagues than these nobody picks from a list. */
const MOST_COLLEAGUES = 60;

const MISSING: Record<(typeof NEEDS_CONTEXT_REASONS)[number], string> = {
  source: 'where it comes from',
  use_case: 'what they want it for',
  contact_data: 'how to reach them',
  authority: 'who decides',
  timing: 'by when',
  other: 'something else',
};
const DECLINED: Record<(typeof DECLINE_REASONS)[number], string> = {
  overloaded: 'too much to do',
  conflict: 'a conflict of interest',
  on_leave: 'on leave',
  not_my_skill: 'not my field',
  other: 'another reason',
};
const DISQUALIFIED: Record<(typeof DISQUALIFY_REASONS)[number], string> = {
  no_budget: 'no budget',
  no_need: 'no need',
  wrong_fit: 'not a fit for us',
  student_or_research: 'a student or research',
  unreachable: 'cannot be reached',
  existing_process: 'already talks to us',
  other: 'another reason',
};
const SNOOZES = [
  { minutes: 60, label: 'one hour' },
  { minutes: 240, label: 'four hours' },
  { minutes: 1_440, label: 'a day' },
  { minutes: 4_320, label: 'three days' },
] as const;

/** The handoff as far as choices depend on it. */
interface About {
  ownerId: string;
  pool: string | null;
}

/**
 * What else somebody who may act on a handoff can do about it, in the order in which people look for it. Colleagues are
 * offered to admins and to the pool's manager (3.18).
 */
export function moreChoices(
  handoff: About,
  viewer: Viewer,
  known: { pools: ReadonlyMap<string, PoolPeople>; directory: Directory | null },
): Choice[] {
  const takeOver = viewer.ownerId !== null && viewer.ownerId !== handoff.ownerId;
  return [
    ...(takeOver ? [{ value: 'take_over', label: 'Take it over' }] : []),
    ...SNOOZES.map(({ minutes, label }) => ({ value: `snooze:${minutes}`, label: `Put off for ${label}` })),
    ...NEEDS_CONTEXT_REASONS.map((reason) => ({
      value: `needs_context:${reason}`,
      label: `Something is missing: ${MISSING[reason]}`,
    })),
    ...DECLINE_REASONS.map((reason) => ({ value: `decline:${reason}`, label: `Decline: ${DECLINED[reason]}` })),
    ...DISQUALIFY_REASONS.map((reason) => ({
      value: `disqualify:${reason}`,
      label: `Disqualify: ${DISQUALIFIED[reason]}`,
    })),
    ...(mayReassign(viewer, handoff, known.pools) ? colleagues(handoff, known) : []),
  ];
}

function colleagues(
  handoff: About,
  { pools, directory }: { pools: ReadonlyMap<string, PoolPeople>; directory: Directory | null },
): Choice[] {
  const members = new Set(pools.get(handoff.pool ?? '')?.members.map(({ ownerId }) => ownerId));
  const others = (directory?.people ?? []).filter((one) => one.active && one.ownerId !== handoff.ownerId);
  return others
    .toSorted((a, b) => Number(members.has(b.ownerId)) - Number(members.has(a.ownerId)) || (a.name < b.name ? -1 : 1))
    .slice(0, MOST_COLLEAGUES)
    .map(({ ownerId, name }) => ({ value: `give:${ownerId}`, label: `Give to ${name}` }));
}

/** Admins, and whoever manages the pool that chose. */
export function mayReassign(viewer: Viewer, { pool }: About, pools: ReadonlyMap<string, PoolPeople>): boolean {
  const manager = pools.get(pool ?? '')?.managerOwnerId ?? null;
  return viewer.isAdmin || (manager !== null && manager === viewer.ownerId);
}

/** What a choice stands for. Throws BadInput for one that is not offered. */
export function actionOfChoice(
  choice: string,
  { viewer, directory, now }: { viewer: Viewer; directory: Directory | null; now: Date },
): HandoffAction {
  const [what = '', detail = ''] = choice.split(':');
  if (what === 'take_over' && viewer.ownerId !== null) return { action: 'give', to: viewer.ownerId };
  const isColleague = directory?.people.some((one) => one.ownerId === detail && one.active) === true;
  if (what === 'give' && isColleague) return { action: 'give', to: detail };
  const snooze = SNOOZES.find(({ minutes }) => choice === `snooze:${minutes}`);
  if (snooze !== undefined) return { action: 'snooze', until: new Date(now.getTime() + snooze.minutes * 60_000) };
  const missing = NEEDS_CONTEXT_REASONS.find((reason) => choice === `needs_context:${reason}`);
  if (missing !== undefined) return { action: 'needs_context', reason: missing };
  const declined = DECLINE_REASONS.find((reason) => choice === `decline:${reason}`);
  if (declined !== undefined) return { action: 'decline', reason: declined };
  const disqualified = DISQUALIFY_REASONS.find((reason) => choice === `disqualify:${reason}`);
  if (disqualified !== undefined) return { action: 'disqualify', reason: disqualified };
  throw new BadInput('Please choose what to do.', { place: 'choice' });
}
