import { describe, expect, it } from 'vitest';
import { windowOn } from '../policy/balance-window.ts';
import { BalanceState } from './balance-state.ts';

const at = new Date('2026-11-20T12:00:00Z');
const entry = (ownerId: string, amount: number, day = '2026-11-20') => ({
  kind: 'step' as const,
  scope: '',
  enquiryId: 'e',
  decisionId: 'd',
  ownerId,
  amount,
  day,
});

describe('the balance while a batch is decided', () => {
  it('lets each decision see the ones before it', () => {
    const state = new BalanceState([{ ownerId: 'a', scope: '', credit: 5, lastLeadAt: null }], new Map());
    state.append([entry('a', -3), entry('b', 3)]);
    state.received({ ownerId: 'a', scope: '', contactId: 'c', at });
    expect(state.ownerOf('c')).toBe('a');
    expect(state.creditsAfter([])).toEqual([
      { ownerId: 'a', scope: '', credit: 2, lastLeadAt: at.toISOString() },
      { ownerId: 'b', scope: '', credit: 3, lastLeadAt: null },
    ]);
    expect(state.workloads.get('a')).toEqual({ openHandoffs: 1, assigned: { hour: 1, day: 1, week: 1 } });
  });

  it('can be asked how it would look after a void without changing', () => {
    const state = new BalanceState([], new Map());
    state.append([entry('a', -3)]);
    expect(state.creditsAfter([entry('a', 3)])[0]?.credit).toBe(0);
    expect(state.creditsAfter([])[0]?.credit).toBe(-3);
  });

  it('appends what counts before the window, and moves no credit by it', () => {
    const state = new BalanceState([], new Map(), windowOn('day', '2026-11-20'));
    const old = [entry('a', 3, '2026-11-19'), entry('b', -3, '2026-11-19')];
    state.append([...old, entry('a', -1)]);
    expect(state.creditsAfter(old)).toEqual([{ ownerId: 'a', scope: '', credit: -1, lastLeadAt: null }]);
    expect(state.changes.entries).toHaveLength(3);
  });

  it('counts days that fade by their parts, in whole units', () => {
    const credits = [{ ownerId: 'a', scope: '', credit: 10, lastLeadAt: null }];
    const state = new BalanceState(credits, new Map(), windowOn({ rollingDays: 3 }, '2026-11-20'));
    // Ten thirds from before, two thirds of 4, and 1 of today.
    state.append([entry('a', 4, '2026-11-19'), entry('a', 1)]);
    expect(state.creditsAfter([])[0]?.credit).toBe(7);
    expect(state.creditsAfter([entry('a', -4, '2026-11-19')])[0]?.credit).toBe(4);
  });

  it('remembers a lead that no pool chose in the workload only', () => {
    const state = new BalanceState([], new Map());
    state.received({ ownerId: 'a', scope: null, contactId: 'c', at });
    expect(state.changes).toEqual({ entries: [], leads: [] });
    expect(state.workloads.get('a')?.openHandoffs).toBe(1);
  });
});
