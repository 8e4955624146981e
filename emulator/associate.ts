import { addLink, linksTo, linkTypes, removeLink, setPrimary } from './links.ts';
import type { Actor, CrmRecord, Portal } from './model.ts';
import { assign } from './assign.ts';
import type { World } from './world.ts';

interface Association {
  world: World;
  portal: Portal;
  from: CrmRecord;
  to: CrmRecord;
  actor: Actor;
  atMs: number;
  /** Make it the primary company although there is another. */
  primary?: boolean;
  /** No events (seeding). */
  quiet?: boolean;
}

/** Associates two records; the first company of a contact becomes its primary one. Safe to repeat. */
export function associate(association: Association): void {
  const { from, to } = association;
  const isNew = addLink(from, to);
  const pair = contactAndCompany(from, to);
  if (pair === null) return;
  const current = primaryCompanyId(pair.contact);
  const becomesPrimary = current === null || (association.primary === true && current !== pair.company.id);
  if (becomesPrimary) {
    const former = current === null ? undefined : association.portal.records.companies.get(current);
    if (former !== undefined) setPrimary(pair.contact, former, false);
    setPrimary(pair.contact, pair.company, true);
    assign(pair.contact, 'associatedcompanyid', pair.company.id, association);
  }
  if (isNew || becomesPrimary) announce(association, pair, { removed: false, primary: becomesPrimary });
}

/** Ends an association. Safe to repeat. */
export function dissociate(association: Association): void {
  const { from, to } = association;
  const pair = contactAndCompany(from, to);
  const wasPrimary = pair !== null && primaryCompanyId(pair.contact) === pair.company.id;
  if (!removeLink(from, to) || pair === null) return;
  if (wasPrimary) assign(pair.contact, 'associatedcompanyid', '', association);
  announce(association, pair, { removed: true, primary: wasPrimary });
}

/** The contact's primary company, or null. */
export function primaryCompanyId(contact: CrmRecord): string | null {
  const { primary } = linkTypes('contacts', 'companies');
  if (primary === null) return null;
  for (const [companyId, types] of linksTo(contact, 'companies')) if (types.has(primary)) return companyId;
  return null;
}

function contactAndCompany(from: CrmRecord, to: CrmRecord) {
  if (from.type === 'contacts' && to.type === 'companies') return { contact: from, company: to };
  if (from.type === 'companies' && to.type === 'contacts') return { contact: to, company: from };
  return null;
}

function announce(
  { world, portal, actor, atMs, quiet }: Association,
  pair: { contact: CrmRecord; company: CrmRecord },
  change: { removed: boolean; primary: boolean },
): void {
  if (quiet === true) return;
  world.webhooks.announce(portal.portalId, {
    kind: 'associationChange',
    fromType: 'contacts',
    fromId: pair.contact.id,
    toType: 'companies',
    toId: pair.company.id,
    actor,
    atMs,
    ...change,
  });
}
