import type { CheckedPolicy, DraftPolicy } from '@baton/contract';
import type { Answer, DraftSource } from '@baton/ui';

/** So long nobody may have typed before a draft is checked. Milliseconds. */
const PAUSE_MS = 400;

/** A draft as the form shows it. */
export interface DraftShown {
  /** null: the text cannot be read, or the policy is too large for a form. */
  policy: DraftPolicy | null;
  /** null: too large for a page. */
  text: string | null;
  /** What was last found out about it; a little behind while `checking`. */
  checked: CheckedPolicy;
  checking: boolean;
  /** Why the last check said nothing. */
  trouble: string | null;
  /** What to send; null: nothing was changed yet. */
  source: DraftSource | null;
}

/** A draft that is checked by the server whenever its author pauses. What was typed is never overwritten by a late answer. */
export class Draft {
  readonly #check: (source: DraftSource) => Promise<Answer<CheckedPolicy>>;
  readonly #listeners = new Set<() => void>();
  #shown: DraftShown;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(first: CheckedPolicy, check: (source: DraftSource) => Promise<Answer<CheckedPolicy>>) {
    this.#check = check;
    const { document: policy, text } = first;
    this.#shown = { policy, text, checked: first, checking: false, trouble: null, source: null };
  }

  /** As React's external stores want it. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size === 0) clearTimeout(this.#timer);
    };
  };

  readonly current = (): DraftShown => this.#shown;

  /** Changes the document as it is now. */
  edit(change: (policy: DraftPolicy) => DraftPolicy): void {
    if (this.#shown.policy === null) return;
    const policy = change(this.#shown.policy);
    this.#propose({ document: policy }, { policy });
  }

  editText(text: string): void {
    this.#propose({ text }, { text });
  }

  #propose(source: DraftSource, seen: Partial<DraftShown>): void {
    this.#show({ ...this.#shown, ...seen, source, checking: true });
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#look(source), PAUSE_MS);
  }

  async #look(source: DraftSource): Promise<void> {
    const answer = await this.#check(source);
    // something newer was typed meanwhile, and is checked next
    if (this.#shown.source !== source) return;
    if (answer.kind !== 'ok') return this.#show({ ...this.#shown, checking: false, trouble: answer.sentence });
    const checked = answer.value;
    const seen = 'text' in source ? { policy: checked.document } : { text: checked.text ?? this.#shown.text };
    this.#show({ ...this.#shown, ...seen, checked, checking: false, trouble: null });
  }

  #show(shown: DraftShown): void {
    this.#shown = shown;
    for (const listener of this.#listeners) listener();
  }
}
