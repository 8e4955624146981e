import type { ObjectType, PropertyDefinition } from './model.ts';

/**
 * The properties that a portal has from the start, as `name`, `name:type` or `name:enumeration:a|b`; `!` marks the ones
 * that HubSpot fills in itself. Only what the app or sample leads may meet.
 */
const STAGES = 'subscriber|lead|marketingqualifiedlead|salesqualifiedlead|opportunity|customer|evangelist|other';
const LEAD_STATUSES = 'NEW|OPEN|IN_PROGRESS|OPEN_DEAL|UNQUALIFIED|ATTEMPTED_TO_CONTACT|CONNECTED|BAD_TIMING';
const ORIGINS =
  'ORGANIC_SEARCH|PAID_SEARCH|EMAIL_MARKETING|SOCIAL_MEDIA|REFERRALS|OTHER_CAMPAIGNS|DIRECT_TRAFFIC|OFFLINE|PAID_SOCIAL|AI_REFERRALS';

const RECORD = [
  'hs_object_id:number!',
  'hs_object_source!',
  'hs_object_source_id!',
  'hs_object_source_label!',
  'hs_object_source_detail_1!',
  'hs_object_source_detail_2!',
  'hs_object_source_detail_3!',
  'hubspot_owner_assigneddate:datetime!',
  'hubspot_team_id!',
  'hs_all_owner_ids!',
  'hubspot_owner_id',
];

const CONTACT = [
  ...RECORD,
  'createdate:datetime!',
  'lastmodifieddate:datetime!',
  'associatedcompanyid:number!',
  'hs_email_domain!',
  'hs_merged_object_ids!',
  'num_conversion_events:number!',
  'email',
  'firstname',
  'lastname',
  'salutation',
  'phone:phone_number',
  'mobilephone:phone_number',
  'company',
  'jobtitle',
  'website',
  'address',
  'city',
  'state',
  'zip',
  'country',
  'hs_country_region_code',
  'hs_state_code',
  'ip_country',
  'ip_country_code',
  'ip_state',
  'ip_city',
  'hs_timezone',
  'hs_language',
  'numberofemployees',
  'numemployees',
  'industry',
  'annualrevenue',
  'seniority',
  'hs_seniority',
  'hs_role',
  'hs_persona',
  'message',
  'notes_last_contacted:datetime',
  'notes_last_updated:datetime',
  'notes_next_activity_date:datetime',
  'num_contacted_notes:number',
  'num_notes:number',
  `lifecyclestage:enumeration:${STAGES}`,
  `hs_lead_status:enumeration:${LEAD_STATUSES}`,
  `hs_analytics_source:enumeration:${ORIGINS}`,
  'hs_analytics_source_data_1',
  'hs_analytics_source_data_2',
  'hs_analytics_first_url',
  'hs_analytics_last_touch_converting_campaign',
  'hs_analytics_first_referrer',
  'hs_analytics_num_page_views:number',
  'hs_analytics_num_visits:number',
  `hs_latest_source:enumeration:${ORIGINS}`,
  'hs_latest_source_data_1',
  'hs_latest_source_data_2',
  'hs_latest_source_timestamp:datetime',
  'first_conversion_event_name',
  'first_conversion_date:datetime',
  'recent_conversion_event_name',
  'recent_conversion_date:datetime',
  'hs_latest_meeting_activity:datetime',
  'hs_sales_email_last_replied:datetime',
  'hs_sales_email_last_opened:datetime',
  'hs_sales_email_last_clicked:datetime',
  'hs_email_last_reply_date:datetime',
  'hs_last_sales_activity_timestamp:datetime',
  'hs_sa_first_engagement_date:datetime',
  'hs_sequences_is_enrolled:bool',
  'hs_email_optout:bool',
  'hs_email_bounce:number',
  'hs_email_hard_bounce_reason_enum',
  'hs_legal_basis',
  'hs_linkedin_url',
  'hs_customer_agent_lead_status',
];

