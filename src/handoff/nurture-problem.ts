import { MissingScope, WriteRefused } from '../errors.ts';
import { RecordGone } from '../hubspot/refusals.ts';
import type { LeasedWrite } from '../store/tables/crm-writes.ts';
import type { Problem } from './finished-write.ts';

const CONSENT = 'Install the app once more and agree to';

/** Why HubSpot does not let nurtured leads on the list or off it, and what an admin can do. */
export function listProblem(what: { error: unknown; change: 'add' | 'remove'; listId: string }): Problem {
  const { error, change, listId } = what;
  const subject = listSubject(listId);
  const that =
    change === 'add' ? `Nurtured leads are not put on the list ${listId}` : `Leads stay on the list ${listId}`;
  const otherwise = 'or take nurture.list out of the policy.';
  if (isMissingScope(error)) {
    const sentence = `${that}: the app may not change lists. ${CONSENT} crm.lists.read and crm.lists.write, ${otherwise}`;
    return { kind: 'missing_scope', subject, sentence };
  }
  const why =
    error instanceof RecordGone
      ? 'HubSpot has no such list.'
      : `HubSpot refuses it${reasonOf(error)}. It must be a list of contacts that HubSpot does not fill by itself.`;
  return { kind: 'refused_write', subject, sentence: `${that}: ${why} Name another list, ${otherwise}` };
}

/** Why HubSpot does not enrol nurtured leads, and what an admin can do. */
export function sequenceProblem({ error, sequenceId }: { error: unknown; sequenceId: string }): Problem {
  const subject = sequenceSubject(sequenceId);
  const that = `A nurtured lead was not enrolled in the sequence ${sequenceId}`;
  const otherwise = 'or take nurture.sequence out of the policy.';
  if (isMissingScope(error)) {
    const scopes = 'automation.sequences.read and automation.sequences.enrollments.write';
    const sentence = `${that}: the app may not use sequences. ${CONSENT} ${scopes}, ${otherwise}`;
    return { kind: 'missing_scope', subject, sentence };
  }
  const why =
    error instanceof RecordGone
      ? 'HubSpot has no such sequence.'
      : `HubSpot refuses it${reasonOf(error)}. Its sender needs a seat with sequences (Sales or Service Professional) and a connected inbox with that address; or this lead cannot be written to.`;
  return {
    kind: 'refused_write',
    subject,
    sentence: `${that}: ${why} Correct nurture.sequence in the policy, ${otherwise}`,
  };
}

/** What an exception about such a write is filed under; null: there is none. */
export function nurtureSubject({ content }: LeasedWrite): string | null {
  if (content?.kind === 'list_add' || content?.kind === 'list_remove') return listSubject(content.payload.listId);
  return content?.kind === 'sequence_enrol' ? sequenceSubject(content.payload.sequenceId) : null;
}

function listSubject(listId: string): string {
  return `list ${listId}`;
}

function sequenceSubject(sequenceId: string): string {
  return `sequence ${sequenceId}`;
}

/** HubSpot also answers so where the person, not the app, may not do something; then it names no scope. */
function isMissingScope(error: unknown): boolean {
  return error instanceof MissingScope && error.scopes.length > 0;
}

/** In HubSpot's code, never in its words: those may quote a contact. */
function reasonOf(error: unknown): string {
  const code = error instanceof WriteRefused ? /\(([^()]{1,80})\)\.$/.exec(error.sentence)?.[1] : undefined;
  return code === undefined ? '' : ` (${code})`;
}
