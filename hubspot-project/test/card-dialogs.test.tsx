import { Button, Modal, Select, Text } from '@hubspot/ui-extensions';
import { afterEach, expect, test, vi } from 'vitest';
import { CHOSEN_OUTCOMES } from '../../src/handoff/lifecycle.ts';
import { handoffCard, MAY_NOTHING } from './support/cards.ts';
import { renderCard, serverWith, textOf } from './support/render.tsx';
import { lastPost } from './support/server.ts';

afterEach(() => vi.restoreAllMocks());

/** A handoff that may be closed or called wrongly owned, and the dialog behind that button. */
async function dialogOf(button: 'done' | 'wrong-owner') {
  const server = serverWith(
    handoffCard({ status: 'accepted' }, { may: { ...MAY_NOTHING, done: true, wrongOwner: true } }),
  );
  const card = renderCard();
  await card.waitFor(() => card.findByTestId(Button, button));
  const dialog = () => {
    const modal = card.findByTestId(Button, button).props.overlay?.find(Modal);
    if (modal === undefined) throw new Error(`${button} opens nothing`);
    return modal;
  };
  const select = () => dialog().find(Select).props;
  const submit = () =>
    dialog()
      .find(Button, { testId: `${button}-submit` })
      .trigger('onClick');
  return { card, server, dialog, select, submit };
}

test('wrong owner asks for one of the listed reasons, and promises no more than is done', async () => {
  const { card, server, dialog, select, submit } = await dialogOf('wrong-owner');
  expect(select().options).toHaveLength(8);
  expect(dialog().toString()).toContain('It goes to the next person by the policy');

  submit();
  await card.waitFor(() => expect(select().validationMessage).toBe('Please choose one.'));
  expect(server.sent).toHaveLength(1);

  select().onChange?.('wrong_territory');
  await card.waitFor(() => expect(select().value).toBe('wrong_territory'));
  submit();
  const post = await lastPost(server);
  expect(post.body).toMatchObject({ action: 'wrong_owner', reason: 'wrong_territory' });
  expect(card.mocks.actions.closeOverlay.calls).toEqual([['wrong-owner']]);
  await card.waitFor(() => expect(textOf(card)).toContain('Reported as the wrong owner: Wrong territory.'));
});

test('done asks what came of it, and closes', async () => {
  const { card, server, select, submit } = await dialogOf('done');
  const outcomes = select().options.map(({ value }) => value);
  expect(new Set(outcomes)).toEqual(new Set(CHOSEN_OUTCOMES));
  select().onChange?.('no_response');
  await card.waitFor(() => expect(select().value).toBe('no_response'));
  submit();
  expect((await lastPost(server)).body).toMatchObject({ action: 'done', reason: 'no_response' });
  await card.waitFor(() => expect(card.findByTestId(Text, 'closed').text).toContain('No response'));
});

test('a closed dialog forgets what was chosen and what was missed', async () => {
  const { card, dialog, select, submit } = await dialogOf('done');
  submit();
  await card.waitFor(() => expect(select().error).toBe(true));
  dialog().props.onClose?.();
  await card.waitFor(() => expect(select()).toMatchObject({ error: false, validationMessage: undefined }));
  select().onChange?.('junk');
  await card.waitFor(() => expect(select().value).toBe('junk'));
  dialog().props.onClose?.();
  await card.waitFor(() => expect(select().value).toBeUndefined());
});
