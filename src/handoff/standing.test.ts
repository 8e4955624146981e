import { describe, expect, it } from 'vitest';
import type { OwnerChange } from '../hubspot/lead.ts';
import { onChangeOf } from '../policy/on-change.ts';
import { changedFacts, courseFor, type Standing } from './standing.ts';

const now = new Date('2026-11-20T12:00:00Z');
const ago = (ms: number) => new Date(now.getTime() - ms);

const handoff = {
  handoffId: 'h',
  contactId: 'c',
  decisionId: 'd',
  enquiryId: 'e',
  ownerId: '10',
  pool: 'emea',
  status: 'offered' as const,
  revision: 1,
  enquiries: 1,
  urgency: 'normal' as const,
  slaDueAt: null,
  openedAt: ago(5_000),
  slaState: 'running' as const,
  ownerSince: ago(5_000),
  lapsedOwnerIds: [],
  parts: null,
  homePool: null,
  taskId: 't',
  taskMark: 'm',
};
const routed = {
  decisionId: 'd',
  enquiryId: 'e',
  ledger: 'live' as const,
  outcome: 'routed' as const,
  reason: 'fair_share',
  ownerId: '10',
  pool: 'emea',
};

function standing(
  o: {
    ownerId?: string | null;
    history?: OwnerChange[];
    kind?: Standing['enquiry']['kind'];
  } & Partial<Standing>,
): Standing {
  const { ownerId = '10', history = [], kind = 'change', ...rest } = o;
  return {
    enquiry: { kind, source: 'FORM', sourceId: null, occurredAtMs: 0 },
    current: routed,
    openHandoff: handoff,
    raw: {
      contactId: 'c',
      askedFor: 'c',
      properties: { hubspot_owner_id: ownerId },
      ownerHistory: history,
      company: null,
      readAtMs: now.getTime(),
      createdAt: '2026-11-20T11:59:00Z',
    },
    changed: [],
    onChange: onChangeOf({}),
    move: null,
    ledger: 'live',
    now,
    ...rest,
  };
}
const byHand: OwnerChange = {
  ownerId: '11',
  atMs: now.getTime() - 100,
  source: 'CRM_UI',
  sourceId: 'userId:7',
  userId: 7,
};
const byWorkflow: OwnerChange = {
  ownerId: '11',
  atMs: now.getTime() - 100,
  source: 'AUTOMATION_PLATFORM',
  sourceId: null,
  userId: null,
};

