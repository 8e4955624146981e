import type { Holidays } from '../holidays.ts';
import type { DecisionInput, PersonState } from '../input.ts';

/** Somebody of the account. */
export interface WorldPerson {
  ownerId: string;
  name: string;
  active: boolean;
  /** As a user of HubSpot; null or absent: not known. */
  userId?: number | null;
  email?: string;
}

/** The properties of one kind of record by name, with their options; null: any value; `free_text`: whatever somebody types. */
export type WorldProperties = ReadonlyMap<string, readonly string[] | null | 'free_text'>;

/** What is known of the account that a policy is for. What is absent is not checked. */
export interface World {
  /** All people who may own leads, also those who have left. */
  people?: readonly WorldPerson[];
  /** Where people are and will be, with what admins have set; their holidays come from the policy. */
  presence?: {
    people: readonly PersonState[];
    now: Date;
    /** Of the account, IANA. */
    timeZone: string;
    holidaysOf(calendar: string): Holidays;
  };
  /** Is there such a calendar of public holidays? */
  isHolidayCalendar?: (calendar: string) => boolean;
  properties?: { contact?: WorldProperties; company?: WorldProperties };
  /** Properties whose change HubSpot tells Baton. */
  subscribed?: { contact: readonly string[]; company: readonly string[] };
  /** Enquiries as they were decided, and the days over which they came. */
  enquiries?: { days: number; inputs: readonly DecisionInput[] };
}
