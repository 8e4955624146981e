import { expect, it } from 'vitest';
import { distinctProblems, type Problem } from './finished-write.ts';

const problem = (kind: Problem['kind'], subject: string, sentence = ''): Problem => ({ kind, subject, sentence });

it('problems are raised once each and in one order, whatever order the writes ended in', () => {
  const [a, b, c] = [
    problem('missing_scope', 'task'),
    problem('refused_write', 'city'),
    problem('refused_write', 'zip'),
  ];
  const raised = [a, b, c];
  expect(distinctProblems([{ problems: [c, a] }, { problems: [] }, { problems: [b, a] }])).toEqual(raised);
  expect(distinctProblems([{ problems: [b, a] }, { problems: [c, b] }])).toEqual(raised);
});
