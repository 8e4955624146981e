import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { startLocalStack, type LocalStack } from '../demo/local-stack.ts';
import { readOptions } from '../demo/options.ts';
import { openPortal, planRun, runLeads } from '../demo/sample-run.ts';
import { chromiumPath, onPage, startBrowser } from '../test/support/browser.ts';

/**
 * `npm run screenshots`: the README's pictures, made anew from the sample company's account after some of its enquiries.
 * Needs a Chromium. The frame round Baton's pages is the emulator's, drawn from memory of HubSpot's.
 */
const FOLDER = path.resolve(import.meta.dirname, '../docs/pictures');
const LEADS = 40;
/** The sample company's head of operations, a super admin. */
const ADMIN = 7;

if (chromiumPath === null) {
  console.error('There is no Chromium here, so no pictures can be taken.');
  process.exit(1);
}
mkdirSync(FOLDER, { recursive: true });
const browser = await startBrowser();
try {
  const stack = await startLocalStack({});
  try {
    const plan = planRun(readOptions(['--once', '--leads', String(LEADS)]));
    const portalId = await openPortal({ stack, contacts: plan.contacts });
    await runLeads({ stack, portalId, plan, perSecond: 10, queue: 'postgres', onLook: () => {} });
    await takeAll({ stack, browser, portalId });
  } finally {
    await stack.stop();
  }
} finally {
  await browser.close();
}

async function takeAll(o: { stack: LocalStack; browser: Browser; portalId: number }): Promise<void> {
  const { stack: at, portalId } = o;
  const { contactId, userId } = await richestHandoff(at, portalId);
  const record = `/contacts/${portalId}/record/0-1/${contactId}`;
  await take(o, 'card', { address: `${record}?user=${userId}`, wait: 'Why this owner' });
  await take(o, 'settings', {
    address: `/connected-apps/${portalId}/settings?user=${ADMIN}`,
    wait: 'Is everything in order?',
    before: async (page) => {
      await page.getByRole('tab', { name: 'Policy' }).click();
      await page.getByText('Policy version 1').waitFor();
    },
  });
  await take(o, 'today', { address: `/app/${portalId}?user=${ADMIN}`, wait: 'Due soon' });
}

async function take(
  { stack: at, browser: chromium }: { stack: LocalStack; browser: Browser },
  name: string,
  { address, wait, before }: { address: string; wait: string; before?: (page: Page) => Promise<void> },
): Promise<void> {
  const file = path.join(FOLDER, `${name}.png`);
  await onPage(
    chromium,
    at.emulatorUrl + address,
    async (page) => {
      await page.getByText(wait).first().waitFor();
      await before?.(page);
      await page.screenshot({ path: file, animations: 'disabled' });
    },
    { width: 1_280, height: 860 },
  );
  console.log(`wrote ${path.relative(process.cwd(), file)}`);
}

/** The open handoff with the most to show: its next step and context are the longest. Its owner looks at it. */
async function richestHandoff(
  { control }: LocalStack,
  portalId: number,
): Promise<{ contactId: string; userId: number }> {
  const [{ contacts }, { portals }] = await Promise.all([control.state(portalId), control.portals()]);
  const offered = contacts
    .filter(({ properties }) => properties['baton_status'] === 'offered' && properties['baton_risk_flags'] !== '')
    .toSorted((a, b) => contextLength(b.properties) - contextLength(a.properties));
  const users = portals.find((portal) => portal.portalId === portalId)?.users ?? [];
  for (const { id, properties } of offered) {
    const owner = users.find(({ ownerId }) => ownerId === properties['hubspot_owner_id']);
    if (owner !== undefined) return { contactId: id, userId: owner.userId };
  }
  throw new Error('none of the sample leads has an open handoff');
}

function contextLength(properties: Record<string, string>): number {
  return (properties['baton_buyer_context'] ?? '').length;
}
