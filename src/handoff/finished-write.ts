import { WriteRefused, type BatonError } from '../errors.ts';
import type { LeasedWrite, WriteEnd } from '../store/tables/crm-writes.ts';

/** Something that an admin should look at, as the table of exceptions takes it. */
export interface Problem {
  kind: 'refused_write' | 'missing_scope' | 'unreadable_write' | 'other_automation';
  subject: string;
  sentence: string;
}

/** A write with its end for now, and what else is to be stored with it. */
export interface FinishedWrite {
  write: LeasedWrite;
  end: WriteEnd;
  problems: readonly Problem[];
  /** HubSpot refused the owner itself: what was remembered as written is not there. */
  ownerRefused: boolean;
}

export function finished(write: LeasedWrite, end: WriteEnd, rest: Partial<FinishedWrite> = {}): FinishedWrite {
  return { problems: [], ownerRefused: false, ...rest, write, end };
}

/** The rules of a portal that stood in the way, one problem per property; where HubSpot named none, one for the record. */
export function problemsOf(error: BatonError, object: 'contact' | 'task'): Problem[] {
  if (!(error instanceof WriteRefused)) {
    return [
      {
        kind: error.code === 'missing_scope' ? 'missing_scope' : 'refused_write',
        subject: object,
        sentence: error.sentence,
      },
    ];
  }
  const subjects = error.properties.length === 0 ? [object] : error.properties;
  return subjects.map((subject) => ({ kind: 'refused_write', subject, sentence: error.sentence }));
}

/** A write whose stored content cannot be read: it ends here, and an admin hears which contact lacks it. */
export function unreadableWrite(write: LeasedWrite, code: string): FinishedWrite {
  const sentence =
    'A change that Baton had planned for this contact cannot be read any more and was given up. Look at the contact and set by hand what is missing.';
  const problem: Problem = { kind: 'unreadable_write', subject: write.contactId, sentence };
  return finished(write, { end: 'refused', error: code }, { problems: [problem] });
}
