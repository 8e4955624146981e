import type { z } from 'zod';
import { associate } from './associate.ts';
import type { createContactsRequest, CreateContactsAnswer } from './control-api.ts';
import { changeRecord, createRecord, withConversion } from './crm.ts';
import type { CrmRecord, Portal } from './model.ts';
import { findRecord } from './portal.ts';
import { notFound } from './refusal.ts';
import { knownValues } from './stored-values.ts';
import { actorOf, type World } from './world.ts';

/** Who does it through the control API. */
export interface Doer {
  world: World;
  portal: Portal;
  source: string;
  userId?: number | undefined;
}

/** New contacts of any source; facts announced as late arrive `afterMs` later with events of their own. */
export function createContacts(world: World, portal: Portal, request: z.output<typeof createContactsRequest>) {
  const { source, userId } = request;
  const checked = request.contacts.map(({ properties, late }) => ({
    values: knownValues(portal, 'contacts', properties),
    late: late === undefined ? null : { ...late, values: knownValues(portal, 'contacts', late.properties) },
  }));
  const made = checked.map(({ values, late }): CreateContactsAnswer['contacts'][number] => {
    const hand = { world, portal, actor: actorOf(world, source, userId), atMs: Date.now() };
    // A company that is announced as late is not found by domain before.
    const associateByDomain = late?.values.has('associatedcompanyid') !== true;
    const contact = createRecord(hand, { type: 'contacts', values: withoutCompany(values), associateByDomain });
    joinCompany({ world, portal, source, userId }, contact, values);
    if (late !== null) {
      world.timers.after(late.afterMs, () => {
        if (contact.archivedAtMs !== null) return;
        // HubSpot fills these in by itself, or its enrichment does.
        changeContact({ world, portal, source: 'DATA_ENRICHMENT' }, contact, late.values);
        contact.lateAtMs = Date.now();
      });
    }
    return { id: contact.id, createdAtMs: contact.createdAtMs };
  });
  return { contacts: made };
}

/** Changes a contact as a person, a workflow or HubSpot would. */
export function changeContact(doer: Doer, contact: CrmRecord, values: ReadonlyMap<string, string>): void {
  const { world, portal, source, userId } = doer;
  const hand = { world, portal, actor: actorOf(world, source, userId), atMs: Date.now() };
  changeRecord(hand, contact, withoutCompany(values));
  joinCompany(doer, contact, values);
}

/** The visitor sends a form again: no creation event, only changes. */
export function submitForm(doer: Doer, contact: CrmRecord, values: ReadonlyMap<string, string>): void {
  changeContact(doer, contact, withConversion(contact, values, Date.now()));
}

/** A visitor sends a web form: HubSpot knows them by their e-mail address, which it keeps in lower case. */
export function sendForm(world: World, portal: Portal, form: Readonly<Record<string, string>>) {
  const properties = { ...form, email: (form['email'] ?? '').toLowerCase() };
  const known = portal.emails.get(properties.email);
  if (known === undefined) {
    const { portalId } = portal;
    const { contacts } = createContacts(world, portal, { portalId, source: 'FORM', contacts: [{ properties }] });
    return { id: contacts[0]?.id ?? '', isNew: true };
  }
  const values = knownValues(portal, 'contacts', properties);
  submitForm({ world, portal, source: 'FORM' }, liveContact(portal, known), values);
  return { id: known, isNew: false };
}

/** A live contact of the portal. Throws 404. */
export function liveContact(portal: Portal, id: string): CrmRecord {
  const contact = findRecord(portal, 'contacts', id);
  if (contact === undefined || contact.archivedAtMs !== null) {
    throw notFound(`Portal ${portal.portalId} has no contact ${id}, or it is in the recycling bin.`);
  }
  return contact;
}

function joinCompany(doer: Doer, contact: CrmRecord, values: ReadonlyMap<string, string>): void {
  const companyId = values.get('associatedcompanyid');
  if (companyId === undefined || companyId === '') return;
  const { world, portal, source, userId } = doer;
  const company = portal.records.companies.get(companyId);
  if (company === undefined) throw notFound(`Portal ${portal.portalId} has no company ${companyId}.`);
  const actor = actorOf(world, source === 'DATA_ENRICHMENT' ? 'COMPANIES' : source, userId);
  associate({ world, portal, from: contact, to: company, actor, atMs: Date.now(), primary: true });
}

function withoutCompany(values: ReadonlyMap<string, string>): Map<string, string> {
  return new Map([...values].filter(([name]) => name !== 'associatedcompanyid'));
}
