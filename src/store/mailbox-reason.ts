/**
 * Why a lead waits. Holds no value of the contact, except the owner id of an owner change.
 * `enquiry`: somebody asked something; `change`: a fact changed; `owner`: the owner was changed;
 * `company`: a fact of the associated company or the association changed; `release`: a person set a dead letter free;
 * `by_hand`: a person asked for it to be routed; `declined`, `given`, `left`: the owner of its handoff does not want it, a
 * person has given it to somebody, its owner is no longer active; `wrong_owner`: somebody said that it should have another;
 * `merged`: the owner of a record that was merged into this one has come further;
 * `back`: whoever was on leave is there again.
 */
export interface MailboxReason {
  kind:
    | 'enquiry'
    | 'change'
    | 'owner'
    | 'company'
    | 'release'
    | 'by_hand'
    | 'backfill'
    | 'declined'
    | 'wrong_owner'
    | 'given'
    | 'merged'
    | 'back'
    | 'left';
  /** `creation` or the property that changed. */
  what: string;
  /** HubSpot's changeSource. */
  source: string;
  /** HubSpot's sourceId, e.g. `userId:7`. */
  sourceId: string | null;
  /** Milliseconds since 1970. */
  occurredAt: number;
  /** Owner changes, and what is given to somebody only: the new owner's id, '' for none. */
  ownerId?: string;
  /** Of what moves a handoff: which one, and whose it was. */
  about?: { handoffId: string; ownerId: string };
}
