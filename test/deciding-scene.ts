import { randomUUID } from 'node:crypto';
import { decideAndCommit, type DecisionEnd, type ReadyLead } from '../src/decide-and-commit.ts';
import { assessed } from '../src/handoff/fixtures.ts';
import { person } from '../src/hubspot/fixtures.ts';
import type { OwnerChange, Person } from '../src/hubspot/lead.ts';
import type { Enquiry } from '../src/mailbox/enquiry.ts';
import type { TakenLead } from '../src/mailbox/types.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { policyDocument, pool, rule, type PolicyInput } from '../src/policy/fixtures.ts';
import type { PropertyNames } from '../src/policy/reads.ts';
import { createPolicies } from '../src/policy-in-force.ts';
import type { LedgerName } from '../src/store/schema.ts';
import type { Store } from '../src/store/store.ts';
import { openHandoffs, type OpenHandoffRow } from '../src/store/tables/handoffs.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';

/** A user of the portal whom HubSpot names behind a change made by hand. */
const ADMIN = 5;

export const anna = person('anna');
export const ben = person('ben');
export const cleo = person('cleo');

export type DecidingScene = Awaited<ReturnType<typeof openDecidingScene>>;

/**
 * A new portal whose leads go to Anna and Ben in turn, those from France to Cleo; and the decider, fed with leads as the
 * drain hands them over: read and assessed.
 */
export async function openDecidingScene(store: Store, portalId: number, balance: PolicyInput['balance'] = {}) {
  await store.createPortal(portalId);
  const portal = store.forPortal(portalId);
  const document = policyDocument({
    pools: [
      pool('sales', { members: [{ ownerId: 'anna' }, { ownerId: 'ben' }] }),
      pool('france', { members: [{ ownerId: 'cleo' }] }),
    ],
    balance,
    poolRules: [rule('france', { pool: 'france', when: { field: 'contact.country', operator: 'EQ', value: 'FR' } })],
  });
  await portal.transaction((tx) => insertPolicy(tx, { document, hash: policyHash(document), authorUserId: null }));
  const policyInForce = createPolicies();

  /** Decides as in a portal of that mode: `live` unless told otherwise. */
  async function decide(
    leads: readonly ReadyLead[],
    o: {
      ledger?: LedgerName;
      people?: readonly Person[];
      leaseId?: string;
      now?: Date;
      timeZone?: string;
      propertiesRead?: PropertyNames;
    } = {},
  ): Promise<DecisionEnd[]> {
    const { ledger = 'live', people = [anna, ben, cleo], leaseId = randomUUID(), now = new Date() } = o;
    await portal.transaction((tx) => tx.db.updateTable('portals').set({ mode: ledger }).execute());
    return decideAndCommit({
      portal,
      facts: { timeZone: o.timeZone ?? 'UTC', uiDomain: 'app.hubspot.com', installedAt: new Date(0) },
      ledger,
      policyInForce,
      propertiesRead: o.propertiesRead ?? { contact: ['country'], company: [] },
      leads,
      directory: { people, teams: [], fetchedAtMs: 0 },
      decidedBy: 'drain',
      now,
      writeLease: { leaseId, processId: store.processId },
    });
  }

  return {
    portal,
    decide,
    handoffOf: async (contactId: string) =>
      (await portal.transaction((tx) => openHandoffs(tx, [contactId])))[0] ?? null,
    /** Every decision, in the order of its ledger's chain. */
    decisions: (ledger: LedgerName = 'live') =>
      portal.transaction((tx) =>
        tx.db.selectFrom('decisions').selectAll().where('ledger', '=', ledger).orderBy('seq').execute(),
      ),
    handoffs: () => portal.transaction((tx) => tx.db.selectFrom('handoffs').selectAll().execute()),
    writes: () => portal.transaction((tx) => tx.db.selectFrom('crm_writes').selectAll().orderBy('seq').execute()),
    /** What each person is owed; those who are owed nothing are absent. */
    async credits(ledger: LedgerName = 'live'): Promise<Record<string, number>> {
      const rows = await portal.transaction((tx) =>
        tx.db
          .selectFrom('credits')
          .select(['owner_id', 'credit'])
          .where('ledger', '=', ledger)
          .where('credit', '<>', 0)
          .execute(),
      );
      return Object.fromEntries(rows.map((row) => [row.owner_id, row.credit]));
    },
  };
}

/** A lead who has just filled in a form, unless told otherwise; `seen` is the open handoff that the reader saw. */
export function readyLead(
  contactId: string,
  o: {
    kind?: Enquiry['kind'];
    country?: string;
    ownerId?: string;
    history?: readonly OwnerChange[];
    seen?: OpenHandoffRow | null;
    taken?: TakenLead;
  } = {},
): ReadyLead {
  const { kind = 'new', country = 'DE', ownerId = null, history = [], seen = null, taken = null } = o;
  return {
    raw: {
      contactId,
      askedFor: contactId,
      properties: { hubspot_owner_id: ownerId },
      ownerHistory: history,
      company: null,
      readAtMs: Date.now(),
      createdAt: new Date().toISOString(),
    },
    assessment: assessed({ contactId, facts: { country, ip_country_code: country, hs_analytics_source: 'X' } }),
    enquiry: { kind, source: 'FORM', sourceId: null, occurredAtMs: Date.now() },
    enquiryHash: randomUUID(),
    lane: 'fresh',
    taken,
    seenHandoff: seen === null ? null : { handoffId: seen.handoffId, revision: seen.revision },
  };
}

export function away(one: Person): Person {
  return { ...one, availability: 'away' };
}

/** A person has just given the contact to this owner in HubSpot. */
export function byHand(ownerId: string): OwnerChange {
  return { ownerId, atMs: Date.now(), source: 'CRM_UI', sourceId: `userId:${ADMIN}`, userId: ADMIN };
}
