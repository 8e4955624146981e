import type { LeasedWrite } from '../store/tables/crm-writes.ts';
import { isNurtureKind } from '../store/crm-write-kind.ts';
import { finished, type FinishedWrite } from './finished-write.ts';
import type { TakenOver } from './write-contacts.ts';

export interface WriteReport {
  done: number;
  refused: number;
  superseded: number;
  /** When to look again for what could not be finished now; null: nothing of it is open. */
  retryAt: Date | null;
  /** Contacts whose owner a person had changed meanwhile. */
  takenOver: string[];
  /** Contacts with a write that is not finished. */
  unfinished: ReadonlySet<string>;
}

/**
 * The writes of one run, in order per contact. A contact's next write comes up only when its earlier one is finished; one
 * that is put off, or whose lease was lost, keeps back the rest of its contact; but nothing else waits for nurturing. Pure
 * bookkeeping.
 */
export class OpenWrites {
  readonly #queues = new Map<string, LeasedWrite[]>();
  readonly #byId: ReadonlyMap<string, LeasedWrite>;
  readonly #ends: FinishedWrite[] = [];
  readonly #takenOver = new Set<string>();
  readonly #unfinished = new Set<string>();
  #abandoned: FinishedWrite[] = [];
  #again: Date | null = null;

  constructor(writes: readonly LeasedWrite[]) {
    this.#byId = new Map(writes.map((write) => [write.writeId, write]));
    for (const write of writes) {
      this.#queues.set(write.contactId, [...(this.#queues.get(write.contactId) ?? []), write]);
    }
  }

  get ends(): readonly FinishedWrite[] {
    return this.#ends;
  }

  /** The first open write of every contact, and none twice. */
  nextRound(): LeasedWrite[] {
    const round: LeasedWrite[] = [];
    for (const queue of this.#queues.values()) {
      const next = queue.shift();
      if (next !== undefined) round.push(next);
    }
    return round;
  }

  /** A person has these contacts now: `superseded` is not sent any more, and `closing` is due at once. */
  takeOver(
    rows: readonly TakenOver[],
    { superseded, closing }: { superseded: ReadonlySet<string>; closing: readonly { contactId: string }[] },
  ): void {
    for (const { contactId } of rows) {
      this.#takenOver.add(contactId);
      this.#ends.push(...this.#remove(contactId, ({ writeId }) => superseded.has(writeId)));
    }
    this.added(closing);
  }

  /** Writes that were stored meanwhile and are due at once. */
  added(writes: readonly { contactId: string }[]): void {
    for (const { contactId } of writes) this.#unfinished.add(contactId);
    if (writes.length > 0) this.#again = new Date();
  }

  /** Somebody else has these writes now. */
  lost(writeIds: readonly string[]): void {
    for (const writeId of writeIds) {
      const write = this.#byId.get(writeId);
      if (write !== undefined) this.#keepBack(write);
    }
  }

  finish(ends: readonly FinishedWrite[]): void {
    this.#ends.push(...ends);
    for (const { write, end } of ends) {
      if (end.end === 'later') this.#keepBack(write);
      // The contact is gone, and with it all that was to be written on it.
      if (end.end === 'superseded' && write.kind !== 'task_update' && write.kind !== 'follow_up_close')
        this.#abandon(write.contactId);
    }
  }

  /** Writes that became needless since this was last asked. */
  abandoned(): FinishedWrite[] {
    const abandoned = this.#abandoned;
    this.#abandoned = [];
    return abandoned;
  }

  report(): WriteReport {
    const count = (end: string) => this.#ends.filter((one) => one.end.end === end).length;
    const times = this.#ends.flatMap(({ end }) => (end.end === 'later' ? [end.notBefore.getTime()] : []));
    if (this.#again !== null) times.push(this.#again.getTime());
    return {
      done: count('done'),
      refused: count('refused'),
      superseded: count('superseded'),
      retryAt: times.length === 0 ? null : new Date(Math.min(...times)),
      takenOver: [...this.#takenOver],
      unfinished: this.#unfinished,
    };
  }

  #keepBack({ contactId, kind }: Pick<LeasedWrite, 'contactId' | 'kind'>): void {
    this.#unfinished.add(contactId);
    const others = (this.#queues.get(contactId) ?? []).filter(({ kind: later }) => !isNurtureKind(later));
    this.#queues.set(contactId, isNurtureKind(kind) ? others : []);
  }

  #abandon(contactId: string): void {
    const ends = this.#remove(contactId, () => true);
    this.#abandoned.push(...ends);
    this.#ends.push(...ends);
  }

  #remove(contactId: string, needless: (write: LeasedWrite) => boolean): FinishedWrite[] {
    const queue = this.#queues.get(contactId);
    if (queue === undefined) return [];
    this.#queues.set(
      contactId,
      queue.filter((write) => !needless(write)),
    );
    return queue.filter(needless).map((write) => finished(write, { end: 'superseded' }));
  }
}