describe('what is to be done about a lead whose contact is known', () => {
  it('decides a first enquiry by the owner that is there', () => {
    expect(courseFor(standing({ kind: 'new', current: null, openHandoff: null, ownerId: '12' }))).toEqual({
      do: 'decide',
      enquiryId: null,
      ownerId: '12',
      replaces: null,
      movedBy: null,
    });
  });

  it('yields to a person who has changed the owner of an open handoff', () => {
    expect(courseFor(standing({ ownerId: '11', history: [byHand] }))).toMatchObject({
      do: 'take_over',
      newOwnerId: '11',
    });
    expect(courseFor(standing({ ownerId: '11', history: [byHand], kind: 'came_back' }))).toMatchObject({
      do: 'take_over',
    });
  });

  it('does not take an owner of last year for a person who has taken over', () => {
    const lastYear: OwnerChange = { ...byHand, atMs: now.getTime() - 365 * 86_400_000 };
    expect(courseFor(standing({ ownerId: '11', history: [lastYear] }))).not.toMatchObject({ do: 'take_over' });
  });

  it('books a better answer on the enquiry that opened the handoff, whichever was decided last', () => {
    const appended = { ...routed, decisionId: 'd2', enquiryId: 'e2', reason: 'open_handoff' };
    expect(courseFor(standing({ current: appended }))).toMatchObject({
      do: 'decide',
      enquiryId: 'e',
      replaces: appended,
    });
  });

  it('does not take a workflow for a person', () => {
    expect(courseFor(standing({ ownerId: '11', history: [byWorkflow] }))).not.toMatchObject({ do: 'take_over' });
  });

  it('looks again within a minute, by the owner that was there before Baton wrote', () => {
    expect(courseFor(standing({}))).toMatchObject({ do: 'decide', enquiryId: 'e', ownerId: null, replaces: routed });
  });

  it('takes an older owner for the one before Baton, and none of Baton itself', () => {
    const ours: OwnerChange = {
      ownerId: '10',
      atMs: now.getTime() - 4_900,
      source: 'INTEGRATION',
      sourceId: '1',
      userId: null,
    };
    const before: OwnerChange = {
      ownerId: '12',
      atMs: now.getTime() - 86_400_000,
      source: 'IMPORT',
      sourceId: null,
      userId: null,
    };
    expect(courseFor(standing({ history: [ours] }))).toMatchObject({ do: 'decide', ownerId: null });
    expect(courseFor(standing({ history: [before, ours] }))).toMatchObject({ do: 'decide', ownerId: '12' });
  });

  it('leaves a handoff alone once it is older than a minute or somebody has accepted it', () => {
    expect(courseFor(standing({ openHandoff: { ...handoff, openedAt: ago(61_000) } }))).toEqual({ do: 'leave' });
    expect(courseFor(standing({ openHandoff: { ...handoff, status: 'accepted' } }))).toEqual({ do: 'leave' });
  });

  describe('once a handoff stands', () => {
    const old = { ...handoff, openedAt: ago(3_600_000) };
    const accepted = { ...old, status: 'accepted' as const };
    const onChange = onChangeOf({ onChange: { reroute: ['contact.country'], hard: ['contact.lifecyclestage'] } });

    it.each([
      ['offered, for a fact that moves it', old, ['contact.city', 'contact.country'], 'contact.country'],
      ['offered, for a hard one', old, ['contact.lifecyclestage'], 'contact.lifecyclestage'],
      ['accepted, for a hard one', accepted, ['contact.country', 'contact.lifecyclestage'], 'contact.lifecyclestage'],
      [
        'acted on, for a hard one',
        { ...old, status: 'acted' as const },
        ['contact.lifecyclestage'],
        'contact.lifecyclestage',
      ],
    ])('decides anew: %s', (_name, openHandoff, changed, movedBy) => {
      expect(courseFor(standing({ openHandoff, changed, onChange }))).toEqual({
        do: 'decide',
        enquiryId: 'e',
        ownerId: null,
        replaces: routed,
        movedBy,
      });
    });

    it.each([
      ['offered, for a fact that the policy does not name', old, ['contact.city', 'company.country']],
      ['accepted, for a fact that is not hard', accepted, ['contact.country']],
    ])('leaves it: %s', (_name, openHandoff, changed) => {
      expect(courseFor(standing({ openHandoff, changed, onChange }))).toEqual({ do: 'leave' });
    });

    it('yields to a person all the same', () => {
      const changed = ['contact.lifecyclestage'];
      const course = courseFor(
        standing({ openHandoff: accepted, changed, onChange, ownerId: '11', history: [byHand] }),
      );
      expect(course).toMatchObject({ do: 'take_over' });
    });
  });

  it('calls changed facts as policies do, the newest first', () => {
    const reason = { source: 'CRM_UI', sourceId: null };
    expect(
      changedFacts([
        { ...reason, kind: 'change', what: 'country', occurredAt: 1 },
        { ...reason, kind: 'company', what: 'association', occurredAt: 3 },
        { ...reason, kind: 'company', what: 'industry', occurredAt: 2 },
        { ...reason, kind: 'enquiry', what: 'message', occurredAt: 4 },
      ]),
    ).toEqual(['contact.associatedcompanyid', 'company.industry', 'contact.country']);
  });

  it('scores a nurtured or held lead again when a fact changes', () => {
    for (const outcome of ['nurtured', 'held'] as const) {
      const current = { ...routed, outcome, ownerId: null };
      expect(courseFor(standing({ current, openHandoff: null, ownerId: null }))).toMatchObject({
        do: 'decide',
        enquiryId: 'e',
        replaces: current,
      });
    }
  });

  it('routes nothing backwards: a change of a contact decided in observe mode stays as it is', () => {
    expect(courseFor(standing({ current: { ...routed, ledger: 'observe' }, openHandoff: null }))).toEqual({
      do: 'leave',
    });
  });

  it('does nothing where there is nothing to decide', () => {
    expect(courseFor(standing({ kind: 'nothing', openHandoff: null }))).toEqual({ do: 'leave' });
  });

  it('leaves an open handoff alone when somebody routed the contact by hand while it came about', () => {
    expect(courseFor(standing({ kind: 'by_hand' }))).toEqual({ do: 'leave' });
  });

  it.each([
    ['a held lead: the same enquiry, so that it is not decided anew at each look', 'held', 'e'],
    ['a nurtured lead: a new enquiry', 'nurtured', null],
    ['a skipped lead: a new enquiry', 'skipped', null],
  ] as const)('routes by hand %s', (_name, outcome, enquiryId) => {
    const current = { ...routed, outcome, ownerId: null };
    expect(courseFor(standing({ kind: 'by_hand', ownerId: null, current, openHandoff: null }))).toMatchObject({
      do: 'decide',
      enquiryId,
    });
  });
});
