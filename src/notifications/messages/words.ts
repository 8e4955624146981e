import type { HandoffParts } from '../../handoff/contract.ts';
import { bounded, labelOf, oneLine } from '../../handoff/words.ts';
import type { NotificationKind } from '../../store/schema-notifications.ts';
import type { DigestMessage, HandoffMessage, NotificationMessage } from '../message.ts';

const HEADLINES: Readonly<Record<NotificationKind, string>> = {
  offered: 'New lead for you',
  moved: 'A lead has moved to you',
  reminder: 'A lead still waits for you',
  breached: 'A lead was not answered in time',
  escalated: 'A lead needs you: nobody answered in time',
};

/** More than this many leads are counted, not listed. */
export const DIGEST_LINES = 20;

/** What a message is about, on one line, before any escaping. */
export function titleOf(message: NotificationMessage): string {
  if (message.kind === 'digest') return digestHeadline(message);
  return message.kind === 'test' ? 'A test message from Baton' : headline(message);
}

/** All that a test message says. */
export const TEST_TEXT = 'Somebody asked Baton to send it, to see whether it arrives. There is nothing to do.';

function headline({ kind, parts }: HandoffMessage): string {
  return bounded(`${HEADLINES[kind]}: ${subjectOf(parts)}`, { chars: 140 });
}

function digestHeadline({ items }: DigestMessage): string {
  return items.length === 1 ? 'A lead for you' : `${items.length} leads for you`;
}

/** One lead of a digest. */
export function digestLine({ kind, parts }: HandoffMessage): string {
  const next = `${labelOf(parts.nextStep.action)}, ${dueText(parts)}`;
  return bounded(`${HEADLINES[kind]}: ${subjectOf(parts)} (${next})`, { chars: 240 });
}

function subjectOf({ buyerContext, trigger }: HandoffParts): string {
  const company = buyerContext.company === 'none' ? '' : `, ${buyerContext.company}`;
  return `${labelOf(trigger.label)}${company}`;
}

/** The six parts as labelled lines of plain text, before any escaping. */
export function sixParts(parts: HandoffParts): readonly (readonly [label: string, text: string])[] {
  const { trigger, buyerContext: buyer, qualification, nextStep, owner, risks } = parts;
  const context = buyer.sentences.map(({ text }) => text).join(' ');
  return [
    ['Next step', `${labelOf(nextStep.action)}. ${nextStep.sentence}`],
    ['Trigger', `${labelOf(trigger.label)}. ${trigger.detail}`],
    ['Buyer context', `${context} ${buyer.company}; ${buyer.role}; ${buyer.size}. Reach: ${buyer.reach}`],
    [
      'Qualification',
      `${labelOf(qualification.state)}, score ${qualification.score}. ${qualification.reasons.join('; ')}`,
    ],
    ['Owner', `${owner.name}, ${dueText(parts)}. ${owner.reason}`],
    ['Risk flags', risks.summary],
  ].map(([label = '', text = '']) => [label, oneLine(text)] as const);
}

function dueText({ owner: { sla } }: HandoffParts): string {
  return sla.dueAt === null ? 'no due time' : `due ${sla.dueAt.slice(0, 10)} ${sla.dueAt.slice(11, 16)} UTC`;
}
