import type { RawLead } from '../hubspot/lead.ts';
import { ENQUIRY_PROPERTIES } from '../hubspot/subscriptions.ts';
import { keyedHash } from '../store/encryption.ts';
import type { PortalStore } from '../store/store.ts';
import { contactsById, markGone, type ContactRow } from '../store/tables/contacts.ts';
import { openHandoffs, type OpenHandoffRow } from '../store/tables/handoffs.ts';
import { addReasons } from './reasons.ts';
import { recogniseEnquiry, type Enquiry } from './enquiry.ts';
import type { Settlement, TakenLead } from './types.ts';

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
 * those that HubSpot no longer has (remembered as gone); and those merged into another contact (their reasons move there).
 */
export async function sortFound(
  portal: PortalStore,
  options: { leads: readonly TakenLead[]; raws: ReadonlyMap<string, RawLead>; recalled: Recalled; installedAt: Date },
): Promise<{ found: FoundLead[]; settled: Settlement[]; movedToWinner: boolean }> {
  const { leads, raws, recalled, installedAt } = options;
  const found: FoundLead[] = [];
  const settled: Settlement[] = [];
  const gone: { lead: TakenLead; winner: string | null }[] = [];
  for (const lead of leads) {
    const raw = raws.get(lead.contactId);
    if (raw === undefined || raw.contactId !== lead.contactId) {
      gone.push({ lead, winner: raw?.contactId ?? null });
      settled.push({ lead, end: 'done' });
    } else if (wasDecided(lead, recalled.contacts.get(lead.contactId) ?? null)) {
      settled.push({ lead, end: 'done' });
    } else {
      found.push({ taken: lead, raw, ...enquiryOf(lead, raw, recalled, installedAt) });
    }
  }
  if (gone.length > 0) {
    await portal.transaction(async (tx) => {
      for (const { lead, winner } of gone) {
        await markGone(tx, {
          contactId: lead.contactId,
          gone: winner === null ? 'deleted' : 'merged',
          at: new Date(),
          mergedInto: winner,
        });
      }
      await addReasons(
        tx,
        gone.flatMap(({ lead, winner }) =>
          winner === null ? [] : [{ contactId: winner, lane: lead.lane, reasons: lead.reasons }],
        ),
      );
    });
  }
  return { found, settled, movedToWinner: gone.some(({ winner }) => winner !== null) };
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
