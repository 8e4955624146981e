import {
  checkedAnswer,
  policyAnswer,
  savedAnswer,
  triedAnswer,
  versionsAnswer,
  type CheckedPolicy,
  type PolicyEditor,
  type ShownTrial,
  type ShownVersions,
} from '@baton/contract';
import { ok, refused, type Answer } from './answers.ts';
import type { At } from './api.ts';
import { ask } from './ask.ts';

/** What somebody would like to become the policy: a form's document, or a text. */
export type DraftSource = Record<'document', unknown> | { text: string };

/** What the policy form asks. */
export function policyApi(at: At) {
  return {
    readPolicy: (): Promise<Answer<PolicyEditor>> =>
      ask(at('/settings/policy'), policyAnswer, (said) => (said.ok ? ok(said.editor) : refused(said))),
    /** Changes nothing. */
    checkPolicy: (draft: DraftSource): Promise<Answer<CheckedPolicy>> =>
      ask(at('/settings/policy/check', { draft }), checkedAnswer, (said) => (said.ok ? ok(said.draft) : refused(said))),
    /**
     * `base`: the version that it was made from; `from`: the day on which it is to come into force, YYYY-MM-DD, null: at once;
     * `percent`: so many of 100 leads follow it first, 0: none, it is only compared; null: all of them.
     * Answers the version that it became.
     */
    savePolicy: (
      draft: DraftSource,
      { base, note, from, percent }: { base: number; note: string; from: string | null; percent: number | null },
    ): Promise<Answer<number>> =>
      ask(at('/settings/policy/save', { draft, base, note, from, percent }), savedAnswer, (said) =>
        said.ok ? ok(said.version) : refused(said),
      ),
    /** What it would have made of the newest enquiries. Changes nothing. */
    tryPolicy: (draft: DraftSource): Promise<Answer<ShownTrial>> =>
      ask(at('/settings/policy/try', { draft }), triedAnswer, (said) => (said.ok ? ok(said.trial) : refused(said))),
    readVersions: (): Promise<Answer<ShownVersions>> =>
      ask(at('/settings/policy/versions'), versionsAnswer, (said) => (said.ok ? ok(said) : refused(said))),
    /** `base`: the version in force that the person saw. */
    rollBack: (to: number, base: number): Promise<Answer<ShownVersions>> =>
      ask(at('/settings/policy/rollback', { to, base }), versionsAnswer, (said) =>
        said.ok ? ok(said) : refused(said),
      ),
    /** The draft that is tried on leads is tried no more, or counts for all. */
    endCanary: (action: 'stop' | 'promote'): Promise<Answer<ShownVersions>> =>
      ask(at('/settings/policy/canary', { action }), versionsAnswer, (said) => (said.ok ? ok(said) : refused(said))),
    /** Calls off what is to come. */
    cancelScheduled: (): Promise<Answer<ShownVersions>> =>
      ask(at('/settings/policy/cancel', {}), versionsAnswer, (said) => (said.ok ? ok(said) : refused(said))),
  };
}
export type PolicyApi = ReturnType<typeof policyApi>;
