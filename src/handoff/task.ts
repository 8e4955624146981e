import { recordUrl } from '../hubspot/record-url.ts';
import { taskMark } from '../hubspot/tasks.ts';
import type { NextAction, Urgency } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import type { HandoffParts } from './contract.ts';
import { bounded, escapeHtml, labelOf } from './words.ts';

/** HubSpot demands a due date; without an SLA a day is what a colleague would expect. Milliseconds. */
const DUE_WITHOUT_SLA_MS = 86_400_000;

const PRIORITY: Readonly<Record<Urgency, 'HIGH' | 'MEDIUM' | 'LOW'>> = { high: 'HIGH', normal: 'MEDIUM', low: 'LOW' };

/** HubSpot's kind of task; what is neither a call nor a mail is a TODO. */
export const TASK_TYPE: Readonly<Record<NextAction, 'CALL' | 'EMAIL' | 'TODO'>> = {
  call: 'CALL',
  discovery: 'CALL',
  reply: 'EMAIL',
  send_pricing: 'EMAIL',
  book_meeting: 'EMAIL',
  verify_security: 'TODO',
  verify_data: 'TODO',
  forward: 'TODO',
  wait: 'TODO',
  none: 'TODO',
};

/**
 * The task that tells the owner what to do: all six parts in an HTML body in which everything that a stranger typed is
 * escaped, due at the SLA, urgent as the enquiry. `mark` is the id of the write that creates
 * the task; the body's last line carries it, because HubSpot has no idempotency keys.
 */
export function taskProperties(options: {
  parts: HandoffParts;
  verdict: Verdict;
  mark: string;
  portal: { portalId: number; uiDomain: string };
  contactId: string;
}): Record<string, string> {
  const { parts, verdict, mark, portal, contactId } = options;
  const { nextStep, owner, qualification } = parts;
  const due = owner.sla.dueAt ?? new Date(Date.parse(owner.routedAt) + DUE_WITHOUT_SLA_MS).toISOString();
  return {
    hs_task_subject: subject(parts),
    hs_task_body: body({ parts, mark, link: recordUrl(portal, contactId) }),
    hs_task_status: 'NOT_STARTED',
    hs_task_priority: PRIORITY[qualification.urgency],
    hs_task_type: TASK_TYPE[nextStep.action],
    hs_timestamp: due,
    ...(verdict.ownerId === null ? {} : { hubspot_owner_id: verdict.ownerId }),
  };
}

/** Update of the task of somebody from whom the handoff has gone to another owner, who has a task of their own. */
export function movedTask(taskId: string, to: string): { taskId: string; properties: Record<string, string> } {
  const hs_task_subject = bounded(`Moved to ${to}: nothing to do any more`, { chars: 160 });
  return { taskId, properties: { hs_task_status: 'COMPLETED', hs_task_subject } };
}

function subject({ nextStep, buyerContext, trigger }: HandoffParts): string {
  const first = buyerContext.sentences[0]?.text.replace(/\.$/u, '') ?? labelOf(trigger.label);
  const act = nextStep.action === 'none' ? 'Look at' : labelOf(nextStep.action);
  return bounded(`${act}: ${first}`, { chars: 160 });
}

function body({ parts, mark, link }: { parts: HandoffParts; mark: string; link: string }): string {
  const { trigger, buyerContext: context, qualification, nextStep, owner, risks } = parts;
  const { sla } = owner;
  const lines: readonly (readonly [string, string])[] = [
    ['Next step', `${labelOf(nextStep.action)}. ${nextStep.sentence}`],
    ['Trigger', `${labelOf(trigger.label)}. ${trigger.detail}`],
    ['Buyer context', context.sentences.map(({ text }) => text).join(' ')],
    ['Company, role, size', `${context.company}; ${context.role}; ${context.size}`],
    ['Reach', context.reach],
    [
      'Qualification state',
      `${labelOf(qualification.state)}, score ${qualification.score} (${qualification.reasons.join('; ')}). ` +
        `Intent ${words(qualification.intent)}, urgency ${qualification.urgency}, stage ${words(qualification.stage)}.`,
    ],
    ['Owner', `${owner.name}. ${owner.reason}`],
    ['SLA', sla.dueAt === null ? sla.state : `${sla.state}, due ${sla.dueAt} (${sla.minutes ?? 0} min)`],
    ['Risk flags', risks.summary],
    ...(parts.workflow === 'outbound' ? outreachLines(parts.outreach) : []),
  ];
  return [
    ...lines.map(([label, value]) => `<p><strong>${label}:</strong> ${escapeHtml(value)}</p>`),
    ...(owner.meetingLink === null ? [] : [linkLine(owner.meetingLink, 'Book a time')]),
    linkLine(link, 'Open the record'),
    `<p>${taskMark(mark)}</p>`,
  ].join('\n');
}

function linkLine(url: string, text: string): string {
  return `<p><a href="${escapeHtml(url)}">${text}</a></p>`;
}

function outreachLines(outreach: Extract<HandoffParts, { workflow: 'outbound' }>['outreach']) {
  return [
    ['Reply', words(outreach.replyClass)],
    ['Why this account', outreach.accountReason],
    ['Outreach so far', outreach.summary],
  ] as const;
}

function words(value: string): string {
  return value.replaceAll('_', ' ');
}
