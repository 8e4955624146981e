import { handoffParts } from '../../handoff/contract.ts';
import type { PortalTx } from '../../store/store.ts';
import { lastHandoffs, type LastHandoff } from '../../store/tables/last-handoffs.ts';
import type { PortalFacts } from '../../store/tables/portals.ts';
import type { Today } from '../contract/index.ts';
import { recordUrl } from '../../hubspot/record-url.ts';
import { mayAct, type PoolPeople, type Viewer } from '../rights.ts';

type ListedLead = Pick<Today['late'][number], 'contactId' | 'label' | 'url'>;

/** What `buyerContext.company` says of a lead whose company nobody knows. */
const NO_COMPANY: ReadonlySet<string> = new Set(['unknown', 'none']);

/** Parts that cannot be read name nobody, and keep no other lead from being named. */
async function companyIn(handoff: LastHandoff): Promise<string> {
  try {
    return handoffParts.parse(await handoff.openParts()).buyerContext.company;
  } catch {
    return 'unknown';
  }
}

/**
 * What leads are called on a page: by their company where the viewer may read the handoff (3.18), else by the contact's
 * number. What the viewer may not see is not even decrypted. Answers a look-up that knows every id.
 */
export async function nameLeads(
  tx: PortalTx,
  contactIds: readonly string[],
  viewing: { viewer: Viewer; pools: ReadonlyMap<string, PoolPeople>; portal: Pick<PortalFacts, 'uiDomain'> },
): Promise<(contactId: string) => ListedLead> {
  const companies = new Map<string, string>();
  for (const handoff of await lastHandoffs(tx, contactIds)) {
    if (!mayAct(viewing.viewer, handoff, viewing.pools)) continue;
    const company = await companyIn(handoff);
    if (!NO_COMPANY.has(company)) companies.set(handoff.contactId, company);
  }
  return (contactId) => ({
    contactId,
    label: companies.get(contactId) ?? `Contact ${contactId}`,
    url: recordUrl({ portalId: tx.portalId, uiDomain: viewing.portal.uiDomain }, contactId),
  });
}
