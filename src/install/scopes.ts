/** What Baton cannot work without, each with what it is used for. The app's registration lists the same. */
export const REQUIRED_SCOPES = [
  'oauth', // account details
  'crm.objects.contacts.read', // leads, their tasks, events about them
  'crm.objects.contacts.write', // owner, handoff properties, tasks
  'crm.schemas.contacts.read', // which of Baton's properties exist
  'crm.schemas.contacts.write', // creating them
  'crm.objects.companies.read', // company facts that rules look at
  'crm.objects.owners.read', // who may own a contact
] as const;

/** A portal may decline these; without them a fact is unknown and nothing else changes. */
export const OPTIONAL_SCOPES = [
  'crm.objects.users.read', // availability, working hours, absence
  'settings.users.read', // super admins, who may change Baton's settings
  'settings.users.teams.read', // teams
] as const;

export function missingScopes(granted: readonly string[]): { required: string[]; optional: string[] } {
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
