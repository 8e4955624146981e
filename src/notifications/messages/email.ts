import { escapeHtml, oneLine } from '../../handoff/words.ts';
import type { NotificationMessage } from '../message.ts';
import { DIGEST_LINES, digestLine, sixParts, TEST_TEXT, titleOf } from './words.ts';

export interface EmailContent {
  /** One line without control characters: it can begin no other header. */
  subject: string;
  text: string;
  html: string;
}

export function emailContent(message: NotificationMessage): EmailContent {
  const lines = linesOf(message);
  return {
    subject: oneLine(titleOf(message)),
    text: lines.map(({ label, text, url }) => [label, text, url].filter(Boolean).join(' ')).join('\n'),
    html: lines.map((line) => htmlOf(line)).join('\n'),
  };
}

interface Line {
  label?: string;
  text: string;
  url?: string;
}

function linesOf(message: NotificationMessage): Line[] {
  if (message.kind === 'digest') return digestLines(message.items);
  return message.kind === 'test' ? [{ text: TEST_TEXT }] : handoffLines(message);
}

function handoffLines({ parts, recordUrl }: Extract<NotificationMessage, { parts: unknown }>): Line[] {
  const { meetingLink } = parts.owner;
  return [
    ...sixParts(parts).map(([label, text]) => ({ label: `${label}:`, text })),
    { text: 'Open in HubSpot:', url: recordUrl },
    ...(meetingLink === null ? [] : [{ text: 'Book a time:', url: meetingLink }]),
  ];
}

function digestLines(items: Extract<NotificationMessage, { kind: 'digest' }>['items']): Line[] {
  const lines = items.slice(0, DIGEST_LINES).map((item) => ({ text: digestLine(item), url: item.recordUrl }));
  const more = items.length - lines.length;
  return more > 0 ? [...lines, { text: `and ${more} more` }] : lines;
}

function htmlOf({ label, text, url }: Line): string {
  const bold = label === undefined ? '' : `<strong>${escapeHtml(label)}</strong> `;
  const link = url === undefined ? '' : ` <a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
  return `<p>${bold}${escapeHtml(text)}${link}</p>`;
}
