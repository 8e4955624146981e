import {
  Accordion,
  Alert,
  Button,
  DescriptionList,
  DescriptionListItem,
  Link,
  LoadingButton,
  LoadingSpinner,
  Modal,
  StatusTag,
  Text,
} from '@hubspot/ui-extensions';
import { afterEach, expect, test, vi } from 'vitest';
import { DETAILS, decisionCard, handoffCard, inMinutes, MAY_NOTHING, plainCard, waitingCard } from './support/cards.ts';
import { renderCard, serverWith, textOf } from './support/render.tsx';
import { requestAt, startServer } from './support/server.ts';

afterEach(() => vi.restoreAllMocks());

test('loads, asking for the contact of the record', async () => {
  const server = startServer();
  const card = renderCard();
  expect(card.find(LoadingSpinner).props.label).toBe('Loading');
  expect(await requestAt(server, 0)).toMatchObject({ method: 'GET', path: '/cards/handoff?objectId=123' });
});

test('shows a handoff in the order a person needs it', async () => {
  serverWith(handoffCard());
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  const text = textOf(card);
  const order = [
    'To be accepted',
    'Your lead',
    '2 h left',
    'Send prices',
    'Accept',
    'Upset',
    'Northwind',
    '82',
    'Anna speaks',
  ];
  const places = order.map((part) => text.indexOf(part));
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(places).not.toContain(-1);
});

test('shows each claim with what it rests on', async () => {
  serverWith(handoffCard());
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(textOf(card)).toContain('“before July”');
  // quoted in the sentence already, so not once more
  expect(textOf(card).split('“Can you call me?”')).toHaveLength(2);
  expect(textOf(card)).toContain('Known from: job title, number of employees');
});

test('leads to where a meeting with the owner is booked, if that is anywhere', async () => {
  const meeting = { text: 'Book a time with Anna', url: 'https://meet.test/anna' };
  serverWith(handoffCard({ details: { ...DETAILS, meeting } }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(card.findByTestId(Link, 'meeting').props.href).toEqual({ url: meeting.url, external: true });
  expect(textOf(card)).toContain(meeting.text);
  serverWith(handoffCard());
  const plain = renderCard();
  await plain.waitFor(() => plain.findByTestId(StatusTag, 'status'));
  expect(plain.maybeFindByTestId(Link, 'meeting')).toBeNull();
});

test('is one column in the sidebar', async () => {
  serverWith(handoffCard());
  const card = renderCard('crm.record.sidebar');
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(card.findAll(DescriptionList).map(({ props }) => props.direction)).not.toContain('row');
});

test('folds away why not the others, and the history', async () => {
  serverWith(handoffCard());
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(Accordion, 'history'));
  const folded = card.find(Accordion, { title: 'Why not the others' });
  expect(folded.toString()).toContain('Ben is on leave.');
  expect(card.findByTestId(Accordion, 'history').toString()).toContain('Offered, to Anna Keller, by Baton');
});

test('without permission shows owner and deadline only, and says why', async () => {
  serverWith(
    handoffCard({
      details: null,
      hidden: 'not_allowed',
      why: null,
      owner: { name: 'Ben Ott', isViewer: false, presence: 'away' },
    }),
  );
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(Alert, 'hidden'));
  const text = textOf(card);
  expect(text).toContain('Ben Ott’s lead');
  expect(text).toContain('2 h left');
  expect(text).toContain('Ben Ott: away');
  expect(text).not.toContain('Northwind');
  expect(text).toContain('Only its owner');
});

test.each([
  ['none', plainCard({ kind: 'none' }), 'No handoff yet'],
  ['waiting', waitingCard({ since: inMinutes(0) }), 'usually here within a second'],
  ['waiting for long', waitingCard({ since: inMinutes(-1) }), 'HubSpot or Baton is busy'],
  ['put aside', waitingCard({ trouble: 'process_died' }), 'several times without success. Baton was interrupted.'],
  ['put aside, in words', waitingCard({ trouble: 'The baton_x is odd.' }), 'without success. The baton_x is odd.'],
  [
    'without a deadline',
    handoffCard({ sla: { ...handoffCard().handoff.sla, state: 'none', totalMs: null, leftMs: null } }),
    'No deadline',
  ],
  [
    'acted on in time',
    handoffCard({ sla: { ...handoffCard().handoff.sla, state: 'met', totalMs: null, leftMs: null } }),
    'Acted on in time',
  ],
  ['held', decisionCard(), 'Nobody is free.'],
  [
    'held until',
    decisionCard({ hold: { reason: 'outside_hours', until: inMinutes(60) } }),
    'It will be looked at again',
  ],
  ['nurtured', decisionCard({ outcome: 'nurtured', hold: null }), 'Left to nurture'],
  ['skipped', decisionCard({ outcome: 'skipped', hold: null }), 'Not given to anybody'],
  [
    'observed',
    decisionCard({ outcome: 'routed', hold: null, observed: true, owner: 'Ben Ott' }),
    'This lead would have gone to Ben Ott.',
  ],
  ['deleted', plainCard({ kind: 'gone', gone: 'deleted' }), 'The contact was deleted'],
  ['merged', plainCard({ kind: 'gone', gone: 'merged' }), 'merged into another one'],
  ['privacy', plainCard({ kind: 'gone', gone: 'privacy' }), 'erased for privacy'],
  ['suspended', plainCard({ kind: 'suspended' }), 'withdrawn Baton’s access'],
  ['paused', { ...handoffCard(), mode: 'paused' as const }, 'Baton is paused'],
  ['closed', handoffCard({ status: 'closed', outcome: 'meeting_booked', closedAt: inMinutes(-3) }), 'Meeting booked, '],
  ['taken over', handoffCard({ status: 'closed', outcome: 'taken_over' }), 'A colleague changed the owner.'],
  [
    'wrong owner reported',
    handoffCard({ wrongOwner: { reason: 'wrong_territory', who: 'Ben Ott', at: inMinutes(-3) } }),
    'Ben Ott reported the wrong owner: Wrong territory.',
  ],
  ['asked again', handoffCard({ enquiries: 3 }), 'Asked 3 times'],
])('says what it is: %s', async (_, view, expected) => {
  serverWith(view);
  const card = renderCard();
  await card.waitFor(() => expect(textOf(card)).toContain(expected));
});

