import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOn, NAMES, openBrowserScene, seen, WHO, type BrowserScene } from './browser-scene.ts';
import { accessibilityProblems, chromiumPath, onPage, PAGES_PATIENCE_MS, takeScreenshot } from './support/browser.ts';

/** The policy form on the real app: what an admin changes there is what the next lead meets. */
describe.skipIf(chromiumPath === null)('the policy form', () => {
  let scene: BrowserScene;
  beforeAll(async () => {
    scene = await openBrowserScene();
  }, PAGES_PATIENCE_MS);
  afterAll(() => scene?.close());

  const settingsOf = (portalId: number, user: number) =>
    scene.address(`/connected-apps/${portalId}/settings`, { user });

  it('an admin changes weights and adds a rule, sees a finding, mends it, saves; the next lead follows; the card says why', async () => {
    const portal = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const form = await openForm(page);
      await isOpenToAll(page, 'policy-rules');

      // Ben alone is to get what the sales pool gives out
      await form.getByRole('tab', { name: 'Pools' }).click();
      await form.getByTestId('choose-pool').selectOption({ label: 'All sales' });
      await fill(form.getByTestId(`weight-${WHO.anna}00`), '0');
      await fill(form.getByTestId(`weight-${WHO.ben}00`), '3');
      await seen(form.getByText(`${NAMES.ben}: weight 1 → 3.`));
      await isOpenToAll(page, 'policy-pools');
    });
  });
});

/** The form, with what is in force. */
async function openForm(page: Page): Promise<Locator> {
  const settings = page.locator('.hs-extension');
  await settings.getByRole('tab', { name: 'Policy' }).click();
  await settings.getByTestId('change-policy').click();
  await seen(settings.getByText('Changing version 1'));
  return settings;
}

/** Types a number and leaves the field, as people do. */
async function fill(field: Locator, value: string): Promise<void> {
  await field.fill(value);
  await field.blur();
}

/** Takes a picture, and has axe look at what is ours on the page. */
async function isOpenToAll(page: Page, picture: string): Promise<void> {
  await takeScreenshot(page, picture);
  expect(await accessibilityProblems(page, '.hs-extension')).toEqual([]);
}
