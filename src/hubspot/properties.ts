import {
  BUYING_STAGES,
  INBOUND_TRIGGERS,
  INTENTS,
  NEXT_ACTIONS,
  OUTBOUND_TRIGGERS,
  QUALIFICATION_STATES,
  REPLY_CLASSES,
  RISK_FLAGS,
  SLA_STATES,
  STATUSES,
  URGENCIES,
  WORKFLOWS,
} from '../policy/taxonomy.ts';

export const BATON_GROUP = { name: 'baton', label: 'Baton' } as const;

/** A contact property of ours, in the words of HubSpot's properties API. */
export interface BatonProperty {
  name: `baton_${string}`;
  label: string;
  description: string;
  type: 'string' | 'number' | 'datetime' | 'enumeration';
  fieldType: 'text' | 'textarea' | 'number' | 'date' | 'select' | 'checkbox';
  /** The closed list of an enumeration; several values are joined with `;` when fieldType is checkbox. */
  values?: readonly string[];
}

/** Contact properties that Baton writes. Customers build views and reports on them: never rename, only add. */
export const BATON_PROPERTIES = [
  select('baton_status', 'Status', 'Where this lead stands in its handoff.', STATUSES),
  select('baton_workflow', 'Workflow', 'Whether the lead came to us or answered our outreach.', WORKFLOWS),
  select('baton_trigger', 'Trigger', 'Why a person should act now.', [...INBOUND_TRIGGERS, ...OUTBOUND_TRIGGERS]),
  line('baton_trigger_detail', 'Trigger detail', 'The trigger in one sentence.'),
  text('baton_buyer_context', 'Buyer context', 'Who this is, what they want and what they said.'),
  select('baton_qualification_state', 'Qualification', 'How sure we are that this is a buyer.', QUALIFICATION_STATES),
  {
    name: 'baton_score',
    label: 'Baton score',
    description: 'From 0 to 100; the reasons are part of the buyer context.',
    type: 'number',
    fieldType: 'number',
  },
  select('baton_intent', 'Intent', 'What the enquiry asks for.', INTENTS),
  select('baton_urgency', 'Urgency', 'How soon an answer is needed.', URGENCIES),
  select('baton_buying_stage', 'Buying stage', 'How far the buyer has come.', BUYING_STAGES),
  select('baton_next_action', 'Next action', 'What to do next.', NEXT_ACTIONS),
  text('baton_next_step', 'Next step', 'The next action in words, with what to say or ask.'),
  text('baton_owner_reason', 'Owner reason', 'Why this person got the lead.'),
  moment('baton_sla_due', 'SLA due', 'When the owner should have acted.'),
  select('baton_sla_state', 'SLA state', 'How the promised response time stands.', SLA_STATES),
  {
    name: 'baton_risk_flags',
    label: 'Baton risk flags',
    description: 'What to be careful about.',
    type: 'enumeration',
    fieldType: 'checkbox',
    values: RISK_FLAGS,
  },
  line('baton_source_summary', 'Source summary', 'Where the enquiry came from.'),
  moment('baton_routed_at', 'Routed at', 'When the lead was given to its owner.'),
  line('baton_decision_id', 'Decision', 'Number of the decision, by which it can be explained and replayed.'),
  select('baton_reply_class', 'Reply class', 'What the reply to our outreach says.', REPLY_CLASSES),
  text('baton_account_reason', 'Account reason', 'Why this account was approached.'),
  text('baton_outreach_summary', 'Outreach summary', 'What was sent before the reply.'),
] as const satisfies readonly BatonProperty[];

export type BatonPropertyName = (typeof BATON_PROPERTIES)[number]['name'];

/** A property as HubSpot's create call wants it. */
export function propertyDefinition(property: BatonProperty) {
  return {
    name: property.name,
    label: property.label,
    description: property.description,
    groupName: BATON_GROUP.name,
    type: property.type,
    fieldType: property.fieldType,
    hidden: false,
    formField: false,
    options: (property.values ?? []).map((value, displayOrder) => ({
      label: labelOf(value),
      value,
      displayOrder,
      hidden: false,
    })),
  };
}

function select<const N extends `baton_${string}`>(
  name: N,
  label: string,
  description: string,
  values: readonly string[],
) {
  return {
    name,
    label: `Baton ${lower(label)}`,
    description,
    type: 'enumeration',
    fieldType: 'select',
    values,
  } as const;
}

function line<const N extends `baton_${string}`>(name: N, label: string, description: string) {
  return { name, label: `Baton ${lower(label)}`, description, type: 'string', fieldType: 'text' } as const;
}

function text<const N extends `baton_${string}`>(name: N, label: string, description: string) {
  return { name, label: `Baton ${lower(label)}`, description, type: 'string', fieldType: 'textarea' } as const;
}

function moment<const N extends `baton_${string}`>(name: N, label: string, description: string) {
  return { name, label: `Baton ${lower(label)}`, description, type: 'datetime', fieldType: 'date' } as const;
}

function lower(label: string): string {
  return label.startsWith('SLA') ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

function labelOf(value: string): string {
  const words = value.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
