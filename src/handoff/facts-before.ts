import { openForContact } from '../store/tables/contact-keys.ts';
import { handoffParts } from './contract.ts';
import type { Facts } from './moved-because.ts';

/** The facts by which an open handoff went where it is; none where they cannot be read, or were not kept then. */
export function factsBefore(handoff: { parts: Buffer | null } | null, contactKey: Buffer | null): Facts {
  if (handoff?.parts == null || contactKey === null) return {};
  try {
    return handoffParts.parse(openForContact(contactKey, handoff.parts)).facts ?? {};
  } catch {
    // Only words for people are lost.
    return {};
  }
}
