import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  cardOn,
  focused,
  NAMES,
  openBrowserScene,
  seen,
  switchProxy,
  WHO,
  type BrowserScene,
} from './browser-scene.ts';
import { chromiumPath, onPage, PAGES_PATIENCE_MS } from './support/browser.ts';

const PRICE = 'What does it cost for 40 people? We have to decide by Friday.';
/** The card, once it asks for the handoff to be accepted. */
async function offered(page: Page) {
  const card = cardOn(page);
  await seen(card.getByRole('button', { name: 'Accept' }));
  return card;
}

const PROXY_FAILURE = [/Failed to load resource/];

/** People who click twice, at once, or on what is no longer so; and people without a mouse. */
describe.skipIf(chromiumPath === null)('on the card', () => {
  let scene: BrowserScene;
  let portal: Awaited<ReturnType<BrowserScene['openPortal']>>;
  beforeAll(async () => {
    scene = await openBrowserScene();
    portal = await scene.openPortal();
  }, PAGES_PATIENCE_MS);
  afterAll(() => scene?.close());

  async function routed() {
    const contactId = await portal.asks(PRICE);
    await portal.shows(contactId, 'offered');
    const who = await portal.ownerOf(contactId);
    return { contactId, owner: WHO[who], colleague: who === 'anna' ? WHO.ben : WHO.anna, name: NAMES[who] };
  }
  const eventsOf = async (contactId: string) =>
    (
      await scene.store('select kind from handoff_events where contact_id = $1 order by event_id', [contactId])
    ).rows.map((row: { kind: string }) => row.kind);

  it('a double click accepts once', async () => {
    const { contactId, owner } = await routed();
    await onPage(scene.browser, scene.address(portal.record(contactId), { user: owner }), async (page) => {
      const card = cardOn(page);
      await card.getByRole('button', { name: 'Accept' }).dblclick();
      await seen(card.getByText('Accepted'));
      await portal.shows(contactId, 'accepted');
    });
    expect(await eventsOf(contactId)).toEqual(['offered', 'accepted']);
  });

  it('of two reps who accept, the second is told who was quicker and sees the right state', async () => {
    const { contactId, owner, colleague, name } = await routed();
    await onPage(scene.browser, scene.address(portal.record(contactId), { user: colleague }), async (late) => {
      const card = await offered(late);
      // The second page learns nothing by itself before the click.
      await late.route('**/_preview/fetch', (route) =>
        route.request().postData()?.includes('/actions') === true ? route.continue() : new Promise(() => {}),
      );
      await onPage(scene.browser, scene.address(portal.record(contactId), { user: owner }), async (quick) => {
        await cardOn(quick).getByRole('button', { name: 'Accept' }).click();
        await portal.shows(contactId, 'accepted');
      });
      await card.getByRole('button', { name: 'Accept' }).click();
      await seen(late.getByText(`${name} accepted this handoff already.`));
      await seen(card.getByText('Accepted'));
    });
    expect(await eventsOf(contactId)).toEqual(['offered', 'accepted']);
  });

  it('an action whose answer gets lost is repeated by HubSpot, done once, and never called undone', async () => {
    const { contactId, owner } = await routed();
    const url = scene.address(portal.record(contactId), { user: owner });
    await onPage(
      scene.browser,
      url,
      async (page) => {
        const card = await offered(page);
        await switchProxy(page, 'answer-lost');
        await card.getByRole('button', { name: 'Accept' }).click();
        await portal.shows(contactId, 'accepted');
        await seen(page.getByText('It is not known whether this was done'));
        expect(await page.getByText('Nothing was changed').count()).toBe(0);
        await switchProxy(page, 'normal');
        // By itself, as it does after every failure.
        await seen(card.getByText('Accepted', { exact: true }));
        expect(await card.getByRole('button', { name: 'Accept' }).count()).toBe(0);
      },
      { expected: PROXY_FAILURE },
    );
    expect(await eventsOf(contactId)).toEqual(['offered', 'accepted']);
  });

  it('an action that cannot be sent is rolled back, and nobody claims to know what became of it', async () => {
    const { contactId, owner } = await routed();
    const url = scene.address(portal.record(contactId), { user: owner });
    await onPage(
      scene.browser,
      url,
      async (page) => {
        const card = await offered(page);
        await switchProxy(page, 'bad-gateway');
        await card.getByRole('button', { name: 'Accept' }).click();
        await seen(page.getByText('It is not known whether this was done'));
        await seen(card.getByText('This may be out of date'));
        await seen(card.getByText('To be accepted'));
        await switchProxy(page, 'normal');
        await card.getByRole('button', { name: 'Try again' }).click();
        await card.getByText('This may be out of date').waitFor({ state: 'detached' });
        await seen(card.getByRole('button', { name: 'Accept' }));
      },
      { expected: PROXY_FAILURE },
    );
    expect(await eventsOf(contactId)).toEqual(['offered']);
  });

  it('everything can be done with the keyboard alone', async () => {
    const { contactId, owner } = await routed();
    await onPage(scene.browser, scene.address(portal.record(contactId), { user: owner }), async (page) => {
      const card = await offered(page);
      const tabTo = async (name: string) => {
        for (let presses = 0; presses < 200; presses += 1) {
          if ((await focused(page)).text === name) return;
          await page.keyboard.press('Tab');
        }
        throw new Error(`the keyboard never reaches "${name}"`);
      };
      await tabTo('Accept');
      await page.keyboard.press('Enter');
      await seen(card.getByText('Accepted'));

      await tabTo('Wrong owner');
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog');
      await seen(dialog);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      // Where the person was before.
      expect((await focused(page)).text).toBe('Wrong owner');

      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await seen(dialog.getByText('What came of it?'));
      // The dialog holds the focus; its list is chosen by typing.
      for (let presses = 0; presses < 10; presses += 1) {
        if ((await focused(page)).tag === 'SELECT') break;
        await page.keyboard.press('Tab');
        expect((await focused(page)).inDialog).toBe(true);
      }
      await page.keyboard.type('Meeting');
      await tabTo('Close handoff');
      await page.keyboard.press('Enter');
      await seen(card.getByText('Closed', { exact: true }));
      await portal.shows(contactId, 'closed');
    });
  });

  it('a contact of another account is nobody that Baton knows', async () => {
    const { contactId } = await routed();
    const other = await scene.openPortal({ contacts: [{ contactId, properties: { email: 'other@acme.example' } }] });
    await onPage(scene.browser, scene.address(other.record(contactId), { user: WHO.bo }), async (page) => {
      await seen(cardOn(page).getByText('No handoff yet'));
    });
  });
});
