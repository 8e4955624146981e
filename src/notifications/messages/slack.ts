import { bounded } from '../../handoff/words.ts';
import type { DigestMessage, HandoffMessage, NotificationMessage } from '../message.ts';
import { DIGEST_LINES, digestLine, sixParts, TEST_TEXT, titleOf } from './words.ts';

/** Slack accepts headers of 150 characters; a part longer than this is no help on a phone. */
const PART_CHARS = 1_200;

type RichText = { type: 'text'; text: string; style?: { bold: true } } | { type: 'link'; url: string; text: string };

export type SlackBlock =
  | { type: 'header'; text: { type: 'plain_text'; text: string; emoji: false } }
  | { type: 'rich_text'; elements: { type: 'rich_text_section'; elements: RichText[] }[] }
  | { type: 'actions'; elements: SlackButton[] };

type SlackButton = { type: 'button'; text: { type: 'plain_text'; text: string }; url: string };

export interface SlackMessage {
  /** What phones show; the only part that Slack parses for links and mentions, hence escaped. */
  text: string;
  blocks: SlackBlock[];
  unfurl_links: false;
  unfurl_media: false;
}

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Text in which Slack finds no link, mention or command. */
export function escapeSlack(text: string): string {
  return text.replace(/[&<>]/g, (sign) => SIGNS[sign] ?? sign);
}

/** Lead text stands in rich-text elements, which Slack shows as they are: there is nothing in it to be parsed. */
export function slackMessage(message: NotificationMessage): SlackMessage {
  const title = titleOf(message);
  return {
    text: escapeSlack(title),
    blocks: [{ type: 'header', text: { type: 'plain_text', text: title, emoji: false } }, ...blocksOf(message)],
    unfurl_links: false,
    unfurl_media: false,
  };
}

function blocksOf(message: NotificationMessage): SlackBlock[] {
  if (message.kind === 'digest') return digestBlocks(message);
  return message.kind === 'test' ? [richText([[{ type: 'text', text: TEST_TEXT }]])] : handoffBlocks(message);
}

function handoffBlocks({ parts, recordUrl }: HandoffMessage): SlackBlock[] {
  const { meetingLink } = parts.owner;
  const lines = sixParts(parts).map(([label, text]) => [
    { type: 'text' as const, text: `${label}: `, style: { bold: true as const } },
    { type: 'text' as const, text: bounded(text, { chars: PART_CHARS }) },
  ]);
  return [
    richText(lines),
    {
      type: 'actions',
      elements: [
        button('Open in HubSpot', recordUrl),
        ...(meetingLink === null ? [] : [button('Book a time', meetingLink)]),
      ],
    },
  ];
}

function button(text: string, url: string): SlackButton {
  return { type: 'button', text: { type: 'plain_text', text }, url };
}

function digestBlocks({ items }: DigestMessage): SlackBlock[] {
  const lines: RichText[][] = items.slice(0, DIGEST_LINES).map((item) => [
    { type: 'text', text: `${digestLine(item)} ` },
    { type: 'link', url: item.recordUrl, text: 'Open' },
  ]);
  const more = items.length - DIGEST_LINES;
  return [richText(more > 0 ? [...lines, [{ type: 'text', text: `and ${more} more` }]] : lines)];
}

function richText(lines: readonly (readonly RichText[])[]): SlackBlock {
  return {
    type: 'rich_text',
    elements: lines.map((elements) => ({ type: 'rich_text_section', elements: [...elements] })),
  };
}
