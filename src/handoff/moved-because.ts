import { fieldInWords } from '../policy/describe/fields.ts';
import { LAPSED, POLICY_CHANGED } from './standing.ts';

const SAID: Readonly<Record<string, string>> = {
  [LAPSED]: 'nobody acted in time',
  [POLICY_CHANGED]: 'the policy changed',
  declined: 'its owner declined it',
  wrong_owner: 'its owner was said to be the wrong one',
  left: 'its owner is away or has left',
  back: 'whoever was on leave is back',
  given: 'it was given by hand',
  merged: 'whoever had come further with a record that was merged into this one keeps it',
};

/** Facts of a lead in words, by field. */
export type Facts = Readonly<Record<string, string>>;

/** Why a handoff goes to somebody else, without a capital and a full stop: "country changed from Germany to France". */
export function movedBecause(because: string, facts: { before: Facts; now: Facts } = { before: {}, now: {} }): string {
  const said = SAID[because];
  if (said !== undefined) return said;
  const { [because]: before } = facts.before;
  const { [because]: now } = facts.now;
  const values = before === undefined || now === undefined || before === now ? '' : ` from ${before} to ${now}`;
  return `${fieldInWords(because)} changed${values}`;
}
