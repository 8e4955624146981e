import type { FinishedWrite, Problem } from './finished-write.ts';
import { nurtureSubject } from './nurture-problem.ts';

const NURTURE_PROBLEMS = ['missing_scope', 'refused_write'] as const;

/** A problem to be told, or (without a sentence) one that is over. */
export type Matter = Omit<Problem, 'sentence'> & { sentence: string | null };

/**
 * Each matter once, in one order for all processes: two that tell the same ones wait for each other, not both ways. What went
 * through ends the problems of its list or sequence, unless another write has met them anew.
 */
export function mattersOf(ends: readonly Pick<FinishedWrite, 'write' | 'end' | 'problems'>[]): Matter[] {
  const over = ends
    .flatMap(({ write, end }) => (end.end === 'done' ? (nurtureSubject(write) ?? []) : []))
    .flatMap((subject) => NURTURE_PROBLEMS.map((kind): Matter => ({ kind, subject, sentence: null })));
  const told = ends.flatMap(({ problems }) => problems);
  const byKey = new Map([...over, ...told].map((matter) => [keyOf(matter), matter]));
  return [...byKey.values()].toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ kind, subject }: Omit<Problem, 'sentence'>): string {
  return `${kind} ${subject}`;
}
