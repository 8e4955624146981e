import { Alert, Button, Link, LoadingButton, StatisticsItem, StatusTag } from '@hubspot/ui-extensions';
import { PageHeader, PageTitle } from '@hubspot/ui-extensions/pages';
import { createRenderer } from '@hubspot/ui-extensions/testing';
import { afterEach, expect, test, vi } from 'vitest';
import { PageRouter } from '../src/app/pages/Pages.tsx';
import { busyDay, exceptions, quietDay } from './support/pages.ts';
import { BATON_URL, textOf } from './support/render.tsx';
import { lastPost, soon, startServer, type Server } from './support/server.ts';

afterEach(() => vi.restoreAllMocks());

function openPages(answers: { today?: unknown; exceptions?: unknown }): {
  page: ReturnType<typeof createRenderer<'pages'>>;
  server: Server;
} {
  const server = startServer(({ method, path }) => {
    if (method === 'POST') return undefined;
    return path === '/pages/today' ? { ok: true, today: answers.today } : { ok: true, exceptions: answers.exceptions };
  });
  const page = createRenderer('pages');
  page.mocks.context.variables = { BATON_URL };
  page.mocks.context.user.locale = 'en-gb';
  page.render(<PageRouter />);
  return { page, server };
}

test('today shows figures and the leads behind them', async () => {
  const { page } = openPages({ today: busyDay() });
  await soon(() => page.find(StatisticsItem));
  expect(page.find(PageTitle).text).toBe('Today');
  expect(page.find(StatisticsItem, { label: 'Routed today' }).props.number).toBe('1,234');
  expect(page.findAll(Link).map(({ text }) => text)).toEqual([
    'Maria Sommer',
    'Dora Due',
    'Jo Held',
    'Wendy Waiting',
    'Maria Sommer',
  ]);
  expect(page.find(Link).props.href).toContain('/record/0-1/501');
  expect(page.findAll(StatusTag).map(({ text }) => text)).toEqual(['On hold', 'Waiting']);
  for (const part of ['Out of office', 'DACH, Sales', 'Wrong company size or segment', 'Urgent']) {
    expect(textOf(page)).toContain(part);
  }
});

test('a quiet day says so in plain words', async () => {
  const { page } = openPages({ today: quietDay() });
  await soon(() => expect(textOf(page)).toContain('Nothing is late.'));
  for (const part of ['Nothing is due soon.', 'No lead is waiting.', 'Everybody is here.']) {
    expect(textOf(page)).toContain(part);
  }
  expect(page.maybeFind(Alert)).toBeNull();
});

test('says of a list that it was cut', async () => {
  const day = busyDay();
  const figures = { ...day.figures, late: 1_200, dueSoon: 30, waiting: 20, held: 7, away: 26, wrongOwner7Days: 28 };
  const { page } = openPages({ today: { ...day, figures } });
  await soon(() => page.find(StatisticsItem));
  for (const part of ['1 of 1,200', '1 of 30', '2 of 27', '1 of 26', '1 of 28']) {
    expect(textOf(page)).toContain(`${part} shown`);
  }
});

test('says nothing of a list that is whole', async () => {
  const { page } = openPages({ today: busyDay() });
  await soon(() => page.find(StatisticsItem));
  expect(textOf(page)).not.toContain('shown');
});

test('two people of one name are two', async () => {
  const complaints = vi.spyOn(console, 'error');
  const day = busyDay();
  const { page } = openPages({ today: { ...day, away: [...day.away, ...day.away] } });
  await soon(() => page.find(StatisticsItem));
  expect(textOf(page).split('Out of office')).toHaveLength(3);
  expect(complaints).not.toHaveBeenCalled();
});

test.each([
  ['observe', { mode: 'observe' as const }, 'observe'],
  ['paused', { mode: 'paused' as const }, 'paused'],
  ['suspended', { suspended: true }, 'suspended'],
])('says why little happens: %s', async (_, given, testId) => {
  const { page } = openPages({ today: quietDay(given) });
  await soon(() => page.findByTestId(Alert, testId));
});

test('leads from one page to the other', async () => {
  const { page, server } = openPages({ today: quietDay(), exceptions: exceptions() });
  await soon(() => page.find(StatisticsItem));
  expect(page.findAll(PageHeader.PageLink).map(({ props }) => props.to)).toEqual(['/', '/exceptions']);
  page.mocks.setPageLocation({ path: '/exceptions', params: {} });
  await soon(() => expect(textOf(page)).toContain('Nobody in DACH can take a lead.'));
  expect(page.find(PageTitle).text).toBe('Exceptions');
  expect(server.sent.at(-1)?.path).toBe('/pages/exceptions');
  page.mocks.setPageLocation({ path: '/nowhere', params: {} });
  await soon(() => expect(textOf(page)).toContain('There is no such page'));
});

async function openExceptions(given: Parameters<typeof exceptions>[0] = {}) {
  const { page, server } = openPages({ today: quietDay(), exceptions: exceptions(given) });
  page.mocks.setPageLocation({ path: '/exceptions', params: {} });
  await soon(() => expect(textOf(page)).toContain('Leads put aside'));
  return { page, server };
}

test('exceptions show what happened, how often and since when', async () => {
  const { page } = await openExceptions();
  for (const part of ['Nobody free', '"12"', 'HubSpot refused the owner.', 'Tom Winter']) {
    expect(textOf(page)).toContain(part);
  }
});

test('tries one lead again', async () => {
  const { page, server } = await openExceptions();
  expect(page.findByTestId(Button, 'release-501').props).toMatchObject({ size: 'xs', variant: 'secondary' });
  expect(page.findByTestId(Button, 'release-501').text).toBe('Try again: Maria Sommer');
  page.findByTestId(Button, 'release-501').trigger('onClick');
  const post = await lastPost(server);
  expect(post).toMatchObject({ path: '/pages/exceptions/release', body: { contactIds: ['501'] } });
  await soon(() => expect(textOf(page)).not.toContain('Maria Sommer'));
  expect(page.findByTestId(Button, 'release-all').props.disabled).toBe(true);
  expect(page.maybeFind(LoadingButton)).toBeNull();
  post.answer({ ok: true, released: 1 });
  await soon(() => expect(page.mocks.actions.addAlert.calls[0]?.[0]?.message).toBe('Being tried again: 1.'));
});

test('tries all again, and brings them back when that fails', async () => {
  const { page, server } = await openExceptions();
  page.findByTestId(Button, 'release-all').trigger('onClick');
  const post = await lastPost(server);
  expect(post.body).toEqual({});
  await soon(() => expect(textOf(page)).toContain('No lead was put aside.'));
  post.breakOff();
  await soon(() => expect(textOf(page)).toContain('Maria Sommer'));
  expect(page.mocks.actions.addAlert.calls[0]?.[0]).toMatchObject({ type: 'danger' });
});

test('offers no trying again to who may not', async () => {
  const { page } = await openExceptions({ mayRelease: false });
  expect(page.findAll(Button)).toEqual([]);
  expect(page.findAll(LoadingButton)).toEqual([]);
  expect(textOf(page)).toContain('Whoever may change the settings');
});

test('an exceptions page with nothing on it says so', async () => {
  const { page } = await openExceptions({ open: [], deadLetters: [] });
  expect(textOf(page)).toContain('There is nothing to look at.');
  expect(textOf(page)).toContain('No lead was put aside.');
});
