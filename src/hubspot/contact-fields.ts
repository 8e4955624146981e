import { ENQUIRY_PROPERTIES } from './subscriptions.ts';

/**
 * Contact properties that agents, the default policy and the CRM writes look at; what a portal's own policy names is read
 * beside them. HubSpot leaves names that a portal does not have out of its answer, so one list does for all portals.
 */
export const CONTACT_FIELDS: readonly string[] = [
  'email',
  'firstname',
  'lastname',
  'phone',
  'mobilephone',
  'company',
  'jobtitle',
  'hs_seniority',
  'website',
  'hs_email_domain',
  'country',
  'hs_country_region_code',
  'state',
  'hs_state_code',
  'city',
  'zip',
  'ip_country_code',
  'hs_timezone',
  'hs_language',
  'numberofemployees',
  'industry',
  'annualrevenue',
  'hubspot_owner_id',
  'hubspot_owner_assigneddate',
  'hubspot_team_id',
  'lifecyclestage',
  'hs_lead_status',
  'hs_analytics_source',
  'hs_analytics_source_data_1',
  'hs_analytics_source_data_2',
  'hs_latest_source',
  'hs_object_source',
  'hs_object_source_id',
  'hs_object_source_label',
  'hs_object_source_detail_1',
  'first_conversion_event_name',
  'recent_conversion_event_name',
  'num_conversion_events',
  'notes_last_contacted',
  'hs_email_optout',
  'hs_legal_basis',
  'createdate',
  'lastmodifieddate',
  'associatedcompanyid',
  // Ids of records that were merged into this one, `;` between them.
  'hs_merged_object_ids',
  'baton_status',
  'baton_decision_id',
  'baton_score',
  'baton_intent',
  'baton_buying_stage',
  'baton_risk_flags',
  ...ENQUIRY_PROPERTIES,
];

/** Contact properties that are read with their history: who changed the owner, and when. */
export const CONTACT_FIELDS_WITH_HISTORY: readonly string[] = ['hubspot_owner_id'];

export const COMPANY_FIELDS: readonly string[] = [
  'name',
  'domain',
  'numberofemployees',
  'industry',
  'country',
  'state',
  'city',
  'zip',
  'annualrevenue',
  'lifecyclestage',
  'hubspot_owner_id',
  'hs_is_target_account',
];

export const TASK_FIELDS: readonly string[] = [
  'hs_task_subject',
  'hs_task_body',
  'hs_task_status',
  'hs_task_priority',
  'hs_timestamp',
  'hubspot_owner_id',
  'hs_createdate',
  'hs_task_completion_date',
];

/** Fields of HubSpot's user records: who is there, when, and which languages they speak. */
export const USER_FIELDS: readonly string[] = [
  'hs_email',
  'hs_internal_user_id',
  'hubspot_owner_id',
  'hs_availability_status',
  'hs_out_of_office_hours',
  'hs_working_hours',
  'hs_standard_time_zone',
  'hs_main_user_language_skill',
  'hs_secondary_user_language_skill',
];
