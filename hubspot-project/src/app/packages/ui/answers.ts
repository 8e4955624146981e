import type { Refusal } from '@baton/contract';

/** What became of a request to Baton's server. Nothing here is ever thrown: a page has something to show for each. */
export type Answer<T> =
  | { kind: 'ok'; value: T }
  /** The server said no, and why. `instead`: what is true now, where it says so. */
  | { kind: 'refused'; code: string; sentence: string; instead: T | null }
  /** No answer, or one that cannot be read. */
  | { kind: 'failed'; sentence: string };

/** The part of a schema that reading needs. */
export interface Reader<S> {
  safeParse(data: unknown): { success: true; data: S } | { success: false };
}

/** A good answer. */
export function ok<T>(value: T): Answer<T> {
  return { kind: 'ok', value };
}

/** What the server refused. `instead`: what it brought along that is true now. */
export function refused<T>({ error }: Refusal, instead: T | null = null): Answer<T> {
  return { kind: 'refused', ...error, instead };
}

/** That there is no answer to go by, and why. */
export function failed<T>(sentence: string): Answer<T> {
  return { kind: 'failed', sentence };
}

/** The same answer with another value: what a good one means to the caller. */
export function mapAnswer<A, B>(answer: Answer<A>, meaning: (value: A) => B): Answer<B> {
  if (answer.kind === 'ok') return ok(meaning(answer.value));
  if (answer.kind === 'failed') return answer;
  return { ...answer, instead: answer.instead === null ? null : meaning(answer.instead) };
}
