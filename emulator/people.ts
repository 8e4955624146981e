import type { SeedUser } from './control-api.ts';
import { changeRecord, createRecord } from './crm.ts';
import type { Portal } from './model.ts';
import type { World } from './world.ts';

/** Brings the CRM record of a user up to date with the user: availability, hours, absence, languages. */
export function syncUserRecord(world: World, portal: Portal, user: SeedUser, atMs: number): void {
  const actor = { source: 'SETTINGS', sourceId: null, userId: null };
  const hand = { world, portal, actor, atMs, quiet: true };
  const values = userValues(user);
  for (const record of portal.records.users.values()) {
    if (record.values.get('hs_internal_user_id') === String(user.userId)) return changeRecord(hand, record, values);
  }
  createRecord(hand, { type: 'users', values });
}

function userValues(user: SeedUser): Map<string, string> {
  const [main = '', second = ''] = user.languages ?? [];
  const absences = user.outOfOffice?.map(({ startMs, endMs }) => ({ startTimestamp: startMs, endTimestamp: endMs }));
  return new Map([
    ['hs_email', user.email],
    ['hs_given_name', user.firstName],
    ['hs_family_name', user.lastName],
    ['hs_internal_user_id', String(user.userId)],
    ['hubspot_owner_id', user.ownerId],
    ['hs_deactivated', String(!user.active)],
    ['hs_availability_status', user.availability ?? ''],
    ['hs_working_hours', user.workingHours === undefined ? '' : JSON.stringify(user.workingHours)],
    ['hs_out_of_office_hours', absences === undefined ? '' : JSON.stringify(absences)],
    ['hs_standard_time_zone', user.timeZone ?? ''],
    ['hs_main_user_language_skill', main],
    ['hs_secondary_user_language_skill', second],
  ]);
}
