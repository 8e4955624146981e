/** What Baton cannot work without. The app's registration lists the same. */
export const REQUIRED_SCOPES = [
  'oauth',
  'crm.objects.contacts.read',
  'crm.objects.contacts.write',
  'crm.schemas.contacts.read',
  'crm.schemas.contacts.write',
  'crm.objects.companies.read',
  'crm.objects.owners.read',
] as const;

/** A portal may decline these; without them a fact is unknown and nothing else changes. */
export const OPTIONAL_SCOPES = [
  'crm.objects.users.read',
  'settings.users.read',
  'settings.users.teams.read',
  'automation',
  'scheduler.meetings.meeting-link.read',
  // HubSpot asks for both to change who is on a list, and for both to enrol only who is not.
  'crm.lists.read',
  'crm.lists.write',
  'automation.sequences.read',
  'automation.sequences.enrollments.write',
] as const;

export type Scope = (typeof REQUIRED_SCOPES)[number] | (typeof OPTIONAL_SCOPES)[number];

/** What is not known or not done without a scope, as the end of a sentence that begins "without it". */
export const WITHOUT_SCOPE: Readonly<Record<Scope, string>> = {
  oauth: "the account's time zone and address are not known",
  'crm.objects.contacts.read': 'no lead is read and no event of one arrives',
  'crm.objects.contacts.write': 'no owner is set, nothing of a handoff is written and no task is made',
  'crm.schemas.contacts.read': "nobody knows which of Baton's properties exist",
  'crm.schemas.contacts.write': "Baton's properties are not created",
  'crm.objects.companies.read': 'rules that look at the company do not apply',
  'crm.objects.owners.read': 'nobody can be given a lead',
  'crm.objects.users.read': 'availability, working hours and absence are not known, so everybody counts as there',
  'settings.users.read': 'super admins are not known and cannot change these settings',
  automation: 'workflows and agents that ask for a contact to be routed are not told what became of it',
  'scheduler.meetings.meeting-link.read': "handoffs do not name their owner's meeting link",
  'crm.lists.read': 'nurtured leads are put on no list',
  'crm.lists.write': 'nurtured leads are put on no list',
  'automation.sequences.read': 'nurtured leads are enrolled in no sequence',
  'automation.sequences.enrollments.write': 'nurtured leads are enrolled in no sequence',
  'settings.users.teams.read': 'teams are only known as far as owners name them',
};

/** What a portal did not grant. */
export function missingScopes(granted: readonly string[]): { required: Scope[]; optional: Scope[] } {
  return {
    required: REQUIRED_SCOPES.filter((scope) => !granted.includes(scope)),
    optional: OPTIONAL_SCOPES.filter((scope) => !granted.includes(scope)),
  };
}

/** The address of HubSpot's consent page. Spaces become %20: HubSpot does not read `+` as one. */
export function consentUrl(options: { appUrl: string; clientId: string; redirectUri: string; state: string }): string {
  const query = {
    client_id: options.clientId,
    redirect_uri: options.redirectUri,
    scope: REQUIRED_SCOPES.join(' '),
    optional_scope: OPTIONAL_SCOPES.join(' '),
    state: options.state,
  };
  const encoded = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `${options.appUrl}/oauth/authorize?${encoded.join('&')}`;
}
