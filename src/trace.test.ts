import { describe, expect, it } from 'vitest';
import { newDecisionId, traceField, traceOf, traceOfDecision, withTraces } from './trace.ts';

const row = { portalId: 1, contactId: '101', waitingSinceMs: 1_795_000_000_000 };
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('a trace', () => {
  it('is the same for what joins in one row, and another for everything else', () => {
    const others = [
      row,
      { ...row },
      { ...row, portalId: 2 },
      { ...row, contactId: '102' },
      { ...row, waitingSinceMs: 1 },
    ];
    expect(new Set(others.map(traceOf)).size).toBe(4);
  });

  it('begins the id of every decision about it, each an id of its own', () => {
    const trace = traceOf(row);
    const ids = [newDecisionId(trace), newDecisionId(trace)];
    expect(ids.map(traceOfDecision)).toEqual([trace, trace]);
    expect(ids[0]).not.toBe(ids[1]);
    expect([...ids, newDecisionId(null)].every((id) => UUID.test(id))).toBe(true);
  });

  it('is on whatever is logged while the lead is worked on, and on nothing else', async () => {
    const seen: unknown[] = [traceField()];
    await withTraces(['a', 'b', 'a'], async () => {
      await Promise.resolve();
      seen.push(traceField());
      await withTraces(['b'], async () => seen.push(traceField()));
    });
    expect([...seen, traceField()]).toEqual([{}, { trace: ['a', 'b'] }, { trace: 'b' }, {}]);
  });
});
