import type { DraftPolicy, PolicyEditor, PolicyFinding } from '@baton/contract';

/** What every part of the policy form may need. */
export interface EditorProps {
  policy: DraftPolicy;
  editor: PolicyEditor;
  findings: readonly PolicyFinding[];
  edit(change: (policy: DraftPolicy) => DraftPolicy): void;
}
