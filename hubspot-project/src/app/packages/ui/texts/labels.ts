/**
 * The codes that the card shows, as people read them; those of one page alone stand with its texts. A code that is missing
 * is shown humanised.
 */
const LABELS = {
  field: {
    firstname: 'first name',
    lastname: 'last name',
    email: 'e-mail',
    jobtitle: 'job title',
    numberofemployees: 'number of employees',
    hs_language: 'language',
    zip: 'post code',
    recent_conversion_date: 'last form sent',
    ip_country: 'visitor’s country',
    lifecyclestage: 'lifecycle stage',
    hs_analytics_source: 'traffic source',
  },
  status: {
    new: 'New',
    held: 'On hold',
    offered: 'To be accepted',
    accepted: 'Accepted',
    acted: 'Acted on',
    closed: 'Closed',
    nurtured: 'Nurture',
    skipped: 'Skipped',
    failed: 'Failed',
    routed: 'Routed',
  },
  trigger: {
    demo_request: 'Asked for a demo',
    pricing_request: 'Asked about prices',
    meeting_booked: 'Booked a meeting',
    asked_for_person: 'Asked for a person',
    threshold_reached: 'Reached the score',
    enterprise_fit: 'Fits as an enterprise account',
    existing_customer: 'Is a customer already',
    came_back: 'Came back',
    agent_uncertain: 'Needs a person’s look',
    manual: 'Routed by hand',
    workflow: 'Sent by a workflow',
    imported: 'Imported',
    created_by_user: 'Created by a colleague',
    positive_reply: 'Replied with interest',
    referral: 'Referred to somebody',
    pricing_question: 'Replied with a question about prices',
    objection: 'Replied with an objection',
    strategic_engagement: 'Strategic account engaged',
  },
  intent: {
    demo_request: 'Demo or meeting',
    pricing: 'Price',
    product_question: 'Product question',
    technical_support: 'Support',
    partnership: 'Partnership',
    vendor_pitch: 'Selling to us',
    careers: 'Job',
    research: 'Research',
    spam: 'Spam',
  },
  urgency: { high: 'Urgent', normal: 'Normal', low: 'No hurry' },
  stage: { decision: 'Deciding', evaluation: 'Comparing', awareness: 'Learning', none: 'Not a buyer' },
  qualification: {
    qualified: 'Qualified',
    partially_qualified: 'Partly qualified',
    needs_confirmation: 'To be confirmed',
    disqualified: 'Not qualified',
  },
  nextAction: {
    call: 'Call',
    reply: 'Reply',
    send_pricing: 'Send prices',
    book_meeting: 'Book a meeting',
    discovery: 'Find out more',
    verify_security: 'Clear up security',
    verify_data: 'Check the data',
    forward: 'Forward',
    wait: 'Wait',
    none: 'Nothing to do',
  },
  risk: {
    pricing_negotiation: 'Price negotiation',
    legal_review: 'Legal review',
    security_review: 'Security review',
    procurement: 'Procurement',
    competitor_evaluation: 'Compares competitors',
    enterprise_account: 'Enterprise account',
    existing_customer: 'Existing customer',
    angry_sentiment: 'Upset',
    unclear_use_case: 'Unclear need',
    duplicate_record: 'Possible duplicate',
    personal_data_request: 'Personal data request',
    missing_consent: 'No consent',
    disposable_email: 'Throw-away address',
    prompt_injection: 'Tries to give orders to software',
    language_mismatch: 'Other language',
  },
  wrongOwner: {
    wrong_territory: 'Wrong territory',
    wrong_segment: 'Wrong company size or segment',
    wrong_product: 'Wrong product',
    existing_account: 'Belongs to an existing account',
    language: 'Language',
    left_or_away: 'Has left or is away',
    conflict: 'Conflict of interest',
    other: 'Other reason',
  },
  outcome: {
    meeting_booked: 'Meeting booked',
    qualified: 'Qualified',
    nurture: 'Nurture',
    disqualified: 'Not a fit',
    no_response: 'No response',
    duplicate: 'Duplicate',
    junk: 'Junk',
    customer_support: 'Passed to support',
    taken_over: 'Taken over',
    deleted: 'Contact deleted',
  },
  hold: {
    nobody_free: 'Nobody is free',
    outside_hours: 'Outside working hours',
    waiting_for_facts: 'Waiting for facts',
    needs_review: 'Needs a person’s review',
    portal_paused: 'Baton is paused',
  },
  sla: {
    none: 'No deadline',
    running: 'In time',
    at_risk: 'Due soon',
    breached: 'Late',
    met: 'Acted on in time',
    paused: 'The clock is paused',
  },
  history: {
    offered: 'Offered',
    enquiry_added: 'Asked again',
    moved: 'Moved',
    accepted: 'Accepted',
    wrong_owner: 'Wrong owner reported',
    closed: 'Closed',
    held: 'Put on hold',
    nurtured: 'Left to nurture',
    skipped: 'Skipped',
  },
  presence: { here: 'At work', away: 'Away', off_duty: 'Off duty', inactive: 'No longer active' },
  hidden: {
    not_allowed:
      'Only its owner, the people of the owner’s pool, their manager and Baton’s admins see more of this handoff.',
    unreadable: 'They cannot be read any more. Admins find the reason in the log.',
  },
  trouble: {
    not_readable_yet: 'HubSpot could not show it yet',
    process_died: 'Baton was interrupted',
    store_unavailable: 'Baton’s database did not answer',
    hubspot_unavailable: 'HubSpot did not answer',
    rate_limited: 'HubSpot asked Baton to slow down',
    unexpected_answer: 'HubSpot’s answer could not be read',
    missing_scope: 'A permission is missing',
    grant_revoked: 'HubSpot withdrew Baton’s access',
    unexpected: 'Something unexpected happened',
    unknown: 'Nobody knows why',
  },
} as const satisfies Record<string, Record<string, string>>;

export type LabelKind = keyof typeof LABELS;

/**
 * The text for a code; one that is not known becomes readable by itself: `security_review` → `Security review`. What is a
 * sentence already stays as it is.
 */
export function labelOf(kind: LabelKind, code: string): string {
  return textOf(LABELS[kind], code);
}

/** As `labelOf`, from a page's own texts. */
export function textOf(texts: Readonly<Record<string, string>>, code: string): string {
  const text = Object.hasOwn(texts, code) ? texts[code] : undefined;
  if (text !== undefined || /\s/.test(code)) return text ?? code;
  return code.charAt(0).toUpperCase() + code.slice(1).replaceAll('_', ' ');
}

/** The name of a contact's field within a sentence: `job title`. */
export function fieldName(code: string): string {
  const texts: Readonly<Record<string, string>> = LABELS.field;
  return Object.hasOwn(texts, code) ? (texts[code] ?? code) : code.replaceAll('_', ' ');
}

/** The codes of one kind that have a text of their own. */
export function codesWithText(kind: LabelKind): string[] {
  return Object.keys(LABELS[kind]);
}
