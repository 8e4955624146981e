/** What can happen to a handoff. */
export type HandoffEventKind =
  | 'offered'
  | 'enquiry_added'
  | 'moved'
  | 'accepted'
  | 'wrong_owner'
  | 'closed'
  /** Some of the owner's time is gone. */
  | 'reminded'
  /** The owner did not act in time. */
  | 'lapsed'
  /** Nobody else may have what lapsed. */
  | 'stayed'
  /** A person called, wrote a note, or did the task. */
  | 'acted'
  | 'task_deleted'
  /** HubSpot could not be read when the time was up. */
  | 'delayed'
  /** More time, because Baton could not look. */
  | 'grace'
  /** Something is missing before a person can act. */
  | 'needs_context'
  | 'declined'
  /** A person gives it to somebody. */
  | 'given'
  | 'snoozed'
  /** Why it was closed as disqualified. */
  | 'disqualified';
