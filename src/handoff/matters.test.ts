import { expect, it } from 'vitest';
import type { LeasedWrite, WriteContent, WriteEnd } from '../store/tables/crm-writes.ts';
import { finished, type Problem } from './finished-write.ts';
import { mattersOf } from './matters.ts';

const problem = (kind: Problem['kind'], subject: string, sentence = ''): Problem => ({ kind, subject, sentence });
const DONE: Extract<WriteEnd, { end: 'done' }> = { end: 'done', hubspotId: null };

function ended(problems: readonly Problem[], content: WriteContent | null = null, end: WriteEnd = DONE) {
  const write: LeasedWrite = {
    writeId: 'w',
    contactId: '501',
    decisionId: null,
    handoffId: null,
    lane: 'fresh',
    state: 'todo',
    attempts: 0,
    sentAt: null,
    content,
    unreadable: null,
    kind: content?.kind ?? 'contact_update',
    owner: { ownerWritten: null, ownerWrittenAt: null, changes: 0, changedAt: null },
  };
  return finished(write, end, { problems });
}
const onList = (problems: readonly Problem[], end: WriteEnd = DONE) =>
  ended(problems, { kind: 'list_add', payload: { listId: '9' } }, end);
const over = (kind: Problem['kind']) => ({ kind, subject: 'list 9', sentence: null });

it('problems are told once each and in one order, whatever order the writes ended in', () => {
  const [a, b, c] = [
    problem('missing_scope', 'task'),
    problem('refused_write', 'city'),
    problem('refused_write', 'zip'),
  ];
  const told = [a, b, c];
  expect(mattersOf([ended([c, a]), ended([]), ended([b, a])])).toEqual(told);
  expect(mattersOf([ended([b, a]), ended([c, b])])).toEqual(told);
});

it('are over for a list when one gets through, unless another has met them anew', () => {
  expect(mattersOf([onList([])])).toEqual([over('missing_scope'), over('refused_write')]);
  const refused = problem('refused_write', 'list 9', 'It is gone.');
  const end: WriteEnd = { end: 'refused', error: 'write_refused' };
  expect(mattersOf([onList([refused], end), onList([])])).toEqual([over('missing_scope'), refused]);
  expect(mattersOf([onList([], { end: 'superseded' })])).toEqual([]);
});
