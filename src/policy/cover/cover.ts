import { assignFromPool } from '../assign.ts';
import { compilePolicy } from '../compile.ts';
import { isWithinHours } from '../hours.ts';
import type { DecisionInput, PersonState } from '../input.ts';
import type { PolicyDocument } from '../schema.ts';
import { situationOf, type Situation } from '../situation.ts';
import type { Candidate, WhyNot } from '../verdict.ts';
import { destinationsOf, type Destination } from './destinations.ts';

const HOUR_MS = 3_600_000;
const DAY_HOURS = 24;
/** So far ahead leave, holidays and hours are looked at. */
export const DAYS_AHEAD = 30;
/** Of more destinations it would take too long; no policy that people read has as many. */
const MOST_DESTINATIONS = 200;

/** A stretch of time in which people are absent who would be at work, so that nobody of a pool can take a lead. */
export interface Gap {
  /** Epoch ms, whole hours, end excluded. */
  fromMs: number;
  toMs: number;
  /** Who is absent and why, each once. */
  absent: { ownerId: string; because: WhyNot }[];
  /** What becomes of a lead then. */
  leads: 'wait' | 'overflow_pool' | 'fallback_person';
}

/** Who is there for the leads of one destination over the days ahead. */
export interface Cover {
  destination: Destination;
  /** Of all hours ahead, those with somebody who can take a lead, and the longest run of hours without, nights included. */
  hours: number;
  covered: number;
  longestWithout: number;
  gaps: Gap[];
}

/**
 * For every place that leads can go to, whether somebody could take one in each hour of the next 30 days: decided as in life
 * for an hour's middle, with what is known of hours, leave, holidays, ramps and skills, nobody having anything to do yet. A
 * person whose status is away now counts as back after a day, unless an admin has set it so. Pure. null: too many places.
 */
export function coverOf(
  document: PolicyDocument,
  { people, now, timeZone }: { people: readonly PersonState[]; now: Date; timeZone: string },
): Cover[] | null {
  const destinations = destinationsOf(document);
  if (destinations.length > MOST_DESTINATIONS) return null;
  // Of the rules only their destinations matter here.
  const policy = compilePolicy({ ...document, skip: [], hard: [], poolRules: [] });
  const books = destinations.map((destination) => new Book(destination));
  const startMs = Math.floor(now.getTime() / HOUR_MS) * HOUR_MS;
  for (let hour = 0; hour < DAYS_AHEAD * DAY_HOURS; hour += 1) {
    const fromMs = startMs + hour * HOUR_MS;
    const later = people.map((person) => laterOn(person, hour >= DAY_HOURS));
    const situation = situationOf(
      policy,
      probe({ people: later, at: new Date(Math.max(fromMs + HOUR_MS / 2, now.getTime())), timeZone }),
    );
    for (const book of books) book.add(fromMs, situation);
  }
  return books.map((book) => book.cover());
}

class Book {
  readonly #destination: Destination;
  readonly #gaps: Gap[] = [];
  #hours = 0;
  #covered = 0;
  #without = 0;
  #longest = 0;

  constructor(destination: Destination) {
    this.#destination = destination;
  }

  add(fromMs: number, situation: Situation): void {
    const { pool, skills } = this.#destination;
    const { given, candidates } = assignFromPool(situation, pool, skills);
    this.#hours += 1;
    const own = candidates.filter((candidate) => candidate.pool === pool);
    if (own.some(({ creditAfter }) => creditAfter !== null)) {
      this.#covered += 1;
      this.#without = 0;
      return;
    }
    this.#without += 1;
    this.#longest = Math.max(this.#longest, this.#without);
    const absent = own.filter((candidate) => isMissed(situation, pool, candidate));
    if (absent.length === 0) return;
    const leads = given?.reason === 'overflow_pool' || given?.reason === 'fallback_person' ? given.reason : 'wait';
    const last = this.#gaps.at(-1);
    const known = absent.map(({ ownerId, standing }) => ({ ownerId, because: whyOf(standing) }));
    if (last !== undefined && last.toMs === fromMs && last.leads === leads) {
      last.toMs += HOUR_MS;
      for (const one of known) if (!last.absent.some(({ ownerId }) => ownerId === one.ownerId)) last.absent.push(one);
    } else {
      this.#gaps.push({ fromMs, toMs: fromMs + HOUR_MS, absent: known, leads });
    }
  }

  cover(): Cover {
    return {
      destination: this.#destination,
      hours: this.#hours,
      covered: this.#covered,
      longestWithout: this.#longest,
      gaps: this.#gaps,
    };
  }
}

/** Would be at work by working hours alone. */
function isMissed(situation: Situation, poolName: string, { ownerId, standing }: Candidate): boolean {
  if (!ABSENT.has(standing)) return false;
  const person = situation.people.get(ownerId);
  const pool = situation.policy.pools.get(poolName);
  if (person === undefined || (person.workingHours === null && pool?.unknownHours === 'closed')) return false;
  return isWithinHours(situation.calendar, { ...person, holidays: undefined });
}

const ABSENT: ReadonlySet<Candidate['standing']> = new Set(['away', 'out_of_office', 'holiday', 'cap_reached']);

function whyOf(standing: Candidate['standing']): WhyNot {
  return standing === 'chosen' || standing === 'could_have' ? 'outside_hours' : standing;
}

function laterOn(person: PersonState, isAfterADay: boolean): PersonState {
  const isSet = person.override?.state === 'away';
  const idle = { openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } };
  if (!isAfterADay || isSet || person.availability !== 'away') return { ...person, ...idle };
  return { ...person, ...idle, availability: 'available' };
}

/** A lead of which nothing is known but that it has come. */
function probe({
  people,
  at,
  timeZone,
}: {
  people: readonly PersonState[];
  at: Date;
  timeZone: string;
}): DecisionInput {
  return {
    now: at.toISOString(),
    portalId: 0,
    portalTimeZone: timeZone,
    arm: 0,
    enquiry: {
      enquiryId: '',
      kind: 'new',
      source: 'FORM',
      creatorOwnerId: null,
      lane: 'fresh',
      occurredAt: at.toISOString(),
      ageMs: 0,
    },
    contact: { contactId: '', ownerId: null, olderThanInstall: false, facts: {} },
    company: null,
    assessment: {
      intent: 'demo_request',
      urgency: 'normal',
      stage: 'evaluation',
      riskFlags: [],
      score: 100,
      confidence: 1,
      hasText: false,
      emailKind: 'none',
    },
    duplicateOf: null,
    openHandoff: null,
    previousOwnerId: null,
    people,
    credits: [],
  };
}
