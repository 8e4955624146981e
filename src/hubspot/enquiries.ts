import { z } from 'zod';
import { record } from './answers.ts';
import type { ENQUIRY_PROPERTIES } from './subscriptions.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** Something that a contact asked, as HubSpot's search shows it. */
export interface FoundEnquiry {
  contactId: string;
  /** `creation`, or the property that tells when it asked. */
  what: string;
  value: string;
  /** HubSpot's source, as far as search tells it. */
  source: string;
  sourceId: string | null;
  atMs: number;
}

/** Those of the enquiry properties that hold the time of the enquiry, with the source that HubSpot names for a change of them. */
const ASKED_AT: Readonly<Partial<Record<(typeof ENQUIRY_PROPERTIES)[number], string>>> = {
  recent_conversion_date: 'FORM',
  hs_latest_meeting_activity: 'MEETINGS',
  hs_sales_email_last_replied: 'SALES',
};
const CREATED = 'createdate';
const PAGE = 200;
/** HubSpot shows no more of one search. */
const MOST_RESULTS = 10_000;

const page = z.object({
  total: z.number(),
  results: z.array(record),
  paging: z.object({ next: z.object({ after: z.string() }).nullish() }).nullish(),
});

/**
 * Contacts that were created or asked something from `fromMs` up to `untilMs`, by search; one call for up to 200 of them. null:
 * there are more than HubSpot shows of one search; ask for less time. Throws when HubSpot cannot be read.
 */
export async function searchEnquiries(
  transport: Transport,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): Promise<FoundEnquiry[] | null> {
  const times = [CREATED, ...Object.keys(ASKED_AT)];
  const found: FoundEnquiry[] = [];
  let after: string | undefined;
  do {
    const { total, results, paging } = await transport.send({
      operation: 'contacts.search_enquiries',
      method: 'POST',
      path: apiPath('objects', '/contacts/search'),
      body: {
        filterGroups: times.map((propertyName) => ({
          filters: [{ propertyName, operator: 'BETWEEN', value: `${fromMs}`, highValue: `${untilMs}` }],
        })),
        sorts: [{ propertyName: CREATED, direction: 'ASCENDING' }],
        properties: [...times, 'hs_object_source', 'hs_object_source_id'],
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      },
      effect: 'read',
      kind: 'search',
      answer: page,
    });
    if (total > MOST_RESULTS) return null;
    for (const { id, properties } of results) {
      const at = (name: string) => {
        const ms = Date.parse(properties[name] ?? '');
        return ms >= fromMs && ms <= untilMs ? ms : null;
      };
      const createdMs = at(CREATED);
      if (createdMs !== null) {
        const source = properties['hs_object_source'] || 'UNKNOWN';
        const sourceId = properties['hs_object_source_id'] || null;
        found.push({ contactId: id, what: 'creation', value: '', source, sourceId, atMs: createdMs });
      }
      for (const [what, source] of Object.entries(ASKED_AT)) {
        const atMs = at(what);
        // What a new contact asked belongs to its creation.
        if (atMs === null || createdMs !== null) continue;
        found.push({ contactId: id, what, value: properties[what] ?? '', source, sourceId: null, atMs });
      }
    }
    after = paging?.next?.after;
  } while (after !== undefined);
  return found;
}
