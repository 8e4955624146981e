import { closeGone } from '../handoff/close-gone.ts';
import type { RawLead } from '../hubspot/lead.ts';
import { ENQUIRY_PROPERTIES } from '../hubspot/subscriptions.ts';
import { keyedHash } from '../store/encryption.ts';
import type { PortalStore } from '../store/store.ts';
import { lockBalance } from '../store/tables/balances.ts';
import { contactsById, lockWaiting, markGone, parkWaiting, type ContactRow } from '../store/tables/contacts.ts';
import { openHandoffs, type OpenHandoffRow } from '../store/tables/handoffs.ts';
import { addReasons } from './reasons.ts';
import { recogniseEnquiry, type Enquiry } from './enquiry.ts';
import type { Settlement, TakenLead } from './types.ts';

/** A contact that is younger may be missing from an answer only because HubSpot does not show it everywhere yet. */
const YOUNG_MS = 30_000;

/** A lead that HubSpot could not show is looked at again after 2 s, 4 s, 8 s ... up to 5 minutes, then put aside. */
const FIRST_LOOK_MS = 2_000;
const LONGEST_LOOK_MS = 300_000;
/** While a contact is young: it may show at any moment, and one that was deleted at once is not kept waiting for. */
const LONGEST_YOUNG_LOOK_MS = 8_000;
const MAX_LOOKS = 10;

/** What a missing contact was asked stays so long, in case it was merged: the event that names the winner comes later. */
const KEEP_REASONS_MS = 15 * 60_000;

/** Leads by the id asked for; of ids that are absent those in `unknown` may still exist, the others are gone. */
export interface LeadsSeen extends ReadonlyMap<string, RawLead> {
  readonly unknown?: ReadonlySet<string>;
  readonly askedAtMs?: number;
}

/** What Baton remembers of the leads it has just taken; read once, beside the read from HubSpot. */
export interface Recalled {
  contacts: ReadonlyMap<string, ContactRow>;
  handoffs: ReadonlyMap<string, OpenHandoffRow>;
  portalKey: Buffer;
}

export async function recallLeads(portal: PortalStore, leads: readonly TakenLead[]): Promise<Recalled> {
  const ids = leads.map((lead) => lead.contactId);
  return portal.transaction(async (tx) => ({
    contacts: await contactsById(tx, ids),
    handoffs: new Map((await openHandoffs(tx, ids)).map((handoff) => [handoff.contactId, handoff])),
    portalKey: await tx.portalKey(),
  }));
}

/** A lead that exists in HubSpot and still has to be decided. */
export interface FoundLead {
  taken: TakenLead;
  raw: RawLead;
  enquiry: Enquiry;
  enquiryHash: string;
  seenHandoff: { handoffId: string; revision: number } | null;
}

/**
 * Tells apart, among the leads taken: those to decide; those decided before a crash, whose CRM writes go on by themselves;
 * those that HubSpot no longer has (remembered as gone); those merged into another contact (their reasons move there); and
 * those of which HubSpot did not say whether it has them, which are looked at again later.
 */
export async function sortFound(
  portal: PortalStore,
  options: { leads: readonly TakenLead[]; raws: LeadsSeen; recalled: Recalled; installedAt: Date },
): Promise<{ found: FoundLead[]; settled: Settlement[]; movedToWinner: boolean }> {
  const { leads, raws, recalled, installedAt } = options;
  const found: FoundLead[] = [];
  const settled: Settlement[] = [];
  const missing: Missing[] = [];
  const askedAt = new Date(raws.askedAtMs ?? Date.now());
  for (const lead of leads) {
    const raw = raws.get(lead.contactId);
    if (raw === undefined && (raws.unknown?.has(lead.contactId) === true || isYoung(lead))) {
      settled.push(lookAgain(lead));
    } else if (raw === undefined || raw.contactId !== lead.contactId) {
      missing.push({ lead, winner: raw?.contactId ?? null });
    } else if (wasDecided(lead, recalled.contacts.get(lead.contactId) ?? null)) {
      settled.push({ lead, end: 'done' });
    } else {
      found.push({ taken: lead, raw, ...enquiryOf(lead, raw, recalled, installedAt) });
    }
  }
  const ends = await settleMissing(portal, missing, askedAt);
  return { found, settled: [...settled, ...ends.settled], movedToWinner: ends.movedToWinner };
}

