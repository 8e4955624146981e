import type { Settings } from '@baton/contract';
import {
  Alert,
  Button,
  DateInput,
  Form,
  Input,
  LoadingButton,
  Modal,
  MultiSelect,
  Select,
  StatusTag,
} from '@hubspot/ui-extensions';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { SettingsPage } from '../src/app/settings/SettingsPage.tsx';
import { BATON_URL, textOf } from './support/render.tsx';
import { lastPost, soon, startServer } from './support/server.ts';
import { settings } from './support/settings.ts';

afterEach(() => vi.restoreAllMocks());

async function openPage(given: Settings) {
  const server = startServer((request) => (request.method === 'GET' ? { ok: true, settings: given } : undefined));
  const page = createRenderer('settings');
  page.mocks.context.variables = { BATON_URL };
  page.render(<SettingsPage />);
  await soon(() => page.findByTestId(StatusTag, 'mode'));
  const dialog = (button: string) => {
    const modal = page.findByTestId(Button, button).props.overlay?.find(Modal);
    if (modal === undefined) throw new Error(`${button} opens nothing`);
    return modal;
  };
  const confirm = (button: string) =>
    dialog(button)
      .find(Button, { testId: `${button}-submit` })
      .trigger('onClick');
  return { page, server, dialog, confirm };
}

test('sets up a place where people are told, tries it, and asks for what that kind needs', async () => {
  const channel = {
    channelId: '3f0c1f9e-7a53-4d43-9a55-0d2f2c9d4a10',
    where: 'Slack channel C1',
    pool: '',
    quiet: '20:00 to 07:30',
    perHour: 20,
    by: null,
  };
  const { page, server } = await openPage(settings({ channels: [channel] }));
  for (const part of ['Slack channel C1', 'All pools', '20:00 to 07:30']) expect(textOf(page)).toContain(part);
  page.findByTestId(Button, `test-${channel.channelId}`).trigger('onClick');
  expect(await lastPost(server)).toMatchObject({
    path: '/settings/channels',
    body: { do: 'test', channelId: channel.channelId },
  });
  page.findByTestId(Select, 'channel-kind').props.onChange?.('webhook');
  await soon(() => page.findByTestId(Input, 'channel-secret'));
  expect(page.findByTestId(Input, 'channel-secret').props.type).toBe('password');
});

test('shows mode, health, policy, people and privacy', async () => {
  const { page, server } = await openPage(settings());
  expect(server.sent[0]?.path).toBe('/settings/status');
  expect(page.findByTestId(StatusTag, 'mode').text).toBe('Observing');
  expect(page.findByTestId(StatusTag, 'check-scopes').props.variant).toBe('warning');
  const text = textOf(page);
  for (const part of [
    'settings.users.read',
    'Policy version 4',
    'by Anna Keller.',
    'Germany goes to DACH.',
    'What no rule names goes to: Sales.',
    'Anna Keller, Ben Ott',
    'Nobody yet',
    'Ida Admin',
    '90 days',
  ]) {
    expect(text).toContain(part);
  }
});

test('goes live with the chosen default pool', async () => {
  const { page, server, dialog, confirm } = await openPage(settings());
  expect(page.findByTestId(Button, 'go-live').props.variant).toBe('primary');
  expect(dialog('go-live').find(Select).props.value).toBe('sales');
  dialog('go-live').find(Select).props.onChange?.('dach');
  await soon(() => expect(dialog('go-live').find(Select).props.value).toBe('dach'));
  confirm('go-live');
  const post = await lastPost(server);
  expect(post).toMatchObject({ path: '/settings/mode', body: { mode: 'live', pool: 'dach' } });
  await soon(() => expect(page.findByTestId(StatusTag, 'mode').text).toBe('Live'));
  expect(page.mocks.actions.closeOverlay.calls).toEqual([['go-live']]);

  server.respond = () => ({ ok: true, settings: settings({ mode: 'live', liveSince: new Date().toISOString() }) });
  post.answer({ ok: true, mode: 'live', pool: 'dach' });
  await soon(() => expect(textOf(page)).toContain('Live since'));
  expect(page.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'success', message: 'Baton is live.' });
  expect(page.maybeFindByTestId(Button, 'go-live')).toBeNull();
});

test('insists on a default pool', async () => {
  const policy = settings().policy;
  const { server, dialog, confirm } = await openPage(
    settings({ policy: policy === null ? null : { ...policy, defaultPool: 'gone' } }),
  );
  confirm('go-live');
  await soon(() => expect(dialog('go-live').find(Select).props.error).toBe(true));
  expect(server.sent).toHaveLength(1);

  dialog('go-live').props.onClose?.();
  await soon(() => expect(dialog('go-live').find(Select).props.error).toBe(false));
});

