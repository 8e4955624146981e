import { randomInt } from 'node:crypto';
import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { goLive, installApp } from '../demo/install-app.ts';
import { startLocalStack, type LocalStack } from '../demo/local-stack.ts';
import type { SeedRequest } from '../emulator/control-api.ts';
import { buildPages, startBrowser } from './support/browser.ts';
import { asAdmin, testDatabase } from './support/postgres.ts';

type SeedPortal = SeedRequest['portals'][number];

/** People of the account: Anna and Ben sell, Cleo supports, Bo installs and may do everything. */
export const WHO = { anna: 21, ben: 22, cleo: 31, bo: 7 } as const;
export const NAMES = { anna: 'Anna Keller', ben: 'Ben Ode', cleo: 'Cleo Martin', bo: 'Bo Boss' } as const;
type Who = keyof typeof WHO;
const EVERYBODY: readonly Who[] = ['anna', 'ben', 'cleo', 'bo'];
const TEAMS = { anna: '11', ben: '11', cleo: '12', bo: undefined } as const;

export type BrowserScene = Awaited<ReturnType<typeof openBrowserScene>>;

/**
 * HubSpot's pages on this machine, built from what is here now, the real app behind them, a database and a browser of its
 * own. For beforeAll, with PAGES_PATIENCE_MS. Leaves nothing running when a part of it does not start.
 */
export async function openBrowserScene() {
  await buildPages();
  const opened = createReleases();
  try {
    const { databaseUrl } = opened.add(await testDatabase(), (database) => database.close());
    const stack = opened.add(await startLocalStack({ databaseUrl }), (started) => started.stop());
    const browser = opened.add(await startBrowser(), (started) => started.close());
    return {
      stack,
      browser,
      openPortal: (options: PortalOptions = {}) => openPortal(stack, options),
      /** What only time or an accident could bring about otherwise. */
      store: (sql: string, values: unknown[]) => asAdmin((client) => client.query(sql, values), databaseUrl),
      address: (path: string, parameters: Record<string, string | number> = {}) => {
        const url = new URL(path, stack.emulatorUrl);
        for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, String(value));
        return url.href;
      },
      close: () => opened.releaseAll(),
    };
  } catch (error) {
    // what went wrong first is what there is to say
    await opened.releaseAll().catch(() => undefined);
    throw error;
  }
}

/** What has been opened; releases it in reverse order, all of it even when one fails, and then says what failed. */
function createReleases() {
  const releases: (() => Promise<unknown>)[] = [];
  return {
    add<T>(one: T, release: (one: T) => Promise<unknown>): T {
      releases.unshift(() => release(one));
      return one;
    },
    async releaseAll(): Promise<void> {
      const failures: unknown[] = [];
      for (const release of releases.splice(0)) await release().catch((error: unknown) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, 'not all of the scene could be closed');
    },
  };
}

interface PortalOptions {
  /** Default live; `none`: the app is not even installed. */
  mode?: 'live' | 'observe' | 'none';
  /** People who are away from the start. */
  away?: readonly Who[];
  contacts?: SeedPortal['contacts'];
}

/** An account with four people; answers its id. */
async function openPortal(stack: LocalStack, { mode = 'live', away = [], contacts = [] }: PortalOptions) {
  const portalId = randomInt(10_000_000, 99_999_999);
  const { control, appUrl } = stack;
  await control.seed({
    portals: [
      {
        portalId,
        timeZone: 'Europe/London',
        teams: [
          { teamId: '11', name: 'Sales' },
          { teamId: '12', name: 'Customer Support' },
        ],
        users: EVERYBODY.map((who) => ({
          userId: WHO[who],
          ownerId: `${WHO[who]}00`,
          email: `${who}@fernhill.example`,
          firstName: NAMES[who].split(' ')[0] ?? '',
          lastName: NAMES[who].split(' ')[1] ?? '',
          superAdmin: who === 'bo',
          ...(TEAMS[who] === undefined ? {} : { teamId: TEAMS[who] }),
          availability: away.includes(who) ? ('away' as const) : ('available' as const),
          timeZone: 'Europe/London',
          languages: ['en'],
        })),
        contacts,
      },
    ],
  });
  if (mode !== 'none') await installApp({ appUrl, portalId, userId: WHO.bo });
  if (mode === 'live') await goLive({ control, portalId, userId: WHO.bo });
  const stateOf = async (contactId: string) => {
    const { contacts: all } = await control.state(portalId);
    const found = all.find(({ id }) => id === contactId);
    if (found === undefined) throw new Error(`HubSpot has no contact ${contactId}`);
    return found;
  };
  return {
    portalId,
    record: (contactId: string) => `/contacts/${portalId}/record/0-1/${contactId}`,
    stateOf,
    /** A visitor asks for something; answers the contact's id at once. */
    async asks(message: string, properties: Record<string, string> = {}): Promise<string> {
      const { contacts: made } = await control.createContacts({
        portalId,
        source: 'FORM',
        contacts: [
          { properties: { ...VISITOR, email: `jane${randomInt(1_000_000)}@acme.example`, message, ...properties } },
        ],
      });
      return made[0]?.id ?? '';
    },
    /** Waits until the CRM shows this status of the contact. */
    async shows(contactId: string, status: string): Promise<void> {
      await expect
        .poll(async () => (await stateOf(contactId)).properties['baton_status'], { timeout: 30_000, interval: 100 })
        .toBe(status);
    },
    /** Who has the contact, among the people of the account. */
    async ownerOf(contactId: string): Promise<Who> {
      const ownerId = (await stateOf(contactId)).properties['hubspot_owner_id'];
      const who = EVERYBODY.find((one) => `${WHO[one]}00` === ownerId);
      if (who === undefined) throw new Error(`contact ${contactId} has no owner`);
      return who;
    },
    tasksOf: async (contactId: string) =>
      (await control.state(portalId)).tasks.filter(({ contactIds }) => contactIds.includes(contactId)),
  };
}

const VISITOR = {
  firstname: 'Jane',
  lastname: 'Doe',
  company: 'Acme Ltd',
  jobtitle: 'Head of Operations',
  country: 'United Kingdom',
};

/** The app's card on a record page. */
export function cardOn(page: Page, place: 'tab' | 'sidebar' = 'tab'): Locator {
  return page.locator(`.hs-extension[data-location="crm.record.${place}"]`);
}

/** Waits until an element is there and seen. */
export async function seen(locator: Locator, timeout = 30_000): Promise<void> {
  await locator.first().waitFor({ state: 'visible', timeout });
}

/** Lets HubSpot's proxy behave otherwise from now on, as a person does in the menu. */
export async function switchProxy(page: Page, mode: string): Promise<void> {
  await page.evaluate(`{
    const url = new URL(location.href);
    url.searchParams.set('proxy', ${JSON.stringify(mode)});
    history.replaceState(null, '', url);
    dispatchEvent(new PopStateEvent('popstate'));
  }`);
}

/** What the keyboard is on. */
export async function focused(page: Page): Promise<{ text: string; tag: string; inDialog: boolean }> {
  return page.locator(':focus').evaluateAll(([element]) => ({
    text: element?.textContent?.trim() ?? '',
    tag: element?.tagName ?? '',
    inDialog: element?.closest('[role=dialog], dialog') != null,
  }));
}
