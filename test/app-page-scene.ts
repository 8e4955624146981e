import { randomUUID } from 'node:crypto';
import { composeHandoff } from '../src/handoff/compose.ts';
import { assessed, NOTHING, verdictOf } from '../src/handoff/fixtures.ts';
import { contactKeys, sealForContact } from '../src/store/tables/contact-keys.ts';
import { insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { portalSeed, startInstallation } from './install-harness.ts';

export const MINUTE = 60_000;

export type AppPageScene = Awaited<ReturnType<typeof openAppPageScene>>;

/**
 * Two accounts with Baton and one without, whose pages are fetched as HubSpot's proxy does. In each Ada (7) installed it and
 * Ben (8) sells beside her in the pool Sales; Cleo (9) of Sales DACH is a super admin, Dan (10) is gone.
 */
export async function openAppPageScene(portals: { portalId: number; other: number; without: number }) {
  const { portalId, other, without } = portals;
  const app = await startInstallation();
  await app.seed({ portals: [portalId, other, without].map(portalSeed) });
  await app.agree({ portalId, userId: 7 });
  await app.agree({ portalId: other, userId: 7 });

  return {
    ...app,
    get: async (url: string, userId: number, portal = portalId) =>
      (await app.fetchAs({ portalId: portal, userId, method: 'GET', url })).body,
    inPortal: app.store.forPortal(portalId).transaction,
    handOff,
    waiting,
    setStatus: (status: 'active' | 'suspended') =>
      app.store.forPortal(portalId).transaction((tx) => tx.db.updateTable('portals').set({ status }).execute()),
  };

  /** An open handoff of that owner, due so many minutes from now. */
  async function handOff(
    contactId: string,
    o: { ownerId: string; pool: string | null; dueMin: number | null; company?: string | null; portal?: number },
  ): Promise<string> {
    const handoffId = randomUUID();
    const { company = 'Acme GmbH' } = o;
    const parts = composeHandoff({
      assessment: assessed(company === null ? NOTHING : { companyName: company }),
      verdict: verdictOf(),
      owner: null,
      explanation: { headline: 'x', why: [], others: [] },
      now: new Date().toISOString(),
      enquiries: 1,
      cameBack: false,
    });
    await app.store.forPortal(o.portal ?? portalId).transaction(async (tx) => {
      const key = (await contactKeys(tx, [contactId])).get(contactId);
      if (key === undefined) throw new Error('no key');
      await insertHandoffs(tx, [
        {
          handoffId,
          contactId,
          enquiryId: randomUUID(),
          decisionId: randomUUID(),
          ownerId: o.ownerId,
          pool: o.pool,
          urgency: 'high',
          slaState: o.dueMin === null ? 'none' : 'running',
          clock: { ...NO_CLOCK, dueAt: o.dueMin === null ? null : new Date(Date.now() + o.dueMin * MINUTE) },
          parts: sealForContact(key, parts),
          openedAt: new Date(),
        },
      ]);
    });
    return handoffId;
  }

  /** A row of the mailbox that has waited for so many minutes. */
  function waiting(contactId: string, lane: 'fresh' | 'bulk', state: 'waiting' | 'held' | 'dead', minutes: number) {
    const since = new Date(Date.now() - minutes * MINUTE);
    return { portal_id: portalId, contact_id: contactId, lane, state, reasons: '[]', waiting_since: since };
  }
}
