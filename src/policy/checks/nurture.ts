import type { PolicyDocument } from '../schema.ts';
import type { Finding } from './finding.ts';
import type { WorldPerson } from './world.ts';

/** A sequence in the name of somebody who cannot send it: HubSpot would refuse every lead. */
export function nurtureFindings({ nurture }: PolicyDocument, people: readonly WorldPerson[]): Finding[] {
  const sequence = nurture?.sequence;
  // An account whose user ids are not known says nothing of who is a user.
  if (sequence === undefined || people.every(({ userId }) => (userId ?? null) === null)) return [];
  const sender = people.find(({ userId }) => String(userId) === sequence.senderUserId);
  if (sender === undefined) {
    const meant = people.find(({ ownerId }) => ownerId === sequence.senderUserId);
    const proposal =
      (meant?.userId ?? null) === null
        ? 'name the user id of somebody who works there'
        : `did you mean ${meant?.userId ?? ''}, the user id of ${meant?.name ?? ''}?`;
    return [finding('senderUserId', `is "${sequence.senderUserId}", which is nobody of this account`, proposal)];
  }
  if (!sender.active) return [finding('senderUserId', `is ${sender.name}, who has left`, 'name somebody else')];
  const email = sender.email ?? '';
  if (email === '' || email.toLowerCase() === sequence.senderEmail.toLowerCase()) return [];
  const proposal = `if that is no other inbox of theirs, write ${email}`;
  return [finding('senderEmail', `is not the address of ${sender.name} in HubSpot`, proposal)];
}

function finding(key: 'senderUserId' | 'senderEmail', message: string, proposal: string): Finding {
  return { rule: 'unknown_sender', severity: 'warning', path: ['nurture', 'sequence', key], message, proposal };
}
