import { enrolment } from './answers.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

export interface Enrolment {
  contactId: string;
  sequenceId: string;
  /** HubSpot user id of the sender. */
  senderUserId: string;
  senderEmail: string;
}

/** Id of the sequence enrolment of a contact, whichever sequence it is; null: there is none. */
export async function enrolmentOf(transport: Transport, contactId: string): Promise<string | null> {
  const found = await transport.find({
    operation: 'sequences.of_contact',
    method: 'GET',
    path: apiPath('sequences', `/enrollments/contact/${encodeURIComponent(contactId)}`),
    effect: 'read',
    answer: enrolment,
  });
  return found?.id ?? null;
}

/**
 * Enrols a contact in a sequence; answers the enrolment's id. NOT safe to repeat: after OutcomeUnknown look for the enrolment
 * first. Throws RecordGone: there is no such sequence, or contact.
 */
export async function enrol(
  transport: Transport,
  { contactId, sequenceId, senderUserId, senderEmail }: Enrolment,
): Promise<string> {
  const { id } = await transport.send({
    operation: 'sequences.enrol',
    method: 'POST',
    path: apiPath('sequences', '/enrollments'),
    query: { userId: senderUserId },
    body: { contactId, sequenceId, senderEmail },
    effect: 'create',
    answer: enrolment,
  });
  return id;
}
