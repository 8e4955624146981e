import { describe, expect, it } from 'vitest';
import {
  GrantRevoked,
  HubSpotUnavailable,
  MissingScope,
  OutcomeUnknown,
  RateLimited,
  UnexpectedAnswer,
  WriteRefused,
} from '../errors.ts';
import { RecordGone } from '../hubspot/refusals.ts';
import { endOf, endOfError } from './write-end.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const create = { kind: 'task_create' as const, attempts: 0 };
const update = { kind: 'contact_update' as const, attempts: 0 };

function brief(write: typeof create | typeof update, error: unknown) {
  const end = endOfError(write, error, NOW);
  return end.end === 'later' ? `${end.state} +${(end.notBefore.getTime() - NOW.getTime()) / 1_000}` : end.end;
}

describe('endOf', () => {
  it('is done with the id that HubSpot gave', () => {
    expect(endOf(create, { ok: true, id: '9001' }, NOW)).toEqual({ end: 'done', hubspotId: '9001' });
  });

  it('takes silence about a write for an unknown outcome', () => {
    expect(endOf(create, undefined, NOW)).toMatchObject({ end: 'later', state: 'sent', error: 'outcome_unknown' });
  });
});

describe('endOfError', () => {
  it.each<[string, typeof create | typeof update, unknown, string]>([
    ['a create without an answer', create, new OutcomeUnknown('?'), 'sent +30'],
    ['an update without an answer, which may come late', update, new OutcomeUnknown('?', undefined, 2_000), 'sent +30'],
    ['a rate limit', create, new RateLimited(700), 'todo +0.7'],
    ['a HubSpot that was never reached', create, new HubSpotUnavailable('down'), 'todo +2'],
    ['... for the fourth time', { ...create, attempts: 4 }, new HubSpotUnavailable('down'), 'todo +16'],
    ['... for the fortieth time', { ...create, attempts: 40 }, new HubSpotUnavailable('down'), 'todo +60'],
    ['a refusal', create, new WriteRefused('no', ['hs_task_type']), 'refused'],
    ['a missing scope', create, new MissingScope(['crm.objects.contacts.write']), 'refused'],
    ['a record that is gone', update, new RecordGone(), 'superseded'],
    ['an answer that nobody understands', update, new UnexpectedAnswer('?'), 'todo +1'],
    ['... for the fifth time', { ...update, attempts: 4 }, new UnexpectedAnswer('?'), 'refused'],
    ['a bug of ours during a create', create, new TypeError('x'), 'sent +30'],
    ['a bug of ours during an update', update, new TypeError('x'), 'todo +1'],
    ['a revoked grant, however often', { ...create, attempts: 90 }, new GrantRevoked(4242), 'todo +60'],
  ])('%s', (_name, write, error, expected) => {
    expect(brief(write, error)).toBe(expected);
  });
});
