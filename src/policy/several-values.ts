/**
 * Properties that hold one value, whatever characters are in it: those that HubSpot brings along and that rules usually look
 * at, of contacts and companies alike, and what Baton makes of them.
 */
const ONE_VALUE: ReadonlySet<string> = new Set([
  'annualrevenue',
  'associatedcompanyid',
  'city',
  'company',
  'country',
  'createdate',
  'domain',
  'email',
  'email_domain',
  'email_kind',
  'first_conversion_event_name',
  'has_text',
  'hs_analytics_source',
  'hs_analytics_source_data_1',
  'hs_analytics_source_data_2',
  'hs_country_region_code',
  'hs_email_domain',
  'hs_email_optout',
  'hs_is_target_account',
  'hs_language',
  'hs_latest_source',
  'hs_lead_status',
  'hs_object_source',
  'hs_object_source_detail_1',
  'hs_object_source_id',
  'hs_object_source_label',
  'hs_seniority',
  'hs_state_code',
  'hs_timezone',
  'hubspot_owner_assigneddate',
  'hubspot_owner_id',
  'hubspot_team_id',
  'industry',
  'ip_country',
  'ip_country_code',
  'jobtitle',
  'language',
  'lastmodifieddate',
  'lifecyclestage',
  'mobilephone',
  'name',
  'notes_last_contacted',
  'num_conversion_events',
  'numberofemployees',
  'phone',
  'recent_conversion_event_name',
  'seniority',
  'state',
  'state_code',
  'website',
  'zip',
]);

/**
 * May the field hold several values at once? Labels such as risk flags do, and so may every property that an account has
 * made for itself: HubSpot writes the choices of one with checkboxes as "red;green".
 */
export function mayHoldSeveral(field: string): boolean {
  if (field === 'assessment.risk_flags') return true;
  const [space, property] = field.split('.');
  return (space === 'contact' || space === 'company') && property !== undefined && !ONE_VALUE.has(property);
}

/** What a text may stand for where several choices are possible: itself, and each choice between its semicolons. */
export function choicesOf(text: string): readonly string[] {
  if (!text.includes(';')) return [text];
  const parts = text.split(';').filter((part) => part.trim() !== '');
  return [...new Set([text, ...parts])];
}
