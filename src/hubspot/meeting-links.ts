import type { MeetingLink } from './answers.ts';

const LONGEST_ADDRESS = 1_000;

/**
 * The address of each user's own booking page, by user id: what HubSpot names as the user's default, else the first page
 * that is theirs alone. Pages whose address is not to be trusted are passed over. Pure.
 */
export function meetingLinksByUser(links: readonly MeetingLink[]): Map<string, string> {
  const chosen = new Map<string, string>();
  for (const suits of [isDefault, isPersonal]) {
    for (const link of links) {
      const userId = link.organizerUserId ?? null;
      const address = suits(link) ? bookingAddress(link.link) : null;
      if (userId !== null && address !== null && !chosen.has(userId)) chosen.set(userId, address);
    }
  }
  return chosen;
}

/** The address as a browser writes it; null: not https, with a name and password in it, or none at all. */
export function bookingAddress(link: string | null | undefined): string | null {
  const text = link ?? '';
  if (text.length > LONGEST_ADDRESS || !URL.canParse(text)) return null;
  const { protocol, username, password, href } = new URL(text);
  return protocol === 'https:' && username === '' && password === '' ? href : null;
}

function isDefault({ defaultLink }: MeetingLink): boolean {
  return defaultLink === true;
}

function isPersonal({ type }: MeetingLink): boolean {
  return type === 'PERSONAL_LINK';
}
