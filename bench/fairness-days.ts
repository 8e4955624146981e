import { partsOf, type CreditWindow } from '../src/policy/balance-window.ts';

/** Amounts by day and person, as a window of the balance counts them. */
export class DaySums {
  readonly #days = new Map<string, Map<string, number>>();

  add(day: string, ownerId: string, amount: number): void {
    const sums = this.#days.get(day) ?? new Map<string, number>();
    this.#days.set(day, sums);
    sums.set(ownerId, (sums.get(ownerId) ?? 0) + amount);
  }

  /** What counts in the window, by person, in parts of its whole. What will never count again is forgotten. */
  partsIn(window: CreditWindow): Map<string, number> {
    const counted = new Map<string, number>();
    for (const [day, sums] of this.#days) {
      const parts = partsOf(window, day);
      if (parts === 0) this.#days.delete(day);
      for (const [ownerId, amount] of sums) counted.set(ownerId, (counted.get(ownerId) ?? 0) + amount * parts);
    }
    return counted;
  }
}
