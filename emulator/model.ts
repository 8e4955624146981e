import type { SeedUser } from './control-api.ts';
import type { Fault } from './fault-list.ts';

export const OBJECT_TYPES = ['contacts', 'companies', 'tasks', 'notes', 'calls', 'users'] as const;
export type ObjectType = (typeof OBJECT_TYPES)[number];

/** Who changed something, as HubSpot tells it. */
export interface Actor {
  /** CRM_UI, FORM, INTEGRATION ... */
  source: string;
  sourceId: string | null;
  userId: number | null;
}

export interface Change {
  /** Empty: cleared. */
  value: string;
  atMs: number;
  actor: Actor;
}

/** Ids of association types by the id of the other record. */
export type Links = Map<string, Set<number>>;

export interface CrmRecord {
  readonly id: string;
  readonly type: ObjectType;
  readonly createdAtMs: number;
  updatedAtMs: number;
  archivedAtMs: number | null;
  /** Who created it. */
  readonly actor: Actor;
  /** When facts announced as late arrived. */
  lateAtMs: number | null;
  readonly values: Map<string, string>;
  /** Oldest first. */
  readonly history: Map<string, Change[]>;
  readonly links: Map<ObjectType, Links>;
}

export interface PropertyOption {
  label: string;
  value: string;
  displayOrder: number;
  hidden: boolean;
}

export interface PropertyDefinition {
  name: string;
  label: string;
  description: string;
  groupName: string;
  type: 'string' | 'number' | 'bool' | 'date' | 'datetime' | 'enumeration' | 'phone_number';
  fieldType: string;
  options: PropertyOption[];
  displayOrder: number;
  hidden: boolean;
  formField: boolean;
  hasUniqueValue: boolean;
  hubspotDefined: boolean;
  readOnly: boolean;
  createdAtMs: number;
  updatedAtMs: number;
}

export interface PropertyGroup {
  name: string;
  label: string;
  displayOrder: number;
}

export type ValidationRule = Extract<Fault, { kind: 'validation_rule' }>;

export interface ContactList {
  readonly name: string;
  readonly processingType: 'MANUAL' | 'SNAPSHOT' | 'DYNAMIC';
  /** When each contact was put on it. */
  readonly members: Map<string, number>;
}

export interface Enrolment {
  readonly id: string;
  readonly sequenceId: string;
  readonly senderUserId: number;
  readonly senderEmail: string;
  readonly atMs: number;
}

export interface Portal {
  readonly portalId: number;
  readonly timeZone: string;
  readonly uiDomain: string;
  readonly associateCompanies: boolean;
  readonly createdAtMs: number;
  /** By user id. */
  readonly users: Map<number, SeedUser>;
  readonly teams: readonly { teamId: string; name: string }[];
  readonly records: Record<ObjectType, Map<string, CrmRecord>>;
  readonly properties: Record<ObjectType, Map<string, PropertyDefinition>>;
  readonly groups: Record<ObjectType, Map<string, PropertyGroup>>;
  readonly lists: Map<string, ContactList>;
  /** Names by id. */
  readonly sequences: ReadonlyMap<string, string>;
  /** By contact id. */
  readonly enrolments: Map<string, Enrolment>;
  /** Contact id by e-mail address, live contacts only. */
  readonly emails: Map<string, string>;
  /** Company id by domain, live companies only. */
  readonly domains: Map<string, string>;
  /** The winner's id by the id of a contact that was merged away. */
  readonly mergedInto: Map<string, string>;
  nextId: number;
}
