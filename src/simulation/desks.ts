import type { PersonState } from '../policy/input.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const WEEK_MS = 7 * DAY_MS;
/** A handoff without a clock is taken to be closed after so long. */
const WITHOUT_CLOCK_MS = DAY_MS;

interface Desk {
  /** When leads were given, epoch ms, oldest first. */
  given: number[];
  /** When the open handoffs are taken to be closed. */
  closing: number[];
}

/** What everybody has on their hands while a policy is tried out. Open handoffs are taken to be closed when they are due. */
export class Desks {
  readonly #desks = new Map<string, Desk>();

  received(ownerId: string, atMs: number, dueAt: string | null): void {
    const desk = this.#desks.get(ownerId) ?? { given: [], closing: [] };
    desk.given.push(atMs);
    desk.closing.push(dueAt === null ? atMs + WITHOUT_CLOCK_MS : Date.parse(dueAt));
    this.#desks.set(ownerId, desk);
  }

  /** The person with what the trial has given to them by then, and nothing else. */
  busy(person: PersonState, atMs: number): PersonState {
    const desk = this.#desks.get(person.ownerId);
    if (desk === undefined) return { ...person, openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } };
    desk.given = desk.given.filter((given) => given > atMs - WEEK_MS);
    desk.closing = desk.closing.filter((closing) => closing > atMs);
    const within = (ms: number) => desk.given.filter((given) => given > atMs - ms).length;
    return {
      ...person,
      openHandoffs: desk.closing.length,
      assigned: { hour: within(HOUR_MS), day: within(DAY_MS), week: desk.given.length },
    };
  }
}
