/** What a write does in HubSpot. */
export type CrmWriteKind = 'contact_update' | 'owner_restore' | TaskWriteKind | NurtureKind;

/** The handoff's own task, and the further ones of its follow-up plan. */
export type TaskWriteKind = 'task_create' | 'task_update' | 'follow_up_create' | 'follow_up_close';

export type CrmWriteState = 'todo' | 'sent' | 'done' | 'superseded' | 'refused';

/** What is done with leads that end nurtured. Nothing else of a contact waits for it. */
export const NURTURE_KINDS = ['list_add', 'list_remove', 'sequence_enrol'] as const;
export type NurtureKind = (typeof NURTURE_KINDS)[number];

export function isNurtureKind(kind: CrmWriteKind): kind is NurtureKind {
  return NURTURE_KINDS.some((one) => one === kind);
}
