/** So long a workflow waits for what becomes of the contact; ISO 8601 and milliseconds. */
export const WAITS = { iso: 'PT15M', ms: 15 * 60_000 } as const;

interface ActionDefinition {
  uid: string;
  path: string;
  clients: readonly ('WORKFLOWS' | 'AGENTS')[];
  name: string;
  description: string;
  card: string;
  /** Outputs by name, with what people read. */
  outputs: Readonly<Record<string, string>>;
}

/** Baton's actions in HubSpot's workflows, which agents may use as tools. The project's components are generated from them. */
export const ACTIONS: readonly ActionDefinition[] = [
  {
    uid: 'baton_route',
    path: '/workflow-actions/route',
    clients: ['WORKFLOWS', 'AGENTS'],
    name: 'Route this contact',
    description: 'Baton gives the contact to the right person, with a task and a reason, as if it had just asked.',
    card: 'Route with Baton',
    outputs: {
      outcome: 'Outcome (routed, held, nurtured, skipped, failed)',
      owner_id: 'Owner',
      reason: 'Reason',
      sla_due: 'To be acted on until',
    },
  },
  {
    uid: 'baton_handoff',
    path: '/workflow-actions/handoff',
    clients: ['WORKFLOWS', 'AGENTS'],
    name: 'Get handoff',
    description: "Reads the contact's handoff: whose it is, until when, what to do next and why.",
    card: 'Read the handoff from Baton',
    outputs: {
      status: 'Status',
      owner: 'Owner',
      owner_reason: 'Why this owner',
      sla_state: 'Clock',
      sla_due: 'To be acted on until',
      trigger: 'Trigger',
      next_step: 'Next step',
      risk_flags: 'Risk flags',
    },
  },
];
