import { assign } from './assign.ts';
import { associate } from './associate.ts';
import { deriveFrom, domainOf, movesStageBack } from './derived.ts';
import type { Actor, CrmRecord, ObjectType, Portal } from './model.ts';
import { takeId } from './portal.ts';
import type { World } from './world.ts';

export interface Hand {
  world: World;
  portal: Portal;
  actor: Actor;
  atMs: number;
  /** No events (seeding). */
  quiet?: boolean;
}

/** Sources whose creation is a visitor's form. */
const FORM_SOURCES = new Set(['FORM', 'LEADIN']);

/** Creates a record from checked values, tells the app, and associates a contact with the company of its domain. */
export function createRecord(
  hand: Hand,
  wanted: { type: ObjectType; values: ReadonlyMap<string, string>; id?: string; associateByDomain?: boolean },
): CrmRecord {
  const { portal, actor, atMs, world, quiet } = hand;
  const { type, values } = wanted;
  const record: CrmRecord = {
    id: wanted.id ?? takeId(portal),
    type,
    createdAtMs: atMs,
    updatedAtMs: atMs,
    archivedAtMs: null,
    actor,
    lateAtMs: null,
    values: new Map(),
    history: new Map(),
    links: new Map(),
  };
  portal.records[type].set(record.id, record);
  for (const [name, value] of systemValues(record)) record.values.set(name, value);
  if (quiet !== true) world.webhooks.announce(portal.portalId, { kind: 'creation', type, id: record.id, actor, atMs });
  const isForm = type === 'contacts' && FORM_SOURCES.has(actor.source);
  applyValues(hand, record, isForm ? withConversion(record, values, atMs) : values, { isFirst: true });
  if (type === 'contacts' && portal.associateCompanies && wanted.associateByDomain !== false) byDomain(hand, record);
  return record;
}

/** Changes checked values of a record and tells the app. A value that stays the same is no change. */
export function changeRecord(hand: Hand, record: CrmRecord, values: ReadonlyMap<string, string>): void {
  record.updatedAtMs = hand.atMs;
  const stamp = record.type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate';
  record.values.set(stamp, new Date(hand.atMs).toISOString());
  applyValues(hand, record, values, { isFirst: false });
}

/** The same visitor sends a form: what HubSpot notes of it, over the values given. */
export function withConversion(record: CrmRecord, values: ReadonlyMap<string, string>, atMs: number) {
  const at = new Date(atMs).toISOString();
  const count = Number(record.values.get('num_conversion_events') ?? '0') + 1;
  const first = record.values.has('first_conversion_date') ? [] : [['first_conversion_date', at] as const];
  return new Map([['recent_conversion_date', at], ...first, ['num_conversion_events', String(count)], ...values]);
}

function applyValues(
  hand: Hand,
  record: CrmRecord,
  values: ReadonlyMap<string, string>,
  { isFirst }: { isFirst: boolean },
): void {
  const { world, portal, actor, atMs } = hand;
  for (const [name, value] of values) {
    if (name === 'lifecyclestage' && movesStageBack(record, value, actor)) continue;
    const before = record.values.get(name);
    if (!assign(record, name, value, hand)) continue;
    deriveFrom(portal, record, name, { before, actor, atMs });
    if (hand.quiet === true) continue;
    world.webhooks.announce(portal.portalId, {
      kind: 'propertyChange',
      type: record.type,
      id: record.id,
      name,
      value,
      isMoment: portal.properties[record.type].get(name)?.type === 'datetime',
      isFirstValue: isFirst,
      actor,
      atMs,
    });
  }
}

function byDomain(hand: Hand, contact: CrmRecord): void {
  const companyId = hand.portal.domains.get(domainOf(contact.values.get('email') ?? ''));
  const company = companyId === undefined ? undefined : hand.portal.records.companies.get(companyId);
  if (company === undefined || company.archivedAtMs !== null) return;
  associate({ ...hand, from: contact, to: company, actor: { source: 'COMPANIES', sourceId: null, userId: null } });
}

function systemValues(record: CrmRecord): [string, string][] {
  const at = new Date(record.createdAtMs).toISOString();
  const isEngagement = record.type !== 'contacts' && record.type !== 'companies';
  return [
    ['hs_object_id', record.id],
    [isEngagement ? 'hs_createdate' : 'createdate', at],
    [record.type === 'contacts' ? 'lastmodifieddate' : 'hs_lastmodifieddate', at],
    ['hs_object_source', record.actor.source],
    ['hs_object_source_label', record.actor.source],
    ...(record.actor.sourceId === null
      ? []
      : [['hs_object_source_id', record.actor.sourceId] satisfies [string, string]]),
  ];
}
