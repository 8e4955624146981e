import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOn, openBrowserScene, seen, WHO, type BrowserScene } from './browser-scene.ts';
import { chromiumPath, onPage, PAGES_PATIENCE_MS, takeScreenshot } from './support/browser.ts';

/** What a person does in the browser, from an account without the app to a lead that is done. */
describe.skipIf(chromiumPath === null)('in the browser', () => {
  let scene: BrowserScene;
  beforeAll(async () => {
    scene = await openBrowserScene();
  }, PAGES_PATIENCE_MS);
  afterAll(() => scene?.close());

  it('installs, goes live, sends a form, sees the card fill, accepts and is done', async () => {
    const portal = await scene.openPortal({ mode: 'none' });
    const { portalId } = portal;
    await onPage(scene.browser, scene.address('/', { user: WHO.bo }), async (page) => {
      await page
        .getByRole('link', { name: /install baton/i })
        .first()
        .click();
      const account = page.locator(`form:has(input[name="portalId"][value="${portalId}"])`);
      await account.getByRole('combobox').selectOption(String(WHO.bo));
      await account.getByRole('button', { name: 'Connect app' }).click();
      await seen(page.getByRole('heading', { name: /installed/i }));

      await page.goto(scene.address(`/connected-apps/${portalId}/settings`, { user: WHO.bo }));
      const settings = page.locator('.hs-extension');
      await seen(settings.getByText('Observing'));
      await takeScreenshot(page, 'settings-observe');
      await settings.getByRole('button', { name: 'Go live' }).click();
      await page.getByRole('dialog').getByRole('button', { name: 'Go live' }).click();
      await seen(settings.getByText('Live', { exact: true }));
      await takeScreenshot(page, 'settings-live');

      await page.goto(scene.address(`/forms/${portalId}`, { user: WHO.bo }));
      await page.getByLabel('First name').fill('Jane');
      await page.getByLabel('Last name').fill('Doe');
      await page.getByLabel('E-mail').fill('jane.doe@acme.example');
      await page.getByLabel('Company').fill('Acme Ltd');
      await page.getByLabel('Country').fill('United Kingdom');
      await page.getByLabel('Message').fill('What does it cost for 40 people? We have to decide by Friday.');
      await page.getByRole('button', { name: 'Send' }).click();
      await page.getByRole('link', { name: 'Open the record' }).click();
      const card = cardOn(page);
      await seen(card.getByTestId('next-step'));
      await seen(card.getByText('To be accepted'));
      await seen(card.getByRole('button', { name: 'Accept' }));
      await takeScreenshot(page, 'card-offered-to-admin');

      const contactId = /0-1\/(\d+)/.exec(page.url())?.[1] ?? '';

      const owner = await portal.ownerOf(contactId);
      await page.goto(scene.address(portal.record(contactId), { user: WHO[owner] }));
      await seen(card.getByText('Your lead'));
      await card.getByRole('button', { name: 'Accept' }).click();
      await seen(card.getByText('Accepted'));
      await portal.shows(contactId, 'accepted');
      expect(await portal.tasksOf(contactId)).toMatchObject([{ properties: { hs_task_status: 'NOT_STARTED' } }]);
      // The record's own properties follow by themselves.
      await seen(page.locator('.hs-record-left, .hs-record').getByText('Accepted').nth(1));
      await takeScreenshot(page, 'card-accepted');

      await card.getByRole('button', { name: 'Done' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('combobox').selectOption({ label: 'Meeting booked' });
      await dialog.getByRole('button', { name: 'Close handoff' }).click();
      await seen(card.getByText('Closed'));
      await portal.shows(contactId, 'closed');
      await expect
        .poll(async () => (await portal.tasksOf(contactId)).map(({ properties }) => properties['hs_task_status']))
        .toEqual(['COMPLETED']);
      await takeScreenshot(page, 'card-closed');
      await seen(card.getByText('History'));
    });
  });
});
