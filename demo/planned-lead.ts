/** What must happen to a lead, where its message or record leaves a human reader no doubt. */
export interface Truth {
  kind: 'skip' | 'support' | 'existing_owner' | 'created_by_user' | 'territory' | 'any';
  expect: 'routed' | 'skipped' | 'any';
  /** Owner ids that are right; null: no opinion. */
  owners: readonly string[] | null;
}

/** One enquiry that the demo sends, and what it knows about it. */
export interface PlannedLead {
  /** `create`: a new contact; `submit`: a contact that is there sends a form again. */
  how: { kind: 'create' } | { kind: 'submit'; contactId: string };
  /** HubSpot's source. */
  source: string;
  /** The portal's user behind it, for records made by hand. */
  userId?: number;
  properties: Readonly<Record<string, string>>;
  /** Facts that HubSpot fills in a moment later. */
  late?: { properties: Readonly<Record<string, string>>; afterMs: number };
  /** The contact's owner before Baton sees it; null: none. */
  ownerAtStart: string | null;
  truth: Truth;
  /** Where it stands in a file, for messages. */
  line?: number;
}

export const NO_OPINION: Truth = { kind: 'any', expect: 'any', owners: null };

/** Sources behind which somebody waits for an answer: their leads get a task of their own. */
const SOURCES_WITH_TASK: ReadonlySet<string> = new Set([
  'FORM',
  'CONVERSATIONS',
  'BOT',
  'MEETINGS',
  'CUSTOMER_AGENT',
  'ADS',
]);

export function getsTask(lead: PlannedLead): boolean {
  return SOURCES_WITH_TASK.has(lead.source);
}
