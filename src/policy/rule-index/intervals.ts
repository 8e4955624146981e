interface Interval {
  low: number;
  high: number;
  /** What lies there. */
  place: number;
}

/** Intervals, both ends counting, found by a point in time that grows with what is found and hardly with what is there. */
export class Intervals {
  readonly #byLow: readonly Interval[];
  /** Of each stretch of a balanced tree over `#byLow`: the largest high end in it. */
  readonly #highest: readonly number[];

  constructor(intervals: readonly Interval[]) {
    this.#byLow = [...intervals].sort((a, b) => a.low - b.low || a.place - b.place);
    const highest: number[] = [];
    this.#measure(0, this.#byLow.length, 1, highest);
    this.#highest = highest;
  }

  /** Adds the places whose interval holds the point, in no order. */
  collect(point: number, found: number[]): void {
    this.#collect(point, 0, this.#byLow.length, 1, found);
  }

  #measure(from: number, to: number, node: number, highest: number[]): number {
    if (from >= to) return Number.NEGATIVE_INFINITY;
    const middle = (from + to) >> 1;
    const own = this.#byLow[middle]?.high ?? Number.NEGATIVE_INFINITY;
    const left = this.#measure(from, middle, 2 * node, highest);
    const right = this.#measure(middle + 1, to, 2 * node + 1, highest);
    const most = Math.max(own, left, right);
    highest[node] = most;
    return most;
  }

  #collect(point: number, from: number, to: number, node: number, found: number[]): void {
    if (from >= to || (this.#highest[node] ?? Number.NEGATIVE_INFINITY) < point) return;
    const middle = (from + to) >> 1;
    this.#collect(point, from, middle, 2 * node, found);
    const own = this.#byLow[middle];
    // What begins later lies to the right, and does not hold the point either.
    if (own === undefined || own.low > point) return;
    if (own.high >= point) found.push(own.place);
    this.#collect(point, middle + 1, to, 2 * node + 1, found);
  }
}
