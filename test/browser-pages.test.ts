import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { cardOn, NAMES, openBrowserScene, seen, WHO, type BrowserScene } from './browser-scene.ts';
import { accessibilityProblems, chromiumPath, onPage, PAGES_PATIENCE_MS, takeScreenshot } from './support/browser.ts';

const PRICE = 'What does it cost for 40 people? We have to decide by Friday.';

/** Settings and app page on the real app: what an admin and a rep read and do there. */
describe.skipIf(chromiumPath === null)('in HubSpot', () => {
  let scene: BrowserScene;
  beforeAll(async () => {
    scene = await openBrowserScene();
  }, PAGES_PATIENCE_MS);
  afterAll(() => scene?.close());

  const settingsOf = (portalId: number, user: number) =>
    scene.address(`/connected-apps/${portalId}/settings`, { user });
  it('an admin reads what is in order, the policy in words, and what is kept; pauses and goes live again', async () => {
    const { portalId } = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      for (const check of ['Connection', 'Permissions', 'Properties', 'People', 'Policy', 'Card']) {
        await seen(settings.getByText(check, { exact: true }));
      }
      await seen(settings.getByText(/Nobody has opened the card yet/));
      await isOpenToAll(page, 'settings-status');

      await settings.getByRole('button', { name: 'Pause' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Pause' }).click();
      await seen(settings.getByText('Paused', { exact: true }));
      await settings.getByRole('button', { name: 'Go live' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click();
      await seen(settings.getByText('Live', { exact: true }));

      await settings.getByRole('tab', { name: 'Policy' }).click();
      await seen(settings.getByText('Policy version 1'));
      await seen(settings.getByText(NAMES.anna).or(settings.getByText(new RegExp(NAMES.anna))));
      await isOpenToAll(page, 'settings-policy');
      await settings.getByRole('tab', { name: 'Privacy' }).click();
      await seen(settings.getByText('What Baton keeps, and how long'));
      await isOpenToAll(page, 'settings-privacy');
    });
  });

  it('an admin names another one, who may then change the settings; a rep may only look', async () => {
    const { portalId } = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portalId, WHO.anna), async (page) => {
      const settings = page.locator('.hs-extension');
      await seen(settings.getByText('You can look, but not change'));
      expect(await settings.getByRole('button', { name: 'Pause' }).count()).toBe(0);
      await isOpenToAll(page, 'settings-read-only');
    });
    await onPage(scene.browser, settingsOf(portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'People' }).click();
      const admins = settings.getByTestId('admins');
      await admins.getByText('Choose').click();
      await admins.getByText(NAMES.anna).click();
      await settings.getByRole('button', { name: 'Save' }).click();
      await seen(page.getByText('Saved.'));
      await isOpenToAll(page, 'settings-people');
    });
    await onPage(scene.browser, settingsOf(portalId, WHO.anna), async (page) => {
      await seen(page.locator('.hs-extension').getByRole('button', { name: 'Pause' }));
    });
  });

  it('an admin sets somebody away; the next lead goes to a colleague, and the card says why', async () => {
    const portal = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'People' }).click();
      await seen(settings.getByText(/what HubSpot says counts/));
      await settings.getByTestId('set-person').selectOption({ label: NAMES.anna });
      await settings.getByTestId('set-until').fill('2099-12-24');
      await settings.getByTestId('set-note').fill('Parental leave');
      await settings.getByTestId('set-person-submit').click();
      await seen(settings.getByRole('cell', { name: 'Parental leave' }));
      await isOpenToAll(page, 'settings-people-set');
    });
    const contactId = await portal.asks(PRICE);
    await portal.shows(contactId, 'offered');
    expect(await portal.ownerOf(contactId)).toBe('ben');
    await onPage(scene.browser, scene.address(portal.record(contactId), { user: WHO.ben }), async (page) => {
      const card = cardOn(page);
      await card.getByRole('button', { name: /why not/i }).click();
      await seen(card.getByText(new RegExp(`${NAMES.anna}: out of office, as set in Baton`)));
    });
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'People' }).click();
      await settings.getByRole('button', { name: 'As in HubSpot' }).click();
      await seen(settings.getByText(/what HubSpot says counts/));
    });
  });

  it('an admin sets up where people are told, tries it, and reads what came of it', async () => {
    const portal = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'Notifications' }).click();
      await seen(settings.getByText(/HubSpot's task only|HubSpot’s task only/));
      await settings.getByTestId('channel-kind').selectOption({ label: 'Signed webhook' });
      await settings.getByTestId('channel-url').fill('https://127.0.0.1:9/leads');
      await settings.getByTestId('channel-secret').fill('short');
      await settings.getByTestId('channel-add').click();
      await seen(page.getByText(/16 characters or more/).first());
      await settings.getByTestId('channel-secret').fill('a secret of sixteen');
      await settings.getByTestId('channel-quiet-from').fill('20:00');
      await settings.getByTestId('channel-quiet-to').fill('7:30');
      await settings.getByTestId('channel-add').click();
      await seen(settings.getByRole('cell', { name: 'Signed webhook at 127.0.0.1:9' }));
      await isOpenToAll(page, 'settings-notifications');
      await settings.getByRole('button', { name: 'Send a test' }).click();
      await seen(page.getByText(/it leads to a private network/));
      await settings.getByRole('button', { name: 'Remove' }).click();
      await settings.getByRole('cell', { name: 'Signed webhook at 127.0.0.1:9' }).waitFor({ state: 'detached' });
    });
  });

  it('the app page tells what is late, who is away and what was disputed, and leads to the record', async () => {
    const portal = await scene.openPortal({ away: ['ben'] });
    const contactId = await portal.asks(PRICE);
    await portal.shows(contactId, 'offered');
    await scene.store(
      "update handoffs set opened_at = now() - interval '2 hours', sla_due_at = now() - interval '25 minutes' where portal_id = $1",
      [portal.portalId],
    );
    await onPage(scene.browser, scene.address(`/app/${portal.portalId}`, { user: WHO.bo }), async (page) => {
      const app = page.locator('.hs-extension');
      await seen(app.getByRole('link', { name: 'Acme Ltd' }));
      await seen(app.getByText(NAMES.anna));
      await seen(app.getByText(NAMES.ben));
      await isOpenToAll(page, 'app-today');
      await app.getByRole('link', { name: 'Acme Ltd' }).first().click();
      await seen(page.getByRole('heading', { name: 'Jane Doe' }));
      expect(page.url()).toContain(portal.record(contactId));
    });
  });

  it('exceptions: an admin tries a lead again that was put aside', async () => {
    const { portalId } = await scene.openPortal();
    // A contact that HubSpot does not have: nothing but this page ever asks for it.
    await scene.store(
      `insert into mailbox (portal_id, contact_id, lane, state, attempts, last_error, reasons)
       values ($1, '987654321', 'fresh', 'dead', 10, 'unexpected_answer', '[]')`,
      [portalId],
    );
    await onPage(scene.browser, scene.address(`/app/${portalId}/exceptions`, { user: WHO.bo }), async (page) => {
      const app = page.locator('.hs-extension');
      await seen(app.getByRole('button', { name: 'Try again' }));
      await isOpenToAll(page, 'app-exceptions');
      await app.getByRole('button', { name: 'Try again' }).first().click();
      await app.getByRole('button', { name: 'Try again' }).waitFor({ state: 'detached' });
    });
  });
});

/** Takes a picture, and has axe look at what is ours on the page. */
async function isOpenToAll(page: Page, picture: string): Promise<void> {
  await takeScreenshot(page, picture);
  expect(await accessibilityProblems(page, '.hs-extension')).toEqual([]);
}
