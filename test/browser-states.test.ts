import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cardOn, NAMES, openBrowserScene, seen, switchProxy, WHO, type BrowserScene } from './browser-scene.ts';
import { accessibilityProblems, chromiumPath, onPage, PAGES_PATIENCE_MS, takeScreenshot } from './support/browser.ts';

const PRICE = 'What does it cost for 40 people? We have to decide by Friday.';
/** The browser itself reports what HubSpot's proxy answers to a page. */
const PROXY_FAILURE = [/Failed to load resource/];

/** Every state of the card on the real app: what a person reads, nothing that keeps anybody out, and a picture of it. */
describe.skipIf(chromiumPath === null)('the card shows', () => {
  let scene: BrowserScene;
  let live: Awaited<ReturnType<BrowserScene['openPortal']>>;
  beforeAll(async () => {
    scene = await openBrowserScene();
    live = await scene.openPortal({
      contacts: [{ contactId: '90', properties: { email: 'old@acme.example', firstname: 'Olga' } }],
    });
  }, PAGES_PATIENCE_MS);
  afterAll(() => scene?.close());

  /** Opens a contact's record as somebody and looks at the card; takes a picture and listens with axe. */
  async function look(
    state: string,
    o: {
      portal?: typeof live;
      contactId: string;
      as: number;
      parameters?: Record<string, string>;
      expected?: readonly RegExp[];
      place?: 'tab' | 'sidebar';
    },
    check: (card: Locator, page: Page) => Promise<void>,
  ): Promise<void> {
    const { portal = live, place = 'tab' } = o;
    const url = scene.address(portal.record(o.contactId), { user: o.as, ...o.parameters });
    await onPage(
      scene.browser,
      url,
      async (page) => {
        const card = cardOn(page, place);
        await check(card, page);
        await takeScreenshot(page, `card-${state}`);
        expect(await accessibilityProblems(page, '.hs-extension')).toEqual([]);
        expect(await card.locator('.hs-button-primary').count()).toBeLessThanOrEqual(1);
      },
      { expected: o.expected },
    );
  }

  async function routed(
    message = PRICE,
  ): Promise<{ contactId: string; owner: number; colleague: number; name: string }> {
    const contactId = await live.asks(message);
    await live.shows(contactId, 'offered');
    const who = await live.ownerOf(contactId);
    return { contactId, owner: WHO[who], colleague: who === 'anna' ? WHO.ben : WHO.anna, name: NAMES[who] };
  }

  it('an offered handoff: owner and time left, next step, six parts with evidence, why this owner', async () => {
    const { contactId, owner } = await routed();
    await look('offered', { contactId, as: owner }, async (card) => {
      await seen(card.getByRole('heading', { name: 'Your lead' }));
      await seen(card.getByRole('progressbar'));
      await seen(card.getByText(/min left, until/));
      const parts = ['Next step', 'Who this is', 'Qualification', 'Why this owner', 'Why not the others', 'History'];
      for (const part of parts) await seen(card.getByText(part));
      await seen(card.getByText(/“What does it cost for 40 people\?/));
      await seen(card.getByText(/Known from:/));
      await card.getByText('Why not the others').click();
      await seen(card.getByText(/could have had it|was owed/));
    });
  });

  it('the same in the narrow sidebar', async () => {
    const { contactId, owner } = await routed();
    await look('sidebar', { contactId, as: owner, place: 'sidebar', parameters: { sidebar: 'open' } }, async (card) => {
      await seen(card.getByRole('heading', { name: 'Your lead' }));
      const width = await card.evaluate((element) => element.scrollWidth - element.clientWidth);
      expect(width).toBeLessThanOrEqual(1);
    });
  });

  it('a colleague whose lead it is, and what they may do', async () => {
    const { contactId, colleague, name } = await routed();
    await look('colleague', { contactId, as: colleague }, async (card) => {
      await seen(card.getByRole('heading', { name: `${name}’s lead` }));
      await seen(card.getByRole('button', { name: 'Accept' }));
    });
  });

  it('a stranger only owner, time and status', async () => {
    const { contactId, name } = await routed();
    await look('no-permission', { contactId, as: WHO.cleo }, async (card) => {
      await seen(card.getByRole('heading', { name: `${name}’s lead` }));
      await seen(card.getByText('Details are hidden'));
      expect(await card.getByRole('button', { name: 'Accept' }).count()).toBe(0);
      expect(await card.getByText('What does it cost').count()).toBe(0);
    });
  });

  it('risk flags as status tags', async () => {
    const { contactId, owner } = await routed(
      'We want to replace Acme Router. Can you send your SOC 2 report, and is a discount possible for 40 seats?',
    );
    await look('risks', { contactId, as: owner }, async (card) => {
      await seen(card.getByText('Take care'));
      await seen(card.getByTestId('risk-security_review').getByText('Security review', { exact: true }));
    });
  });

  it('that it is late', async () => {
    const { contactId, owner } = await routed();
    await scene.store(
      "update handoffs set opened_at = now() - interval '2 hours', sla_due_at = now() - interval '25 minutes' where contact_id = $1",
      [contactId],
    );
    await look('late', { contactId, as: owner }, async (card) => {
      await seen(card.getByText('Late', { exact: true }));
      // The update and the look at it may be minutes apart.
      await seen(card.getByText(/2[5-9] min late/));
    });
  });

  it('a wrong owner that was reported: it goes to somebody else', async () => {
    const { contactId, owner } = await routed();
    await look('wrong-owner', { contactId, as: owner }, async (card, page) => {
      await card.getByRole('button', { name: 'Wrong owner' }).click();
      const dialog = page.getByRole('dialog');
      await takeScreenshot(page, 'card-wrong-owner-dialog');
      expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
      await dialog.getByRole('button', { name: 'Report wrong owner' }).click();
      await seen(dialog.getByText('Please choose one.'));
      await dialog.getByRole('combobox').selectOption({ label: 'Wrong territory' });
      await dialog.getByRole('button', { name: 'Report wrong owner' }).click();
      await seen(card.getByText(/reported the wrong owner: Wrong territory/));
      await seen(page.getByText('Thank you for saying so. It goes to somebody else in a moment.'));
    });
  });

  it('a handoff that its owner puts off', async () => {
    const { contactId, owner } = await routed();
    await look('put-off', { contactId, as: owner }, async (card, page) => {
      await card.getByRole('button', { name: 'More' }).click();
      const dialog = page.getByRole('dialog');
      await takeScreenshot(page, 'card-more-dialog');
      expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
      await dialog.getByRole('combobox').selectOption({ label: 'Put off for one hour' });
      await dialog.getByRole('button', { name: 'Do it' }).click();
      await seen(page.getByText('Noted.'));
      await seen(card.getByText('The clock is paused'));
    });
  });

  it('nothing yet for a contact that nobody asked about, and routes it by hand', async () => {
    await look('routed-by-hand', { contactId: '90', as: WHO.anna }, async (card, page) => {
      await seen(card.getByText('No handoff yet'));
      await takeScreenshot(page, 'card-none');
      await card.getByRole('button', { name: 'Route this lead' }).click();
      await seen(card.getByRole('button', { name: 'Accept' }));
      await live.shows('90', 'offered');
    });
  });

  it.each([
    ['skipped', 'We sell SEO services and guest posts. Buy 500 leads from us today!', 'Not given to anybody'],
    ['nurtured', 'I am a student and need some general material for my thesis.', 'Left to nurture'],
  ])('a lead that was %s', async (state, message, headline) => {
    const contactId = await live.asks(message);
    await live.shows(contactId, state);
    await look(state, { contactId, as: WHO.anna }, async (card) => {
      await seen(card.getByRole('heading', { name: headline }));
      await seen(card.getByRole('button', { name: 'Route this lead' }));
    });
  });

  it('a lead on hold while everybody is away', async () => {
    const portal = await scene.openPortal({ away: ['anna', 'ben', 'cleo', 'bo'] });
    const contactId = await portal.asks(PRICE);
    await portal.shows(contactId, 'held');
    await look('held', { portal, contactId, as: WHO.anna }, async (card) => {
      await seen(card.getByRole('heading', { name: 'This lead is on hold' }));
      await seen(card.getByText(/Nobody/));
    });
  });

  it('who would have got it while Baton only observes', async () => {
    const portal = await scene.openPortal({ mode: 'observe' });
    const contactId = await portal.asks(PRICE);
    await look('observed', { portal, contactId, as: WHO.cleo }, async (card, page) => {
      await expect
        .poll(async () => {
          await page.reload();
          await card.waitFor();
          await card.locator('h1,h2,h3,h4,strong').first().waitFor();
          return card.getByText(/would have gone to (Anna|Ben)/).count();
        })
        .toBeGreaterThan(0);
      await seen(card.getByText(/nothing was written to HubSpot/));
      expect((await portal.stateOf(contactId)).properties['hubspot_owner_id'] ?? '').toBe('');
    });
  });

  it('that Baton waits for HubSpot, and fills by itself once it answers', async () => {
    const portal = await scene.openPortal();
    const { control } = scene.stack;
    await control.faults([
      { kind: 'server_error', status: 503, match: { portalId: portal.portalId, path: '/crm/objects' } },
    ]);
    const contactId = await portal.asks(PRICE);
    await look('filled-after-waiting', { portal, contactId, as: WHO.bo }, async (card, page) => {
      await seen(card.getByText('Baton is looking at this lead'));
      await takeScreenshot(page, 'card-waiting');
      await control.clearFaults();
      await seen(card.getByRole('button', { name: 'Accept' }));
    });
  });

  it('that Baton is paused, and that it was disconnected', async () => {
    const portal = await scene.openPortal();
    const contactId = await portal.asks(PRICE);
    await portal.shows(contactId, 'offered');
    const set = (column: 'mode' | 'status', value: string) =>
      scene.store(`update portals set ${column} = $1 where portal_id = $2`, [value, portal.portalId]);
    await set('mode', 'paused');
    await look('paused', { portal, contactId, as: WHO.bo }, (card) => seen(card.getByText('Baton is paused')));
    await set('status', 'suspended');
    await look('suspended', { portal, contactId, as: WHO.bo }, (card) => seen(card.getByText('Baton is disconnected')));
  });

  it('that the contact is gone', async () => {
    const { contactId } = await routed();
    await scene.stack.control.remove(contactId, { portalId: live.portalId });
    await look('gone', { contactId, as: WHO.bo }, async (card, page) => {
      await expect
        .poll(async () => {
          await page.reload();
          await card.getByText(/./).first().waitFor();
          return card.getByText('This contact is gone').count();
        })
        .toBe(1);
    });
  });

  it('that a person took the contact over', async () => {
    const { contactId, colleague } = await routed();
    await scene.stack.control.edit(contactId, {
      portalId: live.portalId,
      userId: WHO.bo,
      properties: { hubspot_owner_id: `${colleague}00` },
    });
    await live.shows(contactId, 'closed');
    await look('taken-over', { contactId, as: WHO.bo }, (card) =>
      seen(card.getByText(/A colleague changed the owner/)),
    );
  });

  it.each([
    ['HubSpot cannot reach Baton', 'bad-gateway'],
    ['somebody tampered with the signature', 'wrong-signature'],
    ['nobody signed', 'unsigned'],
  ])('an error with a way to try again when %s', async (_name, proxy) => {
    const { contactId, owner } = await routed();
    const parameters = { proxy };
    await look(`error-${proxy}`, { contactId, as: owner, parameters, expected: PROXY_FAILURE }, async (card) => {
      await seen(card.getByText('This could not be loaded'));
      await seen(card.getByRole('button', { name: 'Try again' }));
      expect(await card.getByText('Next step').count()).toBe(0);
    });
  });

  it('that it loads while HubSpot takes its time', async () => {
    const { contactId, owner } = await routed();
    await look('loading', { contactId, as: owner, parameters: { proxy: 'slow' } }, (card) =>
      seen(card.getByText('Loading')),
    );
  });

  it('what it knew, and since when, when it cannot be refreshed; and rights itself', async () => {
    const { contactId, owner } = await routed();
    await look('refreshed-again', { contactId, as: owner, expected: PROXY_FAILURE }, async (card, page) => {
      await seen(card.getByRole('button', { name: 'Accept' }));
      await switchProxy(page, 'bad-gateway');
      await page.getByLabel('Lead status').selectOption('OPEN');
      await seen(card.getByText('This may be out of date'));
      await seen(card.getByText('Next step'));
      await takeScreenshot(page, 'card-stale');
      await switchProxy(page, 'normal');
      await card.getByRole('button', { name: 'Try again' }).click();
      await card.getByText('This may be out of date').waitFor({ state: 'detached' });
    });
  });
});