/** A lead whose contact HubSpot does not have under this id; `winner` is the contact it was merged into, if known. */
interface Missing {
  lead: TakenLead;
  winner: string | null;
}

/** Remembers contacts as gone, unless somebody spoke of them while HubSpot was read: then they are looked at again. */
async function settleMissing(
  portal: PortalStore,
  missing: readonly Missing[],
  askedAt: Date,
): Promise<{ settled: Settlement[]; movedToWinner: boolean }> {
  if (missing.length === 0) return { settled: [], movedToWinner: false };
  return portal.transaction(async (tx) => {
    await lockBalance(tx, 'live');
    const rows = await lockWaiting(
      tx,
      missing.flatMap(({ lead, winner }) => (winner === null ? [lead.contactId] : [lead.contactId, winner])),
    );
    const sure = missing
      .filter(({ lead }) => {
        const row = rows.get(lead.contactId);
        return row?.leaseId === lead.leaseId && row.revision === lead.revision;
      })
      .toSorted((a, b) => (a.lead.contactId < b.lead.contactId ? -1 : 1));
    await addReasons(
      tx,
      sure.flatMap(({ lead, winner }) =>
        winner === null ? [] : [{ contactId: winner, lane: lead.lane, reasons: lead.reasons }],
      ),
    );
    const deleted = sure.filter(({ winner }) => winner === null).map(({ lead }) => lead.contactId);
    await parkWaiting(tx, deleted, new Date(Date.now() + KEEP_REASONS_MS));
    await closeGone(
      tx,
      sure.map(({ lead, winner }) => ({
        contactId: lead.contactId,
        gone: winner === null ? ('deleted' as const) : ('merged' as const),
        mergedInto: winner,
      })),
      askedAt,
    );
    for (const { lead, winner } of sure) {
      const gone = winner === null ? 'deleted' : 'merged';
      await markGone(tx, { contactId: lead.contactId, gone, at: askedAt, mergedInto: winner });
    }
    return {
      settled: missing.map((one): Settlement =>
        sure.includes(one)
          ? { lead: one.lead, end: 'done' }
          : later(one.lead, 0, { error: 'asked_again', countsAsAttempt: false }),
      ),
      movedToWinner: sure.some(({ winner }) => winner !== null),
    };
  });
}

function isYoung(lead: TakenLead): boolean {
  return lead.reasons.some(
    ({ kind, what, occurredAt }) => kind === 'enquiry' && what === 'creation' && occurredAt > Date.now() - YOUNG_MS,
  );
}

function lookAgain(lead: TakenLead): Settlement {
  const young = isYoung(lead);
  if (lead.attempts + 1 >= MAX_LOOKS && !young) return { lead, end: 'dead', error: 'not_readable_yet' };
  const waitMs = Math.min(young ? LONGEST_YOUNG_LOOK_MS : LONGEST_LOOK_MS, FIRST_LOOK_MS * 2 ** lead.attempts);
  return later(lead, waitMs, { error: 'not_readable_yet', countsAsAttempt: true });
}

function later(lead: TakenLead, waitMs: number, why: { error: string; countsAsAttempt: boolean }): Settlement {
  return { lead, end: 'later', notBefore: new Date(Date.now() + waitMs), ...why };
}

/** The stamp on the row says that exactly these reasons were decided. A held lead is the exception: it is looked at again. */
function wasDecided(lead: TakenLead, contact: ContactRow | null): boolean {
  return lead.decidedRevision === lead.revision && !lead.held && contact?.outcome !== 'held';
}

function enquiryOf(
  lead: TakenLead,
  raw: RawLead,
  recalled: Recalled,
  installedAt: Date,
): Omit<FoundLead, 'taken' | 'raw'> {
  const values = ENQUIRY_PROPERTIES.map((property) => raw.properties[property] ?? '');
  const enquiryHash = keyedHash(recalled.portalKey, 'enquiry', JSON.stringify(values)).toString('hex');
  const handoff = recalled.handoffs.get(lead.contactId);
  const enquiry = recogniseEnquiry({
    lead,
    remembered: recalled.contacts.get(lead.contactId) ?? null,
    enquiryHash,
    recordSource: raw.properties['hs_object_source'] ?? null,
    olderThanInstall: Date.parse(raw.createdAt) < installedAt.getTime(),
  });
  return {
    enquiry,
    enquiryHash,
    seenHandoff: handoff === undefined ? null : { handoffId: handoff.handoffId, revision: handoff.revision },
  };
}
