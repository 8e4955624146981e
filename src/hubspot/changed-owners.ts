import { recordPage } from './answers.ts';
import type { BatonPropertyName } from './properties.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** Whose contact it is by HubSpot's search. */
export interface FoundOwner {
  contactId: string;
  /** null: nobody's. */
  ownerId: string | null;
}

const CHANGED = 'lastmodifieddate';
const STATUS: BatonPropertyName = 'baton_status';
/** Those with an open handoff. */
const OPEN = ['offered', 'accepted', 'acted'];
const PAGE = 200;
/** More are left for the looks that each handoff gets by itself. */
const MOST_PAGES = 10;

/**
 * The owners of contacts with an open handoff that were changed from `fromMs` up to `untilMs`, by search: one call for up to
 * 200 of them, the first 2,000 at most. Throws when HubSpot cannot be read.
 */
export async function searchChangedOwners(
  transport: Transport,
  { fromMs, untilMs }: { fromMs: number; untilMs: number },
): Promise<FoundOwner[]> {
  const found: FoundOwner[] = [];
  let after: string | undefined;
  for (let pages = 0; pages < MOST_PAGES; pages += 1) {
    const { results, paging } = await transport.send({
      operation: 'contacts.search_changed',
      method: 'POST',
      path: apiPath('objects', '/contacts/search'),
      body: {
        filterGroups: [
          {
            filters: [
              { propertyName: CHANGED, operator: 'BETWEEN', value: `${fromMs}`, highValue: `${untilMs}` },
              { propertyName: STATUS, operator: 'IN', values: OPEN },
            ],
          },
        ],
        sorts: [{ propertyName: CHANGED, direction: 'ASCENDING' }],
        properties: ['hubspot_owner_id'],
        limit: PAGE,
        ...(after === undefined ? {} : { after }),
      },
      effect: 'read',
      kind: 'search',
      answer: recordPage,
    });
    found.push(
      ...results.map(({ id, properties }) => ({ contactId: id, ownerId: properties['hubspot_owner_id'] || null })),
    );
    after = paging?.next?.after;
    if (after === undefined) break;
  }
  return found;
}