test('a refusal is told, and the mode stays', async () => {
  const { page, server, confirm } = await openPage(settings({ mode: 'live' }));
  confirm('pause');
  const post = await lastPost(server);
  expect(post.body).toEqual({ mode: 'paused' });
  post.answer({ ok: false, error: { code: 'not_allowed', sentence: 'Only admins may do this.' } });
  await soon(() => expect(page.findByTestId(StatusTag, 'mode').text).toBe('Live'));
  expect(page.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({
    type: 'danger',
    message: 'Only admins may do this.',
  });
});

test('names who else may change the settings', async () => {
  const { page, server } = await openPage(settings());
  expect(page.findByTestId(LoadingButton, 'save-admins').props.disabled).toBe(true);
  page.find(MultiSelect).props.onChange?.([7, 8]);
  await soon(() => expect(page.findByTestId(LoadingButton, 'save-admins').props.disabled).toBe(false));
  page.findAll(Form).at(-2)?.trigger('onSubmit');
  const post = await lastPost(server);
  expect(post).toMatchObject({ path: '/settings/admins', body: { userIds: [7, 8] } });
  // who was named already is not forgotten meanwhile
  await soon(() => expect(page.findByTestId(LoadingButton, 'save-admins').props.loading).toBe(true));
  expect(page.find(MultiSelect).props.options.map(({ value }) => value)).toEqual([8, 7]);
  const { admins, candidates } = settings().editors;
  post.answer({ ok: true, admins: [...admins, ...candidates] });
  await soon(() => expect(page.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({ message: 'Saved.' }));
});

test('keeps what was chosen when saving fails', async () => {
  const { page, server } = await openPage(settings());
  page.find(MultiSelect).props.onChange?.([8]);
  await soon(() => expect(page.find(MultiSelect).props.value).toEqual([8]));
  page.findAll(Form).at(-1)?.trigger('onSubmit');
  (await lastPost(server)).breakOff();
  await soon(() => expect(page.mocks.actions.addAlert.callCount).toBe(1));
  expect(page.find(MultiSelect).props.value).toEqual([8]);
});

test('can only be read by others', async () => {
  const { page } = await openPage(settings({ mayEdit: false }));
  expect(page.maybeFindByTestId(Alert, 'read-only')).not.toBeNull();
  expect(page.findAll(Button)).toEqual([]);
  expect(page.maybeFind(Form)).toBeNull();
  expect(textOf(page)).toContain('Also these people');
});

test('cannot go live without a policy', async () => {
  const { page } = await openPage(settings({ policy: null }));
  expect(page.findByTestId(Button, 'go-live').props.disabled).toBe(true);
  expect(textOf(page)).toContain('There is no policy yet');
});

test('sets somebody away until a day, and lets HubSpot count again', async () => {
  const { page, server } = await openPage(settings());
  expect(textOf(page)).toContain('Parental leave');
  expect(page.findByTestId(LoadingButton, 'set-person-submit').props.disabled).toBe(true);
  page.findByTestId(Select, 'set-person').props.onChange?.('70');
  page.findByTestId(DateInput, 'set-until').props.onChange?.({ year: 2026, month: 11, date: 1, formattedDate: '' });
  page.findByTestId(Input, 'set-note').props.onChange?.('On leave');
  await soon(() => expect(page.findByTestId(LoadingButton, 'set-person-submit').props.disabled).toBe(false));
  page.findAll(Form)[0]?.trigger('onSubmit');
  const post = await lastPost(server);
  expect(post).toMatchObject({
    path: '/settings/people',
    body: { ownerId: '70', state: 'away', until: '2026-12-01', note: 'On leave' },
  });
  post.answer({ ok: true, set: [] });
  await soon(() => expect(page.findByTestId(LoadingButton, 'set-person-submit').props.disabled).toBe(true));

  page.findByTestId(Button, 'clear-71').trigger('onClick');
  await soon(() => expect(server.sent.at(-1)?.body).toEqual({ ownerId: '71', state: 'as_in_hubspot' }));
});

test('shows who is set to those who may only look', async () => {
  const { page } = await openPage(settings({ mayEdit: false }));
  expect(textOf(page)).toContain('Parental leave');
  expect(page.maybeFindByTestId(Select, 'set-person')).toBeNull();
  expect(page.maybeFindByTestId(Button, 'clear-71')).toBeNull();
});
