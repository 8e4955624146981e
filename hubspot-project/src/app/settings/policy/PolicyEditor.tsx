import type { PolicyEditor as Editor } from '@baton/contract';
import { ConfirmModal, policyTexts, useFormats, useReport, type PolicyApi } from '@baton/ui';
import { Alert, Button, Divider, Flex, Heading, List, Tab, Tabs, Text } from '@hubspot/ui-extensions';
import { useState, useSyncExternalStore, type ReactNode } from 'react';
import { Draft, type DraftShown } from './draft.ts';
import type { EditorProps } from './editor-props.ts';
import { FindingsSummary } from './Findings.tsx';
import { Pools } from './Pools.tsx';
import { PolicyText } from './PolicyText.tsx';
import { Rules } from './Rules.tsx';
import { SaveForm } from './SaveForm.tsx';
import { Trial } from './Trial.tsx';
import { Thresholds } from './Thresholds.tsx';
import { Times } from './Times.tsx';

/** Changes a copy of the policy; nothing is in force before it is saved. */
export function PolicyEditor({ editor, baton, onClose }: { editor: Editor; baton: PolicyApi; onClose: () => void }) {
  const formats = useFormats();
  const report = useReport();
  const [draft] = useState(() => new Draft(editor.draft, baton.checkPolicy));
  const shown = useSyncExternalStore(draft.subscribe, draft.current);
  const [saving, setSaving] = useState(false);

  async function save(note: string, from: string | null, percent: number | null) {
    if (shown.source === null) return;
    setSaving(true);
    const answer = await baton.savePolicy(shown.source, { base: editor.base, note, from, percent });
    setSaving(false);
    const version = answer.kind === 'ok' ? formats.number(answer.value) : '';
    const inForce = from === null ? policyTexts.saved(version) : policyTexts.savedFor(version, formats.date(from));
    const thanks = percent === null ? inForce : policyTexts.triedFrom(version, formats.number(percent));
    if (report(answer, thanks)) onClose();
  }

  const form = (part: (props: EditorProps) => ReactNode) => (
    <Part shown={shown} editor={editor} draft={draft} part={part} />
  );
  return (
    <Flex direction="column" gap="md">
      <Flex justify="between" align="center">
        <Heading>{policyTexts.title(formats.number(editor.base))}</Heading>
        <Discard needsAsking={shown.checked.changes.length > 0} onClose={onClose} />
      </Flex>
      <FindingsSummary findings={shown.checked.findings} />
      <Tabs defaultSelected="rules">
        <Tab tabId="rules" title={policyTexts.tabs.rules}>
          {form((props) => (
            <Rules {...props} checked={shown.checked} />
          ))}
        </Tab>
        <Tab tabId="pools" title={policyTexts.tabs.pools}>
          {form((props) => (
            <Pools {...props} />
          ))}
        </Tab>
        <Tab tabId="times" title={policyTexts.tabs.times}>
          {form((props) => (
            <Times {...props} />
          ))}
        </Tab>
        <Tab tabId="trigger" title={policyTexts.tabs.trigger}>
          {form((props) => (
            <Thresholds {...props} />
          ))}
        </Tab>
        <Tab tabId="text" title={policyTexts.tabs.text}>
          <PolicyText text={shown.text} findings={shown.checked.findings} onChange={(text) => draft.editText(text)} />
        </Tab>
      </Tabs>
      <Divider />
      <Changes shown={shown} />
      <Trial source={shown.checking || !shown.checked.maySave ? null : shown.source} baton={baton} />
      <SaveForm
        disabled={
          shown.source === null || shown.checking || !shown.checked.maySave || shown.checked.changes.length === 0
        }
        saving={saving}
        onSave={(note, from, percent) => void save(note, from, percent)}
      />
    </Flex>
  );
}

/** A part of the form, or why it cannot be shown. */
function Part(props: { shown: DraftShown; editor: Editor; draft: Draft; part: (props: EditorProps) => ReactNode }) {
  const { shown, editor, draft, part } = props;
  if (shown.policy !== null) {
    return part({
      policy: shown.policy,
      editor,
      findings: shown.checked.findings,
      edit: (change) => draft.edit(change),
    });
  }
  const [title, text] = shown.checked.tooLarge
    ? [policyTexts.tooLargeTitle, policyTexts.tooLarge]
    : [policyTexts.unreadableTitle, policyTexts.unreadable];
  return (
    <Alert title={title} variant="warning">
      {text}
    </Alert>
  );
}

function Changes({ shown }: { shown: DraftShown }) {
  const { changes } = shown.checked;
  return (
    <Flex direction="column" gap="xs">
      <Heading>{policyTexts.changes}</Heading>
      {shown.checking && <Text variant="microcopy">{policyTexts.checking}</Text>}
      {shown.trouble !== null && (
        <Alert title={policyTexts.unchecked} variant="warning">
          {shown.trouble}
        </Alert>
      )}
      {changes.length === 0 ? (
        <Text>{policyTexts.noChanges}</Text>
      ) : (
        <List variant="unordered-styled" testId="policy-changes">
          {changes.map((change, at) => (
            <Text key={at}>{change}</Text>
          ))}
        </List>
      )}
    </Flex>
  );
}

function Discard({ needsAsking, onClose }: { needsAsking: boolean; onClose: () => void }) {
  if (!needsAsking) {
    return (
      <Button testId="discard" variant="secondary" onClick={onClose}>
        {policyTexts.discard}
      </Button>
    );
  }
  return (
    <Button
      testId="discard"
      variant="secondary"
      overlay={
        <ConfirmModal
          id="discard"
          title={policyTexts.discardTitle}
          intro={policyTexts.discardIntro}
          submit={policyTexts.discard}
          onSubmit={onClose}
        />
      }
    >
      {policyTexts.discard}
    </Button>
  );
}
