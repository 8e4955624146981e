import type { CompiledPolicy } from './compile.ts';
import { Calendar, isOutOfOffice } from './hours.ts';
import { ByOwner } from './by-owner.ts';
import type { DecisionInput, OpenHandoff, PersonState } from './input.ts';
import type { SourceSettings } from './schema.ts';
import type { SourceGroup } from './source-groups.ts';

/** Within this time, and before anybody acted, a better answer replaces the first one quietly. Milliseconds. */
const QUIET_REPLACEMENT_MS = 60_000;

/** One lead together with what the layers of the policy all need to know about it. */
export interface Situation {
  policy: CompiledPolicy;
  input: DecisionInput;
  group: SourceGroup;
  settings: SourceSettings;
  people: ByOwner<PersonState>;
  calendar: Calendar;
  /** The handoff that this decision looks at again, made a moment ago or on facts that have changed. */
  reconsidered: OpenHandoff | null;
  /** People who had this lead and do not get it back: did not act in time, declined it, are not there. */
  lapsed: ReadonlySet<string>;
  /** The contact's owner, if that person is active and may have it. */
  activeOwnerId: string | null;
  /** Somebody came back or asked by hand, so the contact was not just created. */
  isReturn: boolean;
}

export function situationOf(policy: CompiledPolicy, input: DecisionInput): Situation {
  const calendar = new Calendar(Date.parse(input.now), input.portalTimeZone, policy.days);
  const people = new ByOwner(input.people);
  const reconsidered = reconsideredHandoff(input, calendar.nowMs);
  const group = groupOf(policy, input);
  const ownerId = input.contact.ownerId;
  const lapsed = new Set(reconsidered?.lapsed?.ownerIds);
  return {
    policy,
    input,
    group,
    settings: policy.document.sources[group],
    people,
    calendar,
    reconsidered,
    lapsed,
    activeOwnerId: ownerId !== null && mayHave({ people, lapsed }, ownerId) ? ownerId : null,
    isReturn: input.enquiry.kind === 'came_back' || input.enquiry.kind === 'by_hand',
  };
}

/** Is the person active, and not one who had this lead and does not get it back? */
export function mayHave({ people, lapsed }: Pick<Situation, 'people' | 'lapsed'>, ownerId: string): boolean {
  return people.get(ownerId)?.active === true && !lapsed.has(ownerId);
}

/** `away`: set so in HubSpot or on leave; being off duty is not being away. */
export function presenceOf(situation: Situation, ownerId: string): 'here' | 'away' | 'inactive' | 'lapsed' {
  if (situation.lapsed.has(ownerId)) return 'lapsed';
  const person = situation.people.get(ownerId);
  if (person?.active !== true) return 'inactive';
  return person.availability === 'away' || isOutOfOffice(situation.calendar, person) ? 'away' : 'here';
}

/** A pool's fallback person, else its manager; null: neither is active. */
export function fallbackOf(situation: Situation, poolName: string): string | null {
  const pool = situation.policy.pools.get(poolName);
  const named = [pool?.fallbackOwnerId, pool?.managerOwnerId];
  return named.find((ownerId) => typeof ownerId === 'string' && mayHave(situation, ownerId)) ?? null;
}

function reconsideredHandoff({ enquiry, openHandoff }: DecisionInput, nowMs: number): OpenHandoff | null {
  if (enquiry.kind !== 'change' || openHandoff === null) return null;
  if (openHandoff.mayMove === true) return openHandoff;
  if (openHandoff.status !== 'offered') return null;
  return nowMs - Date.parse(openHandoff.openedAt) < QUIET_REPLACEMENT_MS ? openHandoff : null;
}

/**
 * A return is an enquiry whatever source HubSpot names for the changed property. A mere change keeps the terms that its
 * open handoff was made on; without one it is a nurtured or held lead, and a person's edit of it is no creation.
 */
function groupOf(policy: CompiledPolicy, { enquiry, openHandoff }: DecisionInput): SourceGroup {
  const group = policy.groupOf(enquiry.source);
  if (enquiry.kind === 'new') return group;
  if (enquiry.kind !== 'change') return 'enquiry';
  if (openHandoff !== null) return openHandoff.dueAt === null ? 'bulk' : 'enquiry';
  return group === 'by_user' ? 'enquiry' : group;
}
