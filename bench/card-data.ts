import { randomUUID } from 'node:crypto';
import { assessed, compose } from '../src/handoff/fixtures.ts';
import type { Person } from '../src/hubspot/lead.ts';
import { policyHash } from '../src/policy/canonical.ts';
import { decide, ENGINE } from '../src/policy/decide.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import type { Flips } from '../src/policy/flips/flip.ts';
import { flipsOf } from '../src/policy/flips/flips.ts';
import { input, policyDocument, pool } from '../src/policy/fixtures.ts';
import type { Verdict } from '../src/policy/verdict.ts';
import type { PortalStore, Store } from '../src/store/store.ts';
import { contactKeys, sealForContact } from '../src/store/tables/contact-keys.ts';
import { rememberDecisions } from '../src/store/tables/contacts.ts';
import { insertDecisions } from '../src/store/tables/decisions.ts';
import { storeDirectory } from '../src/store/tables/directories.ts';
import { insertHandoffs, NO_CLOCK } from '../src/store/tables/handoffs.ts';
import { insertPolicy } from '../src/store/tables/policies.ts';

const PER_TRANSACTION = 1_000;
/** People of the sample account, all of one pool. */
const PEOPLE = 40;
const FIRST_CONTACT = 1_000_000;

export const contactIdOf = (index: number) => String(FIRST_CONTACT + index);
export const userIdOf = (index: number) => 100 + (index % PEOPLE);
const ownerIdOf = (index: number) => `owner-${index % PEOPLE}`;

/** Fills a portal with open handoffs as decided leads leave them: one decision with all candidates, sealed parts, history. */
export async function fillPortal(store: Store, portalId: number, handoffs: number): Promise<void> {
  await store.createPortal(portalId);
  const portal = store.forPortal(portalId);
  const members = Array.from({ length: PEOPLE }, (_, index) => ({ ownerId: ownerIdOf(index) }));
  const document = policyDocument({ pools: [pool('sales', { members })] });
  const hash = policyHash(document);
  const people = Array.from({ length: PEOPLE }, (_, index) => person(index));
  await portal.transaction(async (tx) => {
    await tx.db.updateTable('portals').set({ mode: 'live' }).execute();
    await insertPolicy(tx, { document, hash, authorUserId: null });
    await storeDirectory(tx, { people, teams: [], fetchedAtMs: Date.now() });
  });
  const compiled = compilePolicy(document);
  const lead = {
    ...input({}),
    people: people.map((one) => ({ ...one, openHandoffs: 0, assigned: { hour: 0, day: 0, week: 0 } })),
  };
  const verdict = decide(compiled, lead);
  const flips = flipsOf(compiled, lead, verdict);
  for (let from = 0; from < handoffs; from += PER_TRANSACTION) {
    await fillSome(portal, { from, to: Math.min(handoffs, from + PER_TRANSACTION), verdict, flips, hash });
  }
}

async function fillSome(
  portal: PortalStore,
  o: { from: number; to: number; verdict: Verdict; flips: Flips; hash: string },
): Promise<void> {
  const indexes = Array.from({ length: o.to - o.from }, (_, offset) => o.from + offset);
  const now = new Date();
  const rows = indexes.map((index) => ({
    index,
    contactId: contactIdOf(index),
    ownerId: ownerIdOf(index),
    decisionId: randomUUID(),
    enquiryId: randomUUID(),
  }));
  const parts = compose(assessed());
  await portal.transaction(async (tx) => {
    const keys = await contactKeys(
      tx,
      rows.map(({ contactId }) => contactId),
    );
    await insertDecisions(
      tx,
      rows.map(({ index, contactId, ownerId, decisionId, enquiryId }) => ({
        decisionId,
        ledger: 'live',
        seq: index + 1,
        contactId,
        enquiryId,
        replaces: null,
        decidedBy: 'drain',
        outcome: 'routed',
        reason: 'fair_share',
        ownerId,
        pool: 'sales',
        rule: null,
        policyVersion: 1,
        policyHash: o.hash,
        engine: ENGINE,
        verdict: { ...o.verdict, ownerId },
        flips: o.flips,
        snapshot: null,
        snapshotHash: Buffer.alloc(32),
        receipt: Buffer.alloc(32),
        previousReceipt: Buffer.alloc(32),
        decidedAt: now,
      })),
    );
    await rememberDecisions(
      tx,
      rows.map(({ contactId, decisionId }) => ({
        contactId,
        decisionId,
        outcome: 'routed',
        source: 'FORM',
        companyId: null,
        enquiryHash: '',
        enquiries: 1,
        ownerRead: null,
        ownerReadAt: now,
      })),
    );
    await insertHandoffs(
      tx,
      rows.flatMap(({ contactId, ownerId, decisionId, enquiryId }) => {
        const key = keys.get(contactId);
        if (key === undefined) return [];
        return {
          handoffId: randomUUID(),
          contactId,
          enquiryId,
          decisionId,
          ownerId,
          pool: 'sales',
          urgency: 'normal' as const,
          slaState: 'running' as const,
          clock: { ...NO_CLOCK, dueAt: new Date(now.getTime() + 3_600_000) },
          parts: sealForContact(key, parts),
          openedAt: now,
        };
      }),
    );
  });
}

function person(index: number): Person {
  return {
    ownerId: ownerIdOf(index),
    userId: userIdOf(index),
    email: `person${index}@firm.example`,
    name: `Person ${index}`,
    active: true,
    superAdmin: false,
    availability: 'available',
    timeZone: 'Europe/Berlin',
    workingHours: [1, 2, 3, 4, 5].map((weekday) => ({ weekday, startMinute: 540, endMinute: 1_020 })),
    outOfOffice: [],
    languages: ['en'],
    teamIds: [],
    meetingLink: null,
  };
}
