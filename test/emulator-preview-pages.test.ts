import { rmSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { controlClient, type ControlClient } from '../emulator/client.ts';
import { startEmulator, type Emulator } from '../emulator/server.ts';
import { makeGalleryProject } from './emulator-gallery.ts';
import { startDoor } from './emulator-portal.ts';
import {
  accessibilityProblems,
  buildPages,
  chromiumPath,
  onPage,
  PAGES_PATIENCE_MS,
  startBrowser,
} from './support/browser.ts';

const PORTAL = 4242;
const RECORD = `/contacts/${PORTAL}/record/0-1/600`;

let project: string;
let door: Awaited<ReturnType<typeof startDoor>>;
let emulator: Emulator;
let control: ControlClient;
let browser: Browser;

const person = (userId: number, firstName: string, superAdmin: boolean) => {
  const email = `${firstName}@firm.example`;
  return { userId, firstName, lastName: 'Byron', email, ownerId: `70${userId}`, superAdmin };
};
const look = <T>(path: string, work: (page: Page) => Promise<T>) => onPage(browser, emulator.url + path, work);
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const appears = (page: Page, testId: string, text: string) =>
  page.locator(`[data-test-id=${testId}]`, { hasText: text }).first().waitFor();

describe.skipIf(chromiumPath === null)("HubSpot's pages in a browser", () => {
  beforeAll(async () => {
    await buildPages();
    project = makeGalleryProject();
    door = await startDoor();
    const app = { clientId: 'client-1', clientSecret: 'secret-1', appId: 1001 };
    emulator = await startEmulator({ port: 0, appUrl: door.url, ...app, projectFolder: project });
    control = controlClient(emulator.url);
    const users = [person(7, 'Ada', true), person(8, 'Bo', false)];
    const contacts = [{ contactId: '600', properties: { email: 'dana@acme.example', firstname: 'Dana', phone: '1' } }];
    await control.seed({ portals: [{ portalId: PORTAL, timeZone: 'Europe/Berlin', users, contacts }] });
    browser = await startBrowser();
  }, PAGES_PATIENCE_MS);
  afterAll(async () => {
    await browser?.close();
    await emulator?.close();
    await door?.close();
    if (project !== undefined) rmSync(project, { recursive: true, force: true });
  });

  it('know every component, wide and narrow, and keep nobody out', async () => {
    await look(`${RECORD}?sidebar=open`, async (page) => {
      await appears(page, 'who', 'Ada at crm.record.tab on 600');
      await appears(page, 'who', 'Ada at crm.record.sidebar on 600');
      expect(await accessibilityProblems(page, 'body')).toEqual([]);
    });
  });

  it.each(['/', `/contacts/${PORTAL}`, `/forms/${PORTAL}`, `${RECORD}?tab=activities&log=open`, `${RECORD}?tab=about`])(
    '%s keeps nobody out',
    async (path) => {
      await look(path, async (page) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(await accessibilityProblems(page, 'body')).toEqual([]);
      });
    },
  );

  it('hand presses to the extension and draw what it makes of them', async () => {
    await look(RECORD, async (page) => {
      await button(page, 'Clicked 0').click();
      await button(page, 'Clicked 1').waitFor();
      await page.getByRole('tab', { name: 'Then (1)' }).waitFor();
    });
  });

  it('open a modal that keeps the focus and gives it back, and that the extension closes by its id', async () => {
    await look(RECORD, async (page) => {
      const opener = button(page, 'Open the modal');
      const dialog = page.getByRole('dialog', { name: 'Are you sure?' });
      await opener.click();
      await dialog.waitFor();
      expect(await accessibilityProblems(page, 'dialog')).toEqual([]);
      await page.keyboard.press('Escape');
      await dialog.waitFor({ state: 'detached' });
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Open the modal');
      // Each is told by the handler of the latest drawing: it knows of what was told before.
      await appears(page, 'turns', 'open, closed');
      await opener.click();
      await button(page, 'Yes').click();
      await dialog.waitFor({ state: 'detached' });
      await appears(page, 'turns', 'open, closed, open, closed');
      await page.locator('.hs-toast', { hasText: 'It is done' }).waitFor();
    });
  });

  it('open a panel, explain by a tooltip, and walk along tabs by keyboard', async () => {
    await look(RECORD, async (page) => {
      await button(page, 'Open the panel').click();
      await page.getByRole('dialog', { name: 'Details' }).getByText('All of it').waitFor();
      await page.keyboard.press('Escape');
      await button(page, 'Point at me').hover();
      await page.getByRole('tooltip').getByText('It explains').waitFor();
      await page.getByRole('tab', { name: 'Now' }).focus();
      await page.keyboard.press('ArrowRight');
      await page.getByRole('tabpanel').getByText('What was then').waitFor();
    });
  });

  it('hand what a form holds to the extension', async () => {
    await look(RECORD, async (page) => {
      await page.getByLabel('City').fill('Ulm');
      await page.getByLabel('Seats').fill('4');
      await button(page, 'Send it').click();
      await appears(page, 'sent', '{"city":"Ulm","seats":4}');
    });
  });

  it('fetch as who is logged in, and say in the log what came of it', async () => {
    await look(`${RECORD}?user=8&log=open`, async (page) => {
      await button(page, 'Ask the app').click();
      await appears(page, 'answer', 'userId=8&portalId=4242&userEmail=Bo%40firm.example&appId=1001');
      await page.locator('[data-kind=fetch]', { hasText: '→ 200' }).waitFor();
    });
  });

  it('show the proxy failing when the address says so', async () => {
    await look(`${RECORD}?proxy=bad-gateway`, async (page) => {
      await button(page, 'Ask the app').click();
      await appears(page, 'answer', '502 {"status":"error","category":"BAD_GATEWAY"');
    });
  });

  it('tell the extension what a person changed, as that person', async () => {
    await look(`${RECORD}?user=8`, async (page) => {
      await appears(page, 'who', 'Bo');
      await page.getByLabel('Phone number').fill('+49 731 5');
      await page.getByLabel('Phone number').press('Enter');
      await appears(page, 'phone', '+49 731 5');
      await page.getByLabel('Contact owner').selectOption({ label: 'Ada Byron' });
      await page.getByRole('group', { name: 'Parts of this record' }).getByText('About').click();
      await page.getByText('by Bo Byron').waitFor();
    });
  });

  it('tell the extension what the server changed only when it asks, though the page shows it', async () => {
    const { id } = await control.sendForm({ portalId: PORTAL, properties: { email: 'ines@acme.example' } });
    const phone = (value: string) => control.edit(id, { portalId: PORTAL, userId: 7, properties: { phone: value } });
    await look(`/contacts/${PORTAL}/record/0-1/${id}`, async (page) => {
      await appears(page, 'who', 'Ada');
      const shown = page.getByLabel('Phone number');
      await phone('111');
      await expect.poll(() => shown.inputValue(), { timeout: 30_000 }).toBe('111');
      await shown.fill('222');
      await shown.press('Enter');
      await appears(page, 'phone', '222');
      await phone('333');
      await expect.poll(() => shown.inputValue(), { timeout: 30_000 }).toBe('333');
      await button(page, 'Look again').click();
      await appears(page, 'phone', '333');
      expect(await page.getByTestId('phone').allInnerTexts()).toEqual(['222, 333']);
    });
  });

  it('make a contact of a form and lead to its record', async () => {
    await look(`/forms/${PORTAL}`, async (page) => {
      await page.getByLabel('E-mail').fill('eve@example.net');
      await page.getByLabel('First name').fill('<b>Eve</b>');
      await button(page, 'Send').click();
      await page.getByRole('link', { name: 'Open the record' }).click();
      await page.getByRole('heading', { name: '<b>Eve</b>' }).waitFor();
    });
  });

  it('break what is asked for and mend it again', async () => {
    await look(`/contacts/${PORTAL}`, async (page) => {
      await page.getByRole('button', { name: 'Trouble' }).click();
      const trouble = page.getByRole('button', { name: 'The app cannot be reached' });
      await trouble.click();
      await expect.poll(() => trouble.getAttribute('aria-pressed')).toBe('true');
      expect((await control.armedFaults()).faults).toMatchObject([{ fault: { kind: 'app_unreachable' } }]);
      await trouble.click();
      await expect.poll(async () => (await control.armedFaults()).faults).toEqual([]);
    });
  });

  it('say of an open record that it was erased, once', async () => {
    const { id } = await control.sendForm({ portalId: PORTAL, properties: { email: 'gone@example.net' } });
    const work = async (page: Page) => {
      await page.getByRole('heading', { name: 'gone@example.net' }).waitFor();
      await control.privacyDelete(id, { portalId: PORTAL, userId: 7 });
      await page.getByText(`has no contact ${id}`).waitFor();
    };
    const path = `/contacts/${PORTAL}/record/0-1/${id}`;
    await onPage(browser, emulator.url + path, work, { expected: [/console: .*404/] });
  });

  it('say which extension has not been built', async () => {
    await look(`/connected-apps/${PORTAL}/settings`, (page) => page.getByText('has not been built').waitFor());
  });

  it('report an extension that breaks', async () => {
    const breaks = look(RECORD, async (page) => {
      const reported = page.waitForEvent('pageerror');
      await button(page, 'Break').click();
      await reported;
    });
    await expect(breaks).rejects.toThrow(/a handler that broke/);
  });
});
