import { checkedAnswer, policyAnswer, savedAnswer, type CheckedPolicy, type PolicyEditor } from '@baton/contract';
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
    /** `base`: the version that it was made from. Answers the version that it became. */
    savePolicy: (draft: DraftSource, { base, note }: { base: number; note: string }): Promise<Answer<number>> =>
      ask(at('/settings/policy/save', { draft, base, note }), savedAnswer, (said) =>
        said.ok ? ok(said.version) : refused(said),
      ),
  };
}
export type PolicyApi = ReturnType<typeof policyApi>;
