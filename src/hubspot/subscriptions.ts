/** HubSpot's number for each kind of object that Baton hears about. */
export const CONTACT_TYPE_ID = '0-1';
export const COMPANY_TYPE_ID = '0-2';

/**
 * Contact properties whose change means "somebody asked again": HubSpot sends no creation event for a repeat form,
 * a booked meeting or a reply.
 */
export const ENQUIRY_PROPERTIES = [
  'recent_conversion_date',
  'message',
  'hs_latest_meeting_activity',
  'hs_sales_email_last_replied',
] as const;

/** Contact properties whose change may change who should have the lead, or that it is a lead at all. */
export const CONTACT_PROPERTIES = [
  'hubspot_owner_id',
  'lifecyclestage',
  'hs_lead_status',
  'email',
  'phone',
  'company',
  'country',
  'state',
  'zip',
  'hs_language',
  'jobtitle',
  'numberofemployees',
  'industry',
  ...ENQUIRY_PROPERTIES,
  'hs_email_optout',
  'hs_analytics_source',
] as const;

export const COMPANY_PROPERTIES = [
  'numberofemployees',
  'industry',
  'country',
  'state',
  'zip',
  'hubspot_owner_id',
] as const;

export type SubscriptionType =
  | 'object.creation'
  | 'object.deletion'
  | 'object.merge'
  | 'object.restore'
  | 'object.propertyChange'
  | 'object.associationChange'
  | 'contact.privacyDeletion';

export interface Subscription {
  subscriptionType: SubscriptionType;
  objectType: 'contact' | 'company';
  /** Property changes only: one subscription per property. */
  propertyName?: string;
}

/**
 * Every event that Baton asks HubSpot for. The app's webhook component is generated from this list and the door
 * accepts exactly these. It is the same for all portals, so a policy cannot add to it.
 */
export const SUBSCRIPTIONS: readonly Subscription[] = [
  { subscriptionType: 'object.creation', objectType: 'contact' },
  { subscriptionType: 'object.deletion', objectType: 'contact' },
  { subscriptionType: 'object.merge', objectType: 'contact' },
  { subscriptionType: 'object.restore', objectType: 'contact' },
  { subscriptionType: 'contact.privacyDeletion', objectType: 'contact' },
  { subscriptionType: 'object.associationChange', objectType: 'contact' },
  ...CONTACT_PROPERTIES.map((propertyName): Subscription => ({
    subscriptionType: 'object.propertyChange',
    objectType: 'contact',
    propertyName,
  })),
  ...COMPANY_PROPERTIES.map((propertyName): Subscription => ({
    subscriptionType: 'object.propertyChange',
    objectType: 'company',
    propertyName,
  })),
];