test('while paused nothing seems to go on', async () => {
  serverWith(waitingCard({ mode: 'paused' }));
  const card = renderCard();
  await card.waitFor(() => expect(textOf(card)).toContain('This lead waits until an admin goes live again.'));
  expect(card.maybeFind(LoadingSpinner)).toBeNull();
  expect(textOf(card)).not.toContain('within a second');
});

test('tells details that are gone from those that are not for this viewer', async () => {
  serverWith(handoffCard({ details: null, hidden: 'unreadable' }));
  const card = renderCard();
  await card.waitFor(() => expect(card.findByTestId(Alert, 'hidden').props.title).toBe('Details cannot be read'));
  expect(card.findByTestId(Alert, 'hidden').toString()).toContain('Admins find the reason in the log.');
  expect(textOf(card)).not.toContain('Only its owner');
});

test('says "by Baton" only of what nobody else does', async () => {
  const at = inMinutes(-5);
  const event = { at, who: null, owner: null, label: null };
  const history = ['enquiry_added', 'accepted', 'wrong_owner', 'moved', 'held'].map((what) => ({ ...event, what }));
  const takenOver = { ...event, what: 'closed', label: 'taken_over' };
  serverWith(handoffCard({}, { history: [...history, takenOver] }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(Accordion, 'history'));
  const lines = card
    .findByTestId(Accordion, 'history')
    .findAll(DescriptionListItem)
    .map(({ text }) => text);
  expect(lines).toEqual([
    'Asked again',
    'Accepted',
    'Wrong owner reported',
    'Moved, by Baton',
    'Put on hold, by Baton',
    'Closed, Taken over',
  ]);
});

test('shows what is said twice as often as it is said', async () => {
  const complaints = vi.spyOn(console, 'error');
  const why = { headline: 'So.', sentences: ['Twice.', 'Twice.'], others: ['Also.', 'Also.'], policyVersion: 7 };
  const [claim] = DETAILS.buyerContext.sentences;
  const buyerContext = { ...DETAILS.buyerContext, sentences: claim === undefined ? [] : [claim, claim] };
  serverWith(handoffCard({ why, details: { ...DETAILS, buyerContext } }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(textOf(card).split('Twice.')).toHaveLength(3);
  expect(complaints).not.toHaveBeenCalled();
});

test('shows codes it does not know as readable words', async () => {
  serverWith(
    handoffCard({
      details: {
        ...DETAILS,
        nextStep: { action: 'send_flowers', sentence: 'Send flowers.' },
        risks: { flags: ['moon_phase'], summary: '' },
      },
    }),
  );
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'risk-moon_phase'));
  expect(textOf(card)).toContain('Moon phase');
  expect(textOf(card)).toContain('Send flowers');
});

test.each([
  ['offered', handoffCard({}, { may: { accept: true, done: true, wrongOwner: true, route: false } }), 'Accept'],
  ['accepted', handoffCard({}, { may: { ...MAY_NOTHING, done: true, wrongOwner: true } }), 'Done'],
  ['closed', handoffCard({ status: 'closed' }, { may: { ...MAY_NOTHING, route: true } }), 'Route this lead'],
  ['held', decisionCard({ may: { ...MAY_NOTHING, route: true } }), 'Route this lead'],
])('has one primary button when %s', async (_, view, expected) => {
  serverWith(view);
  const card = renderCard();
  await card.waitFor(() => expect(textOf(card)).toContain(expected));
  const primary = (among: Pick<typeof card, 'findAll'>) =>
    [...among.findAll(Button), ...among.findAll(LoadingButton)]
      .filter(({ props }) => props.variant === 'primary')
      .map(({ text }) => text);
  const dialogs = card.findAll(Modal).map((modal) => primary(modal));
  expect(dialogs.filter((buttons) => buttons.length !== 1)).toEqual([]);
  // a dialog is a surface of its own
  expect(primary(card).filter((text) => !dialogs.flat().includes(text))).toEqual([expected]);
});

test('offers nothing to who may do nothing', async () => {
  serverWith(handoffCard({}, { may: MAY_NOTHING }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(card.findAll(Button)).toEqual([]);
});

test('tells who is late, and for how long', async () => {
  const sla = { ...handoffCard().handoff.sla, state: 'breached', leftMs: -25 * 60_000 - 5_000, dueAt: inMinutes(-25) };
  serverWith(handoffCard({ sla }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'late'));
  expect(card.findByTestId(Text, 'time-left').text).toContain('25 min late; it was due');
});
