import { assign } from './assign.ts';
import type { Actor, CrmRecord, Portal } from './model.ts';
import { activeOwner } from './portal.ts';

const STAGE_ORDER = [
  'subscriber',
  'lead',
  'marketingqualifiedlead',
  'salesqualifiedlead',
  'opportunity',
  'customer',
  'evangelist',
];

/** People may move a lifecycle stage back, everybody else only forward; `other` and unknown ones go anywhere. */
export function movesStageBack(record: CrmRecord, value: string, actor: Actor): boolean {
  if (actor.source === 'CRM_UI' || value === '') return false;
  const from = STAGE_ORDER.indexOf(record.values.get('lifecyclestage') ?? '');
  const to = STAGE_ORDER.indexOf(value);
  return from >= 0 && to >= 0 && to < from;
}

/** What HubSpot fills in by itself once `name` has a new value. */
export function deriveFrom(
  portal: Portal,
  record: CrmRecord,
  name: string,
  by: { before: string | undefined; actor: Actor; atMs: number },
): void {
  const value = record.values.get(name) ?? '';
  const set = (derived: string, text: string) => assign(record, derived, text, by);
  if (name === 'hubspot_owner_id') {
    set('hubspot_owner_assigneddate', value === '' ? '' : new Date(by.atMs).toISOString());
    set('hubspot_team_id', activeOwner(portal, value)?.teamId ?? '');
    set('hs_all_owner_ids', value);
  }
  if (name === 'email' && record.type === 'contacts') {
    index(portal.emails, record, by.before?.toLowerCase(), value.toLowerCase());
    set('hs_email_domain', domainOf(value));
  }
  if (name === 'domain' && record.type === 'companies') {
    index(portal.domains, record, by.before?.toLowerCase(), value.toLowerCase());
  }
  if (name === 'hs_task_status') {
    set('hs_task_completion_date', value === 'COMPLETED' ? new Date(by.atMs).toISOString() : '');
  }
}

/** What comes after the @, in lower case; empty for anything that is no address. */
export function domainOf(email: string): string {
  const at = email.lastIndexOf('@');
  return at < 0 ? '' : email.slice(at + 1).toLowerCase();
}

function index(map: Map<string, string>, record: CrmRecord, before: string | undefined, now: string): void {
  if (before !== undefined && map.get(before) === record.id) map.delete(before);
  if (now !== '' && !map.has(now)) map.set(now, record.id);
}
