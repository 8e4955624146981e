import { cleanValue } from './text.ts';

type Properties = Readonly<Record<string, string | null>>;

const CHANNELS: Readonly<Record<string, string>> = {
  ORGANIC_SEARCH: 'organic search',
  PAID_SEARCH: 'paid search',
  EMAIL_MARKETING: 'e-mail marketing',
  SOCIAL_MEDIA: 'social media',
  PAID_SOCIAL: 'paid social',
  REFERRALS: 'referral from another site',
  OTHER_CAMPAIGNS: 'campaign',
  DIRECT_TRAFFIC: 'direct visit',
  AI_REFERRALS: 'AI assistant',
  OFFLINE: 'offline source',
};
const ORIGINS: Readonly<Record<string, string>> = {
  FORM: 'Form',
  FORMS: 'Form',
  CONVERSATIONS: 'Chat',
  BOT: 'Chatbot',
  MEETINGS: 'Booked meeting',
  CUSTOMER_AGENT: 'Customer agent',
  ADS: 'Ad lead form',
  CRM_UI: 'Entered by hand',
  MOBILE_IOS: 'Entered on a phone',
  MOBILE_ANDROID: 'Entered on a phone',
  EXTENSION: 'Entered from the mailbox',
  EMAIL: 'Logged e-mail',
  EMAIL_INTEGRATION: 'Logged e-mail',
  SALES: 'Entered by sales',
  IMPORT: 'Import',
  INTEGRATION: 'Integration',
  INTEGRATIONS_SYNC: 'Data sync',
  API: 'API',
  SALESFORCE: 'Salesforce',
  MIGRATION: 'Migration',
};

/**
 * Where the enquiry came from, in one line for people and as one channel word for rules. Half of the fields are
 * missing in practice; what is known is said, the rest is left out. `channel` is HubSpot's analytics source or, without
 * one, the record's source, in lower case; `unknown` if there is neither.
 */
export function sourceOf(properties: Properties): { summary: string; channel: string } {
  const value = (name: string) => cleanValue(properties[name]);
  const analytics = (value('hs_latest_source') ?? value('hs_analytics_source'))?.toUpperCase() ?? null;
  const latest = value('hs_latest_source') === null ? 'hs_analytics_source' : 'hs_latest_source';
  const origin = value('hs_object_source')?.toUpperCase() ?? null;
  const event = value('recent_conversion_event_name') ?? value('first_conversion_event_name');
  const label =
    origin === null ? null : (wordsFor(ORIGINS, origin) ?? readable(value('hs_object_source_label') ?? origin));
  // For offline records HubSpot puts its own codes into the details ("API", "1234567"); they tell a person nothing.
  const details =
    analytics === null || analytics === 'OFFLINE'
      ? []
      : [value(`${latest}_data_1`), value(`${latest}_data_2`)].filter((part) => part !== null);
  const parts = [
    event === null ? label : `${label ?? 'Form'} “${event}”`,
    analytics === null || (analytics === 'OFFLINE' && label !== null)
      ? null
      : `${wordsFor(CHANNELS, analytics) ?? readable(analytics)}${details.length > 0 ? ` (${[...new Set(details)].join(' / ')})` : ''}`,
    event === null ? value('hs_object_source_detail_1') : null,
    campaignOf(value('utm_campaign') ?? value('hs_analytics_last_touch_converting_campaign')),
  ].filter((part) => part !== null);
  const summary = parts.length === 0 ? 'Source not known' : parts.join(', ');
  return {
    summary: (summary.charAt(0).toUpperCase() + summary.slice(1)).slice(0, 250),
    channel: (analytics !== null && analytics !== 'OFFLINE'
      ? analytics
      : (origin ?? analytics ?? 'unknown')
    ).toLowerCase(),
  };
}

function campaignOf(campaign: string | null): string | null {
  return campaign === null ? null : `campaign ${campaign}`;
}

function readable(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

/** A value may be any word, also one that every object knows. */
function wordsFor(table: Readonly<Record<string, string>>, value: string): string | undefined {
  return Object.hasOwn(table, value) ? table[value] : undefined;
}
