import { describe, expect, it } from 'vitest';
import { assessed } from '../handoff/fixtures.ts';
import { person } from '../hubspot/fixtures.ts';
import { armOf, snapshotOf } from './snapshot.ts';

const now = new Date('2026-11-23T09:00:00.000Z');

const speaker = (ownerId: string, userId: number | null) => person(ownerId, { userId, languages: ['en'] });

type Options = Parameters<typeof snapshotOf>[0];

function snapshot(changes: Partial<Options> & { source?: string; sourceId?: string | null } = {}) {
  const { source = 'FORM', sourceId = null, ...rest } = changes;
  return snapshotOf({
    portalId: 42,
    portalTimeZone: 'Europe/Berlin',
    now,
    lane: 'fresh',
    raw: {
      contactId: '501',
      askedFor: '501',
      properties: { hubspot_owner_id: '88' },
      ownerHistory: [],
      company: null,
      readAtMs: now.getTime(),
      createdAt: '2026-11-23T08:59:59.000Z',
    },
    assessment: assessed(),
    enquiry: { kind: 'new', source, sourceId, occurredAtMs: now.getTime() - 1_500 },
    enquiryId: 'e1',
    installedAt: new Date('2026-11-20T00:00:00Z'),
    ownerId: null,
    duplicateOf: null,
    openHandoff: null,
    previousOwnerId: null,
    directory: { people: [speaker('71', 7), speaker('72', 8), speaker('73', null)], teams: [], fetchedAtMs: 0 },
    workloads: new Map(),
    credits: [],
    ...rest,
  });
}

describe('who created the contact', () => {
  it.each([
    ['the person of the user id that HubSpot names', 'CRM_UI', 'userId:8', '72'],
    ['the same where HubSpot names it bare', 'CRM_UI', '8', '72'],
    ['nobody where no person has that user id', 'CRM_UI', 'userId:9', null],
    ['nobody where HubSpot names none, though a person has none either', 'CRM_UI', null, null],
    ['nobody by the number of an app', 'INTEGRATION', '8', null],
    ['nobody by a user id that only looks like an owner id', 'CRM_UI', 'userId:72', null],
  ])('is %s', (_name, source, sourceId, creator) => {
    expect(snapshot({ source, sourceId }).enquiry.creatorOwnerId).toBe(creator);
  });
});

describe('people', () => {
  it('are stored byte by byte as before, whether others can book a meeting with them or not', () => {
    const [bare, linked] = [null, 'https://meet.test/ann'].map((meetingLink) =>
      JSON.stringify(
        snapshot({ directory: { people: [person('71', { meetingLink })], teams: [], fetchedAtMs: 0 } }).people,
      ),
    );
    expect(linked).toBe(bare);
    expect(bare).not.toContain('meetingLink');
  });

  it('are stored with the holidays and the word of an admin that were counted, and without where there are none', () => {
    const known = {
      holidays: { calendar: 'DE', days: [{ date: '2026-12-25', name: 'Christmas Day' }] },
      override: { state: 'away' as const, sinceMs: 1, untilMs: null },
    };
    const people = [{ ...person('71', { userId: 7 }), ...known }, person('72', { userId: 8 })];
    const stored = snapshot({ directory: { people, teams: [], fetchedAtMs: 0 } }).people;
    expect(stored[0]).toMatchObject(known);
    expect(stored[1]).not.toHaveProperty('holidays');
    expect(stored[1]).not.toHaveProperty('override');
  });
});

describe('the arm of an experiment', () => {
  it('is the same for a contact whatever else changes', () => {
    const later = snapshot({ now: new Date('2027-01-01T00:00:00Z'), enquiryId: 'e2', ownerId: '71', lane: 'bulk' });
    expect([snapshot().arm, later.arm]).toEqual([armOf(42, '501'), armOf(42, '501')]);
    // Stored with every decision: another number here would move contacts between the arms of a running experiment.
    expect([armOf(42, '501'), armOf(42, '502'), armOf(43, '501')]).toEqual([13, 52, 74]);
  });

  it('spreads contacts over all hundred arms', () => {
    const arms = new Set(Array.from({ length: 2_000 }, (_, index) => armOf(42, String(index))));
    expect([...arms].sort((a, b) => a - b)).toEqual(Array.from({ length: 100 }, (_, arm) => arm));
  });
});

describe('what a decision may depend on', () => {
  it('is decided by the owner that it is told, not by the one just read', () => {
    expect(snapshot({ ownerId: '71' }).contact.ownerId).toBe('71');
  });

  it('counts as older than the install only what existed before', () => {
    expect(snapshot().contact.olderThanInstall).toBe(false);
    expect(snapshot({ installedAt: now }).contact.olderThanInstall).toBe(true);
  });

  it('gives the age of the enquiry, never a negative one', () => {
    expect(snapshot().enquiry).toMatchObject({ ageMs: 1_500, occurredAt: '2026-11-23T08:59:58.500Z' });
    expect(snapshot({ now: new Date(now.getTime() - 10_000) }).enquiry.ageMs).toBe(0);
  });

  it('takes a look at a contact without an enquiry for a change', () => {
    const enquiry = { kind: 'nothing', source: 'FORM', sourceId: null, occurredAtMs: now.getTime() } as const;
    expect(snapshot({ enquiry }).enquiry.kind).toBe('change');
  });

  it('says of each person how much is on their hands, and nothing of names and addresses', () => {
    const busy = { openHandoffs: 2, assigned: { hour: 1, day: 3, week: 9 } };
    const { people } = snapshot({ workloads: new Map([['72', busy]]) });
    expect(people).toMatchObject([
      { ownerId: '71', openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } },
      { ownerId: '72', ...busy },
      { ownerId: '73', openHandoffs: 0 },
    ]);
    expect(JSON.stringify(people)).not.toContain('firm.example');
  });
});
