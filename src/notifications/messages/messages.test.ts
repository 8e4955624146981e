import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HandoffParts } from '../../handoff/contract.ts';
import { messageOf, PARTS } from '../fixtures.ts';
import type { NotificationMessage } from '../message.ts';
import { emailContent } from './email.ts';
import { slackMessage } from './slack.ts';
import { signatureOf, webhookBody } from './webhook.ts';

const KINDS = ['offered', 'moved', 'reminder', 'breached', 'escalated'] as const;

/** What people type who want more than to be read. */
const hostile = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '<!channel>',
        '<@U123>',
        '<https://evil.example|Open in HubSpot>',
        '\r\nBcc: all@evil.example',
        '\u2028',
        '<script>alert(1)</script>',
        '"><img src=x onerror=1>',
        '&lt;',
        '*Owner:* x',
      ),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((all) => `x${all.join(' ')}`);

function withText(text: string): HandoffParts {
  return {
    ...PARTS,
    trigger: { ...PARTS.trigger, detail: text },
    buyerContext: {
      ...PARTS.buyerContext,
      sentences: [{ text, evidence: [{ kind: 'quote', value: text }] }],
      company: text,
      role: text,
      reach: text,
    },
    nextStep: { ...PARTS.nextStep, sentence: text },
    risks: { ...PARTS.risks, summary: text },
  };
}

const messages = fc
  .record({ text: hostile, kind: fc.constantFrom(...KINDS), digest: fc.boolean() })
  .map(({ text, kind, digest }): NotificationMessage => {
    const one = messageOf({ kind, parts: withText(text) });
    return digest
      ? {
          kind: 'digest',
          notificationId: one.notificationId,
          portalId: 42,
          items: Array.from({ length: 25 }, () => one),
        }
      : one;
  });

describe('Slack', () => {
  it('shows the six parts and a button', () => {
    const text = JSON.stringify(slackMessage(messageOf()));
    for (const label of ['Next step', 'Trigger', 'Buyer context', 'Qualification', 'Owner', 'Risk flags']) {
      expect(text).toContain(`"${label}: "`);
    }
    expect(text).toContain('"url":"https://app.hubspot.com/contacts/42/record/0-1/501"');
  });

  it("has a button for the owner's meeting link", () => {
    const parts = { ...PARTS, owner: { ...PARTS.owner, meetingLink: 'https://meet.test/ada' } };
    const [, , actions] = slackMessage(messageOf({ parts })).blocks;
    expect(actions).toMatchObject({
      elements: [{ text: { text: 'Open in HubSpot' } }, { url: 'https://meet.test/ada' }],
    });
  });

  it('finds nothing to parse in what a stranger typed', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const slack = slackMessage(message);
        expect(slack.text).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
        const whole = JSON.stringify(slack);
        expect(whole).not.toContain('mrkdwn');
        const urls = [...whole.matchAll(/"url":"([^"]*)"/g)].map(([, url]) => url);
        expect(new Set(urls)).toEqual(new Set(['https://app.hubspot.com/contacts/42/record/0-1/501']));
        const [head] = slack.blocks;
        expect(head?.type === 'header' && head.text.text.length <= 150).toBe(true);
      }),
    );
  });
});

describe('e-mail', () => {
  it('has a subject that begins no header and HTML that holds no foreign tag', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const { subject, html, text } = emailContent(message);
        // oxlint-disable-next-line no-control-regex
        expect(subject).not.toMatch(/[\u0000-\u001F\u007F-\u009F\u2028\u2029]/);
        const foreign = html.replace(/<\/?(?:p|strong|a)>|<a href="https:\/\/app\.hubspot\.com\/[^"<>]*">/g, '');
        expect(foreign).not.toMatch(/[<>"']|&(?!amp;|lt;|gt;|quot;|#39;)/);
        expect(text.split('\n').length).toBe(message.kind === 'digest' ? 21 : 7);
      }),
    );
  });
});

it('a mail leads to where a meeting is booked, whatever the address holds', () => {
  const meetingLink = `https://meet.test/"><b>'`;
  const { html, text } = emailContent(messageOf({ parts: { ...PARTS, owner: { ...PARTS.owner, meetingLink } } }));
  expect(text).toContain(`Book a time: ${meetingLink}`);
  expect(html).toContain('<a href="https://meet.test/&quot;&gt;&lt;b&gt;&#39;">');
});

describe('the webhook', () => {
  it('sends what was composed, signed with time and body', () => {
    const sentAt = new Date('2026-11-23T09:00:00.500Z');
    const body = webhookBody(messageOf(), sentAt);
    expect(JSON.parse(body)).toMatchObject({
      kind: 'offered',
      portalId: 42,
      lead: { contactId: '501', handoff: PARTS },
    });
    const v1 = createHmac('sha256', 's3cret').update(`1795424400.${body}`).digest('hex');
    expect(signatureOf('s3cret', body, sentAt)).toBe(`t=1795424400,v1=${v1}`);
  });
});
