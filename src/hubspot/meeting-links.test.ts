import { expect, it } from 'vitest';
import type { MeetingLink } from './answers.ts';
import { bookingAddress, meetingLinksByUser } from './meeting-links.ts';

const page = (slug: string, more: Partial<MeetingLink> = {}): MeetingLink => ({
  link: `https://meet.test/${slug}`,
  type: 'PERSONAL_LINK',
  organizerUserId: '7',
  defaultLink: false,
  ...more,
});
const chosen = (...links: MeetingLink[]) => meetingLinksByUser(links).get('7') ?? null;

it('takes what is named as the default before what is personal, and nothing else', () => {
  const team = page('team', { type: 'ROUND_ROBIN_CALENDAR' });
  expect(chosen(page('a'), page('b'), page('c', { defaultLink: true }))).toBe('https://meet.test/c');
  expect(chosen(page('a'), { ...team, defaultLink: true })).toBe('https://meet.test/team');
  expect(chosen(team, page('a'), page('b'))).toBe('https://meet.test/a');
  expect(chosen(team)).toBeNull();
  expect(chosen(page('other', { organizerUserId: '8' }), page('nobody', { organizerUserId: null }))).toBeNull();
});

it('passes over a default whose address is not to be trusted', () => {
  expect(chosen(page('x', { defaultLink: true, link: 'javascript:alert(1)' }), page('mine'))).toBe(
    'https://meet.test/mine',
  );
});

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>1</script>',
  'http://meet.test/ann',
  '//meet.test/ann',
  'https://hubspot.com@evil.test/ann',
  'meet.test/ann',
  '',
  null,
  undefined,
  `https://meet.test/${'a'.repeat(1_000)}`,
])('refuses %s', (link) => {
  expect(bookingAddress(link)).toBeNull();
});

it('writes quotes and brackets so that they end nothing', () => {
  expect(bookingAddress('https://meet.test/a"><script>')).toBe('https://meet.test/a%22%3E%3Cscript%3E');
});
