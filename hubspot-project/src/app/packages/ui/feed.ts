import type { Answer } from './answers.ts';

/** What a page has to show. */
export type Shown<T> =
  | { status: 'loading' }
  | { status: 'failed'; sentence: string }
  | {
      status: 'ready';
      value: T;
      /** By this machine's clock; how old the value is. */
      receivedAt: number;
      /** The last refresh failed, so this is older than it should be. */
      trouble: string | null;
      /** A change is on its way to the server; the value is what it should become. */
      changing: boolean;
    };

/**
 * Keeps what a page shows up to date. An answer counts only if nothing newer was asked meanwhile: late ones are dropped.
 * A failed refresh keeps what was there.
 */
export class Feed<T> {
  readonly #load: () => Promise<Answer<T>>;
  readonly #listeners = new Set<() => void>();
  #shown: Shown<T> = { status: 'loading' };
  /** Of the youngest request. */
  #ticket = 0;
  /** The read that is under way. */
  #reading: number | null = null;
  #failures = 0;

  constructor(load: () => Promise<Answer<T>>) {
    this.#load = load;
  }

  /** As React's external stores want it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly current = (): Shown<T> => this.#shown;

  /** How many reads in a row have failed. */
  get failures(): number {
    return this.#failures;
  }

  /** Reads again, now. While a change is on its way it does nothing: the change's own answer is newer. */
  readonly reload = async (): Promise<void> => {
    if (this.#isChanging()) return;
    const ticket = ++this.#ticket;
    this.#reading = ticket;
    const answer = await this.#load();
    if (ticket !== this.#ticket) return;
    this.#reading = null;
    this.#failures = answer.kind === 'ok' ? 0 : this.#failures + 1;
    this.#show(afterRead(this.#shown, answer));
  };

  /** Reads again unless that is being done already: a slow server would otherwise never be heard. */
  readonly poll = async (): Promise<void> => {
    if (this.#reading === null) await this.reload();
  };

  /** For a button after a failure: shows that something happens, then reads. */
  readonly retry = async (): Promise<void> => {
    if (this.#shown.status === 'failed') this.#show({ status: 'loading' });
    await this.reload();
  };

  /**
   * Shows `meanwhile` until `write` is answered, then what the answer says; after a refusal or failure what was there
   * before, unless the answer brought something newer. After a failure it may have been done all the same, so it is read
   * again at once. Answers what `write` did; null: it was not called, because another change is on its way or there is
   * nothing to change.
   */
  async change(meanwhile: (value: T) => T, write: (meanwhile: T) => Promise<Answer<T>>): Promise<Answer<T> | null> {
    const before = this.#shown;
    if (before.status !== 'ready' || before.changing) return null;
    this.#ticket += 1;
    this.#reading = null;
    const hoped = meanwhile(before.value);
    this.#show({ ...before, value: hoped, changing: true });
    const answer = await write(hoped);
    const value = answer.kind === 'ok' ? answer.value : answer.kind === 'refused' ? answer.instead : null;
    if (value !== null) this.#failures = 0;
    this.#show(value === null ? before : ready(value));
    if (answer.kind === 'failed') void this.reload();
    return answer;
  }

  #isChanging(): boolean {
    return this.#shown.status === 'ready' && this.#shown.changing;
  }

  #show(shown: Shown<T>): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}

function afterRead<T>(before: Shown<T>, answer: Answer<T>): Shown<T> {
  if (answer.kind === 'ok') return ready(answer.value);
  if (before.status === 'ready') return { ...before, trouble: answer.sentence };
  return { status: 'failed', sentence: answer.sentence };
}

function ready<T>(value: T): Shown<T> {
  return { status: 'ready', value, receivedAt: Date.now(), trouble: null, changing: false };
}
