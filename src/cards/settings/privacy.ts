import { KEPT_DAYS } from '../../install/suspend.ts';
import { FINISHED_WRITE_DAYS } from '../../store/tables/crm-writes-prune.ts';
import { EVENT_KEY_DAYS } from '../../store/tables/webhook-events.ts';
import type { Settings } from '../contract/index.ts';

const PER_CONTACT = "Encrypted (AES-256-GCM) with a key of the contact's own, itself encrypted with the account's key.";
const UNTIL_ERASED = 'Until the contact is deleted for privacy or erased, or the account is deleted.';

/** What Baton stores, how, and how long: said from the constants by which it is done. */
export const PRIVACY: Settings['privacy'] = [
  {
    what: 'What each decision was made from: the values of the contact and its company, and what was found in them.',
    how: PER_CONTACT,
    kept: UNTIL_ERASED,
  },
  { what: 'The six parts of each handoff.', how: PER_CONTACT, kept: UNTIL_ERASED },
  {
    what: 'Decisions and the history of handoffs.',
    how: 'Ids, labels of closed lists, numbers and times only; no values of a contact.',
    kept: 'Until the account is deleted.',
  },
  {
    what: 'Changes to be written to HubSpot.',
    how: PER_CONTACT,
    kept: `Their content until they are written, the fact that they were for ${FINISHED_WRITE_DAYS} days after that.`,
  },
  {
    what: 'Events that HubSpot sent.',
    how: 'A hash by which a repeated delivery is recognised; no content.',
    kept: `${EVENT_KEY_DAYS} days.`,
  },
  {
    what: 'Marks by which a second record of the same person is recognised.',
    how: "Keyed hashes: without the account's key nobody can even test a guess.",
    kept: UNTIL_ERASED,
  },
  {
    what: "The account's people: names, e-mail addresses, availability, working hours, absence, teams.",
    how: 'As HubSpot gives them, separated from other accounts by the database itself.',
    kept: 'Replaced each time they are read.',
  },
  {
    what: "The account's permission (OAuth tokens).",
    how: 'Encrypted (AES-256-GCM) with a key that is not in the database.',
    kept: 'Until replaced by newer ones or the account is deleted.',
  },
  {
    what: 'Where people are told of their leads: addresses, tokens and secrets of notification channels.',
    how: "Encrypted (AES-256-GCM) with the account's key. Of what was told only ids, channel and time are kept.",
    kept: 'Until a channel is removed; what was told for 30 days.',
  },
  {
    what: 'Logs.',
    how: 'Ids, codes and numbers; no content of a contact.',
    kept: 'As long as whoever runs this server keeps its logs.',
  },
  {
    what: 'Everything above, after Baton was removed from HubSpot.',
    how: 'Nothing is read or written any more.',
    kept: `${KEPT_DAYS} days, in case it was a mistake; then it is deleted.`,
  },
];