const COMPANY = [
  ...RECORD,
  'createdate:datetime!',
  'hs_lastmodifieddate:datetime!',
  'name',
  'domain',
  'website',
  'phone:phone_number',
  'address',
  'city',
  'state',
  'zip',
  'country',
  'hs_country_code',
  'timezone',
  'numberofemployees:number',
  'annualrevenue:number',
  'industry',
  'description',
  'type',
  'is_public:bool',
  'hs_is_target_account:bool',
  `lifecyclestage:enumeration:${STAGES}`,
  `hs_lead_status:enumeration:${LEAD_STATUSES}`,
];

const ENGAGEMENT = [...RECORD, 'hs_createdate:datetime!', 'hs_lastmodifieddate:datetime!', 'hs_timestamp:datetime'];

const TASK = [
  ...ENGAGEMENT,
  'hs_task_completion_date:datetime!',
  'hs_task_subject',
  'hs_task_body',
  'hs_task_status:enumeration:NOT_STARTED|IN_PROGRESS|WAITING|DEFERRED|COMPLETED',
  'hs_task_priority:enumeration:LOW|MEDIUM|HIGH|NONE',
  'hs_task_type:enumeration:TODO|CALL|EMAIL|LINKED_IN|LINKED_IN_CONNECT|LINKED_IN_MESSAGE|MEETING',
  'hs_task_reminders',
  'hs_queue_membership_ids',
];

const NOTE = [...ENGAGEMENT, 'hs_note_body', 'hs_attachment_ids'];

const CALL = [
  ...ENGAGEMENT,
  'hs_call_title',
  'hs_call_body',
  'hs_call_duration:number',
  'hs_call_direction:enumeration:INBOUND|OUTBOUND',
  'hs_call_status:enumeration:COMPLETED|NO_ANSWER|BUSY|FAILED|CANCELED',
];

const USER = [
  'hs_object_id:number!',
  'hs_createdate:datetime!',
  'hs_lastmodifieddate:datetime!',
  'hs_email!',
  'hs_given_name!',
  'hs_family_name!',
  'hs_internal_user_id:number!',
  'hubspot_owner_id!',
  'hs_deactivated:bool!',
  'hs_job_title',
  'hs_availability_status:enumeration:available|away',
  'hs_out_of_office_hours',
  'hs_working_hours',
  'hs_standard_time_zone',
  'hs_main_user_language_skill',
  'hs_secondary_user_language_skill',
  'hs_uncategorized_skills',
];

const LISTS: Record<ObjectType, readonly string[]> = {
  contacts: CONTACT,
  companies: COMPANY,
  tasks: TASK,
  notes: NOTE,
  calls: CALL,
  users: USER,
};

const FIELD_TYPES = {
  string: 'text',
  number: 'number',
  bool: 'booleancheckbox',
  date: 'date',
  datetime: 'date',
  enumeration: 'select',
  phone_number: 'phonenumber',
} as const;

/** Fresh definitions of an object type's own properties, by name. */
export function defaultProperties(type: ObjectType, atMs: number): Map<string, PropertyDefinition> {
  return new Map(LISTS[type].map((text) => [nameOf(text), definition(text, `${type}information`, atMs)]));
}

function definition(text: string, groupName: string, atMs: number): PropertyDefinition {
  const [, kind = 'string', values = ''] = text.replace('!', '').split(':');
  const type = isType(kind) ? kind : 'string';
  return {
    name: nameOf(text),
    label: nameOf(text),
    description: '',
    groupName,
    type,
    fieldType: FIELD_TYPES[type],
    options: optionsOf(type === 'bool' ? 'true|false' : values),
    displayOrder: -1,
    hidden: false,
    formField: !text.endsWith('!'),
    hasUniqueValue: false,
    hubspotDefined: true,
    readOnly: text.endsWith('!'),
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}

function nameOf(text: string): string {
  return text.replace('!', '').split(':')[0] ?? text;
}

function isType(kind: string): kind is keyof typeof FIELD_TYPES {
  return Object.hasOwn(FIELD_TYPES, kind);
}

function optionsOf(values: string) {
  return values
    .split('|')
    .filter((value) => value !== '')
    .map((value, displayOrder) => ({ label: value, value, displayOrder, hidden: false }));
}
