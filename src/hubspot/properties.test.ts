import { describe, expect, it } from 'vitest';
import { BATON_PROPERTIES, propertyDefinition } from './properties.ts';
import { CONTACT_PROPERTIES, ENQUIRY_PROPERTIES, SUBSCRIPTIONS } from './subscriptions.ts';
import { apiPath } from './versions.ts';

/** Which field types HubSpot allows for a type. */
const ALLOWED: Record<string, readonly string[]> = {
  string: ['text', 'textarea', 'phonenumber', 'html', 'file'],
  number: ['number'],
  datetime: ['date'],
  enumeration: ['select', 'radio', 'checkbox', 'booleancheckbox'],
};

describe('contact properties', () => {
  it('are the fixed names, once each', () => {
    expect(BATON_PROPERTIES.map((property) => property.name)).toEqual([
      'baton_status',
      'baton_workflow',
      'baton_trigger',
      'baton_trigger_detail',
      'baton_buyer_context',
      'baton_qualification_state',
      'baton_score',
      'baton_intent',
      'baton_urgency',
      'baton_buying_stage',
      'baton_next_action',
      'baton_next_step',
      'baton_owner_reason',
      'baton_sla_due',
      'baton_sla_state',
      'baton_risk_flags',
      'baton_source_summary',
      'baton_routed_at',
      'baton_decision_id',
      'baton_reply_class',
      'baton_account_reason',
      'baton_outreach_summary',
    ]);
  });

  it.each(BATON_PROPERTIES.map((property) => propertyDefinition(property)))('$name is one HubSpot accepts', (sent) => {
    expect(ALLOWED[sent.type]).toContain(sent.fieldType);
    expect(sent.options.length > 0).toBe(sent.type === 'enumeration');
    expect(new Set(sent.options.map((option) => option.value)).size).toBe(sent.options.length);
    expect(new Set(sent.options.map((option) => option.label)).size).toBe(sent.options.length);
    expect(sent.description).not.toBe('');
  });
});

describe('subscriptions', () => {
  it('name each event once', () => {
    const keys = SUBSCRIPTIONS.map((s) => `${s.subscriptionType} ${s.objectType} ${s.propertyName ?? ''}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).toHaveLength(6 + 19 + 6);
  });

  it('hear every enquiry and no property of ours', () => {
    for (const property of ENQUIRY_PROPERTIES) expect(CONTACT_PROPERTIES).toContain(property);
    expect(SUBSCRIPTIONS.filter((s) => s.propertyName?.startsWith('baton_'))).toEqual([]);
  });
});

it('paths carry the dated version', () => {
  expect(apiPath('objects', '/contacts/batch/read')).toBe('/crm/objects/2026-09/contacts/batch/read');
  expect(apiPath('settingsUsers', '/teams')).toBe('/settings/users/2026-03/teams');
});
