import { Button, LoadingButton, StatusTag } from '@hubspot/ui-extensions';
import { afterEach, expect, test, vi } from 'vitest';
import { handoffCard, inMinutes, MAY_NOTHING, plainCard, waitingCard } from './support/cards.ts';
import { renderCard, serverWith, textOf } from './support/render.tsx';
import { lastPost, requestAt, soon, type Server } from './support/server.ts';

afterEach(() => vi.restoreAllMocks());

const REFUSAL = { ok: false, error: { code: 'superseded', sentence: 'Ben Ott has it now.' } };
const ACCEPTED = handoffCard({ status: 'accepted' }, { may: { ...MAY_NOTHING, done: true, wrongOwner: true } });

async function offered(): Promise<{ card: ReturnType<typeof renderCard>; server: Server }> {
  const server = serverWith(handoffCard());
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(LoadingButton, 'accept'));
  return { card, server };
}

function status(card: ReturnType<typeof renderCard>): string | null {
  return card.findByTestId(StatusTag, 'status').text;
}

test('accepting shows at once, then is confirmed', async () => {
  const { card, server } = await offered();
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  await card.waitFor(() => expect(status(card)).toBe('Accepted'));
  const post = await lastPost(server);
  expect(post.path).toBe('/cards/handoff/actions');
  expect(post.body).toMatchObject({ action: 'accept', handoffId: handoffCard().handoff.handoffId, revision: 3 });
  expect(post.body?.['requestId']).toMatch(/^[0-9a-f-]{36}$/);
  expect(card.findByTestId(Button, 'done').props.disabled).toBe(true);

  post.answer({ ok: true, card: ACCEPTED });
  await soon(() => expect(card.mocks.actions.refreshObjectProperties.callCount).toBe(1));
  expect(card.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'success', message: 'This lead is yours.' });
  await card.waitFor(() =>
    expect(card.findByTestId(Button, 'done').props).toMatchObject({ disabled: false, variant: 'primary' }),
  );
});

test('when no answer comes it is not known whether it was done: it rolls back, says so and reads again', async () => {
  const { card, server } = await offered();
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  const post = await lastPost(server);
  server.respond = () => undefined;
  post.breakOff();
  await card.waitFor(() => expect(status(card)).toBe('To be accepted'));
  const title = 'It is not known whether this was done';
  expect(card.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'danger', title });
  expect(card.mocks.actions.refreshObjectProperties.callCount).toBe(0);

  (await requestAt(server, 2)).answer({ ok: true, card: ACCEPTED });
  await card.waitFor(() => expect(status(card)).toBe('Accepted'));
});

test('whoever accepts for a colleague is not told that the lead is theirs', async () => {
  const server = serverWith(handoffCard({ owner: { name: 'Ben Ott', isViewer: false, presence: 'here' } }));
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(LoadingButton, 'accept'));
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  (await lastPost(server)).answer({ ok: true, card: ACCEPTED });
  await soon(() => expect(card.mocks.actions.addAlert.calls[0]?.[0]?.message).toBe('Accepted for Ben Ott.'));
});

test('a refusal is told in the server’s words, with what is true now', async () => {
  const { card, server } = await offered();
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  const now = handoffCard({ status: 'accepted', owner: { name: 'Ben Ott', isViewer: false, presence: 'here' } });
  (await lastPost(server)).answer({ ...REFUSAL, card: now });
  await card.waitFor(() => expect(textOf(card)).toContain('Ben Ott’s lead'));
  expect(card.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({
    type: 'danger',
    title: 'Nothing was changed',
    message: 'Ben Ott has it now.',
  });
});

test('a refusal that brings nothing leaves what was there', async () => {
  const { card, server } = await offered();
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  (await lastPost(server)).answer({ ...REFUSAL, card: null });
  await card.waitFor(() => expect(status(card)).toBe('To be accepted'));
});

test('a double click sends one request', async () => {
  const { card, server } = await offered();
  const button = card.findByTestId(LoadingButton, 'accept');
  button.trigger('onClick');
  button.trigger('onClick');
  (await lastPost(server)).answer({ ok: true, card: ACCEPTED });
  await soon(() => expect(card.mocks.actions.refreshObjectProperties.callCount).toBe(1));
  expect(server.sent.filter(({ method }) => method === 'POST')).toHaveLength(1);
  expect(card.mocks.actions.addAlert.callCount).toBe(1);
});

test('an answer to a question asked before the click does not undo it', async () => {
  const { card, server } = await offered();
  server.respond = () => undefined;
  const [, refresh] = card.mocks.actions.onCrmPropertiesUpdate.calls[0] ?? [];
  refresh?.({});
  const question = await requestAt(server, 1);
  card.findByTestId(LoadingButton, 'accept').trigger('onClick');
  const post = await lastPost(server);
  question.answer({ ok: true, card: handoffCard({ revision: 2 }) });
  post.answer({ ok: true, card: ACCEPTED });
  await soon(() => expect(card.mocks.actions.addAlert.callCount).toBe(1));
  expect(status(card)).toBe('Accepted');
});

test('routes a contact that has no handoff', async () => {
  const none = { ...plainCard({ kind: 'none' }), may: { ...MAY_NOTHING, route: true } };
  const server = serverWith(none);
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(LoadingButton, 'route'));
  card.findByTestId(LoadingButton, 'route').trigger('onClick');
  const post = await lastPost(server);
  expect(post.body).toMatchObject({ action: 'route', contactId: '123' });
  await card.waitFor(() => expect(textOf(card)).toContain('Baton is looking at this lead'));
  server.respond = () => ({ ok: true, card: handoffCard() });
  post.answer({ ok: true, card: waitingCard({ since: inMinutes(0), lookAgainMs: 1 }) });
  await soon(() => expect(card.mocks.actions.addAlert.callCount).toBe(1));
  expect(card.mocks.actions.refreshObjectProperties.callCount).toBe(0);
  // the owner is there, and the record's fields are read again
  await card.waitFor(() => expect(textOf(card)).toContain('Your lead'));
  expect(card.mocks.actions.refreshObjectProperties.callCount).toBe(1);
});
