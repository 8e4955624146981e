/** A lead as read from HubSpot in step 2: untouched values. Cleaned and assessed leads are other types (agents/). */
export interface RawLead {
  contactId: string;
  /** The id that was asked for, when HubSpot answered with the winner of a merge. */
  askedFor: string;
  properties: Readonly<Record<string, string | null>>;
  /** Newest first. */
  ownerHistory: readonly OwnerChange[];
  company: RawCompany | null;
  /** Epoch milliseconds just before the read was sent: the compare value's age (3.8). */
  readAtMs: number;
  /** ISO. */
  createdAt: string;
}

export interface RawCompany {
  companyId: string;
  properties: Readonly<Record<string, string | null>>;
}

export interface OwnerChange {
  ownerId: string | null;
  /** Epoch milliseconds. */
  atMs: number;
  /** HubSpot's sourceType: CRM_UI, INTEGRATION, WORKFLOWS ... */
  source: string;
  sourceId: string | null;
  userId: number | null;
}

/** A person of the portal who may own leads: owner record, user record and settings user joined. */
export interface Person {
  ownerId: string;
  userId: number | null;
  email: string;
  name: string;
  active: boolean;
  superAdmin: boolean;
  availability: 'available' | 'away' | 'unknown';
  timeZone: string | null;
  workingHours: readonly { weekday: number; startMinute: number; endMinute: number }[] | null;
  outOfOffice: readonly { startMs: number; endMs: number }[];
  /** Put in by Baton, not by HubSpot: what an admin has set, and what the policy says. */
  override?: { state: 'away' | 'available'; sinceMs: number; untilMs: number | null };
  holidays?: { calendar: string; days: readonly { date: string; name: string }[] };
  languages: readonly string[];
  teamIds: readonly string[];
  /** https address of the page where others book a meeting with the person; null: none is known. */
  meetingLink: string | null;
}

export interface Team {
  teamId: string;
  name: string;
  /** Owner ids of its main members. */
  ownerIds: readonly string[];
}

export interface Directory {
  people: readonly Person[];
  teams: readonly Team[];
  fetchedAtMs: number;
}

/** A property as people know it. */
export interface PropertyEntry {
  name: string;
  label: string;
  /** string, number, enumeration, bool, date ... */
  type: string;
  /** text, textarea, select, checkbox ... */
  fieldType: string;
  /** null: any value. */
  options: readonly { value: string; label: string }[] | null;
}

/** What contacts and companies of an account can have. null: the account does not let Baton know. */
export interface PropertyCatalogue {
  contact: readonly PropertyEntry[] | null;
  company: readonly PropertyEntry[] | null;
}
