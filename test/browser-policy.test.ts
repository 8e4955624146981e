import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOn, NAMES, openBrowserScene, seen, WHO, type BrowserScene } from './browser-scene.ts';
import { accessibilityProblems, chromiumPath, onPage, PAGES_PATIENCE_MS, takeScreenshot } from './support/browser.ts';

const PRICE = 'What does it cost for 40 people? We have to decide by Friday.';

const SEAN = {
  email: 'sean@liffey.example',
  firstname: 'Sean',
  lastname: 'Byrne',
  company: 'Liffey Mills',
  country: 'Ireland',
};

/** Two who are nobody else's colleagues. */
const OLIVE = {
  email: 'olive@tyne.example',
  firstname: 'Olive',
  lastname: 'Reed',
  company: 'Tyne Boats',
  country: 'United Kingdom',
};
const PAUL = {
  email: 'paul@severn.example',
  firstname: 'Paul',
  lastname: 'Hunt',
  company: 'Severn Tiles',
  country: 'United Kingdom',
};

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

      await form.getByRole('tab', { name: 'Pools' }).click();
      await form.getByTestId('choose-pool').selectOption({ label: 'All sales' });
      await fill(form.getByTestId(`weight-${WHO.anna}00`), '0');
      await fill(form.getByTestId(`weight-${WHO.ben}00`), '3');
      await seen(form.getByText(`${NAMES.ben}: weight 1 → 3.`));
      await isOpenToAll(page, 'policy-pools');

      await form.getByRole('tab', { name: 'Rules' }).click();
      await addRule(form, { label: 'it is British', countries: ['United Kingdom', 'Ireland'], pool: 'All sales' });
      await addRule(form, { label: 'it is Irish', countries: ['Ireland'], pool: 'Customer Support' });
      await seen(form.getByText(/is never reached: "it is British", asked before, takes all its leads/));
      expect(await form.getByTestId('save-policy').isDisabled()).toBe(true);
      await isOpenToAll(page, 'policy-finding');

      // the narrow one is asked first
      await ruleRow(form, 'it is Irish').getByRole('button', { name: 'Up' }).click();
      await form
        .getByText(/is never reached/)
        .first()
        .waitFor({ state: 'detached' });
      await fill(form.getByTestId('policy-note'), 'Ben takes over the islands');
      await seen(form.locator('[data-test-id=save-policy]:not([disabled])'));
      await isOpenToAll(page, 'policy-mended');
      await form.getByTestId('save-policy').click();
      await seen(form.getByText('Policy version 2'));
      await seen(form.getByText('Ben takes over the islands'));
      await isOpenToAll(page, 'policy-saved');
    });

    const british = await portal.asks(PRICE);
    const irish = await portal.asks(PRICE, SEAN);
    await portal.shows(british, 'offered');
    await portal.shows(irish, 'offered');
    expect(await portal.ownerOf(british)).toBe('ben');
    expect(await portal.ownerOf(irish)).toBe('cleo');
    await onPage(scene.browser, scene.address(portal.record(british), { user: WHO.ben }), async (page) => {
      const card = cardOn(page);
      await seen(card.getByText(/because it is British and they were the only one free/));
      await card.getByRole('button', { name: /why not/i }).click();
      await seen(card.getByText(`${NAMES.anna}: has weight 0 in this pool`));
      await takeScreenshot(page, 'policy-card-why');
    });
  });

  it('an admin tries a draft on past enquiries, puts it in force, watches, and goes back; the next leads follow', async () => {
    const portal = await scene.openPortal();
    const first = await portal.asks(PRICE);
    await portal.shows(first, 'offered');
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const form = await openForm(page);
      await form.getByRole('tab', { name: 'Rules' }).click();
      await addRule(form, { label: 'it is British', countries: ['United Kingdom'], pool: 'Customer Support' });
      await seen(form.locator('[data-test-id=try-policy]:not([disabled])'));
      await form.getByTestId('try-policy').click();
      await seen(form.getByText(/Enquiries: 1, from/));
      const moved = form.getByTestId('trial-differences').getByRole('row').filter({ hasText: 'Another pool' });
      await seen(moved.getByRole('cell', { name: '1', exact: true }));
      await seen(form.getByTestId('trial-people').getByRole('row').filter({ hasText: NAMES.cleo }));
      await isOpenToAll(page, 'policy-trial');
      await form.getByText(/^.*Contact \d+: another pool/).click();
      await seen(form.getByText(new RegExp(`Draft: ${NAMES.cleo}, because it is British`)));

      await seen(form.locator('[data-test-id=save-policy]:not([disabled])'));
      await form.getByTestId('save-policy').click();
      await seen(form.getByText('Policy version 2'));
    });
    const second = await portal.asks(PRICE, OLIVE);
    await portal.shows(second, 'offered');
    expect(await portal.ownerOf(second)).toBe('cleo');

    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'Policy' }).click();
      await settings.getByTestId('show-versions').click();
      await seen(settings.getByTestId('version-2').getByText('In force'));
      await isOpenToAll(page, 'policy-versions');
      await settings.getByTestId('back-1').click();
      await page.getByRole('dialog').getByRole('button', { name: 'Let it count again' }).click();
      await seen(settings.getByText('Policy version 3'));
      await seen(settings.getByText('Back to version 1').first());
    });
    const third = await portal.asks(PRICE, PAUL);
    await portal.shows(third, 'offered');
    expect(await portal.ownerOf(third)).not.toBe('cleo');
  });

  it('an admin lets some leads follow a draft; reps say that the owner is wrong; it ends by itself, and the page says why', async () => {
    const portal = await scene.openPortal();
    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const form = await openForm(page);
      await form.getByRole('tab', { name: 'Rules' }).click();
      await addRule(form, { label: 'it is British', countries: ['United Kingdom'], pool: 'Customer Support' });
      await form.getByTestId('policy-share').selectOption({ label: '50 of 100 leads first' });
      await seen(form.locator('[data-test-id=save-policy]:not([disabled])'));
      await form.getByTestId('save-policy').click();
      await seen(page.getByText('50 of 100 leads follow version 2 now.'));
      const settings = page.locator('.hs-extension');
      await seen(settings.getByText('Policy version 1'));
      await settings.getByTestId('show-versions').click();
      await seen(settings.getByText('Version 2 on 50 of 100 leads'));
      await isOpenToAll(page, 'policy-canary');
    });

    let leads = 0;
    for (let wrong = 0; wrong < 3 && leads < 50; leads += 1) {
      const lead = await portal.asks(PRICE, {
        ...OLIVE,
        email: `o${leads}@tyne${leads}.example`,
        firstname: `O${leads}`,
        company: `Tyne ${leads}`,
      });
      await portal.shows(lead, 'offered');
      if ((await portal.ownerOf(lead)) !== 'cleo') continue;
      wrong += 1;
      await onPage(scene.browser, scene.address(portal.record(lead), { user: WHO.cleo }), async (page) => {
        const card = cardOn(page);
        await card.getByRole('button', { name: 'Wrong owner' }).click();
        const dialog = page.getByRole('dialog');
        await dialog.getByRole('combobox').selectOption({ label: 'Wrong territory' });
        await dialog.getByRole('button', { name: 'Report wrong owner' }).click();
        await dialog.waitFor({ state: 'detached' });
      });
    }
    expect(leads).toBeLessThan(50);

    await onPage(scene.browser, settingsOf(portal.portalId, WHO.bo), async (page) => {
      const settings = page.locator('.hs-extension');
      await settings.getByRole('tab', { name: 'Policy' }).click();
      await settings.getByTestId('show-versions').click();
      await seen(settings.getByText(/was tried on 50 of 100 leads and stopped: 3 of its \d+ leads went to somebody/));
      await isOpenToAll(page, 'policy-canary-ended');
    });
    await onPage(scene.browser, scene.address(`/app/${portal.portalId}/exceptions`, { user: WHO.bo }), async (page) => {
      await seen(page.locator('.hs-extension').getByText('Draft stopped'));
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

/** Adds a pool rule on countries, and goes back to the list. */
async function addRule(
  form: Locator,
  { label, countries, pool }: { label: string; countries: readonly string[]; pool: string },
): Promise<void> {
  await form.getByTestId('add-poolRules').click();
  await fill(form.getByTestId('rule-label'), label);
  const values = form.getByTestId('values-1');
  await values.getByText('Choose', { exact: true }).click();
  for (const country of countries) {
    await values.getByRole('searchbox').fill(country);
    await values.getByLabel(country, { exact: true }).check();
  }
  await form.getByTestId('rule-pool').selectOption({ label: pool });
  await form.getByTestId('back-to-rules').click();
}

function ruleRow(form: Locator, label: string): Locator {
  return form.getByRole('row').filter({ hasText: label });
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
