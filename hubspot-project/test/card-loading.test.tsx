import { Alert, Button, ErrorState, StatusTag } from '@hubspot/ui-extensions';
import { afterEach, expect, test, vi } from 'vitest';
import { handoffCard, inMinutes, waitingCard } from './support/cards.ts';
import { renderCard, serverWith, textOf } from './support/render.tsx';
import { requestAt, startServer } from './support/server.ts';

afterEach(() => vi.restoreAllMocks());

const ANSWER = { ok: true, card: handoffCard() };

test('says that the server could not be reached, and tries again', async () => {
  const server = startServer();
  const card = renderCard();
  (await requestAt(server, 0)).breakOff();
  await card.waitFor(() => expect(card.find(ErrorState).toString()).toContain('could not be reached'));
  card.findByTestId(Button, 'retry').trigger('onClick');
  (await requestAt(server, 1)).answer(ANSWER);
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  expect(card.maybeFind(ErrorState)).toBeNull();
});

test('does not trust an answer of another form', async () => {
  const server = startServer();
  const card = renderCard();
  (await requestAt(server, 0)).answer({ ok: true, card: { kind: 'surprise' } });
  await card.waitFor(() => expect(card.find(ErrorState).toString()).toContain('could not be read'));
});

test('shows the server’s own sentence when it refuses', async () => {
  const error = { code: 'not_installed', sentence: 'Baton is not installed in this account.' };
  startServer(() => ({ ok: false, error }));
  const card = renderCard();
  await card.waitFor(() => expect(card.find(ErrorState).toString()).toContain(error.sentence));
});

test('keeps what it has when a refresh fails, and says how old it is', async () => {
  const server = serverWith(handoffCard());
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
  server.respond = () => undefined;
  const [, refresh] = card.mocks.actions.onCrmPropertiesUpdate.calls[0] ?? [];
  refresh?.({});
  (await requestAt(server, 1)).breakOff();
  await card.waitFor(() => card.findByTestId(Alert, 'stale'));
  expect(textOf(card)).toMatch(/As of \d\d:\d\d; it could not be refreshed/);
  expect(textOf(card)).toContain('Northwind');

  server.respond = () => ANSWER;
  card.findByTestId(Button, 'retry').trigger('onClick');
  await card.waitFor(() => expect(card.maybeFindByTestId(Alert, 'stale')).toBeNull());
});

test('reads again when the record changes, and drops the late answer to what it asked before', async () => {
  const server = startServer();
  const card = renderCard();
  const first = await requestAt(server, 0);
  const [properties, refresh] = card.mocks.actions.onCrmPropertiesUpdate.calls[0] ?? [];
  expect(properties).toContain('baton_status');
  refresh?.({});
  (await requestAt(server, 1)).answer({ ok: true, card: handoffCard({ status: 'accepted' }) });
  await card.waitFor(() => expect(card.findByTestId(StatusTag, 'status').text).toBe('Accepted'));
  first.answer({ ok: true, card: handoffCard({ status: 'offered' }) });
  // asking once more gives the late answer its time
  refresh?.({});
  await requestAt(server, 2);
  expect(card.findByTestId(StatusTag, 'status').text).toBe('Accepted');
});

test('leaves a server that fails alone for a while, whatever it had said before', async () => {
  const server = serverWith(waitingCard({ since: inMinutes(0), lookAgainMs: 1 }));
  const card = renderCard();
  await card.waitFor(() => expect(textOf(card)).toContain('Baton is looking'));
  server.respond = () => undefined;
  const question = await requestAt(server, 1);
  const timers = vi.spyOn(globalThis, 'setTimeout');
  question.breakOff();
  await card.waitFor(() => card.findByTestId(Alert, 'stale'));
  await card.waitFor(() => expect(timers.mock.calls.map(([, delay]) => delay)).toContain(5_000));
  expect(timers.mock.calls.map(([, delay]) => delay)).not.toContain(1_000);
  expect(card.findByTestId(Button, 'retry').props.size).toBeUndefined();
});

test('looks again when the server says that something is about to change', async () => {
  const server = startServer(() => ({ ok: true, card: waitingCard({ since: inMinutes(0), lookAgainMs: 10 }) }));
  const card = renderCard();
  await card.waitFor(() => expect(textOf(card)).toContain('Baton is looking'));
  server.respond = () => ANSWER;
  await card.waitFor(() => card.findByTestId(StatusTag, 'status'));
});
