import { z } from 'zod';
import type { ApiCall, ApiRoute } from './api-route.ts';
import type { Enrolment, Portal } from './model.ts';
import { findRecord, takeId } from './portal.ts';
import { readBody } from './read-body.ts';
import { badRequest, notFound, Refusal } from './refusal.ts';

const enrolRequest = z.object({
  contactId: z.string(),
  sequenceId: z.string(),
  senderEmail: z.string(),
  senderAliasAddress: z.string().optional(),
});

/** Enrolments of contacts in sequences. There is no call that ends one. */
export const sequenceRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/automation/sequences/:version/enrollments/contact/:contactId',
    api: 'sequences',
    scopes: () => [['automation.sequences.read']],
    handle({ portal, params }) {
      const enrolment = portal.enrolments.get(params['contactId'] ?? '');
      if (enrolment === undefined) throw notFound('The contact is enrolled in no sequence.');
      const body = {
        ...rendered(portal, params['contactId'] ?? '', enrolment),
        sequenceId: enrolment.sequenceId,
        sequenceName: portal.sequences.get(enrolment.sequenceId) ?? '',
        enrolledBy: String(enrolment.senderUserId),
        enrolledByEmail: enrolment.senderEmail,
      };
      return { status: 200, body };
    },
  },
  {
    method: 'post',
    path: '/automation/sequences/:version/enrollments',
    api: 'sequences',
    scopes: () => [['automation.sequences.enrollments.write']],
    handle(call) {
      const { portal, atMs } = call;
      const { contactId, sequenceId, senderEmail } = readBody(enrolRequest, call.body);
      const senderUserId = senderOf(call, senderEmail);
      if (!portal.sequences.has(sequenceId)) throw notFound(`Sequence ${sequenceId} was not found.`);
      const contact = findRecord(portal, 'contacts', contactId);
      if (contact === undefined || contact.archivedAtMs !== null) throw notFound('The contact was not found.');
      if (!contact.values.get('email')) throw badRequest('The contact has no e-mail address.');
      if (contact.values.get('hs_email_optout') === 'true') throw badRequest('The contact is unsubscribed.');
      if (portal.enrolments.has(contact.id)) throw badRequest('The contact is enrolled in a sequence already.');
      const enrolment: Enrolment = { id: takeId(portal), sequenceId, senderUserId, senderEmail, atMs };
      portal.enrolments.set(contact.id, enrolment);
      return { status: 200, body: rendered(portal, contact.id, enrolment) };
    },
  },
];

function senderOf({ portal, query }: ApiCall, senderEmail: string): number {
  const sender = portal.users.get(Number(query.get('userId')));
  if (sender === undefined || !sender.active) throw badRequest('userId must be an active user of the account.');
  if (!sender.salesSeat) {
    throw new Refusal(403, { message: 'The user has no seat with sequences.', category: 'USER_LEVEL_PERMISSIONS' });
  }
  if (sender.email !== senderEmail) throw badRequest('senderEmail must be a connected inbox of the user.');
  return sender.userId;
}

function rendered(portal: Portal, contactId: string, { id, atMs }: Enrolment) {
  const at = new Date(atMs).toISOString();
  return {
    id,
    toEmail: portal.records.contacts.get(contactId)?.values.get('email') ?? '',
    enrolledAt: at,
    updatedAt: at,
  };
}
