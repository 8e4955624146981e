import { FailedState, policyApi, policyTexts, useBaton, type Answer } from '@baton/ui';
import type { PolicyEditor as Editor } from '@baton/contract';
import { Button, Flex, LoadingSpinner } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { SettingsProps } from '../settings-props.ts';
import { Policy } from '../Policy.tsx';
import { PolicyEditor } from './PolicyEditor.tsx';
import { Versions } from './Versions.tsx';

type Stage = { at: 'shown' } | { at: 'opening' } | { at: 'open'; editor: Editor } | { at: 'failed'; sentence: string };

/** The policy in force in words, and for admins the form that changes it. */
export function PolicyTab({ settings, actions }: SettingsProps) {
  const baton = useBaton(policyApi);
  const [stage, setStage] = useState<Stage>({ at: 'shown' });

  async function open() {
    setStage({ at: 'opening' });
    setStage(stageOf(await baton.readPolicy()));
  }
  async function close() {
    setStage({ at: 'shown' });
    await actions.reload();
  }

  if (stage.at === 'opening') return <LoadingSpinner label={policyTexts.change} layout="centered" />;
  if (stage.at === 'failed') return <FailedState sentence={stage.sentence} onRetry={() => void open()} />;
  if (stage.at === 'open') return <PolicyEditor editor={stage.editor} baton={baton} onClose={() => void close()} />;
  return (
    <Flex direction="column" gap="md" align="start">
      {settings.mayEdit && settings.policy !== null && (
        <Button testId="change-policy" variant="primary" onClick={() => void open()}>
          {policyTexts.change}
        </Button>
      )}
      {settings.mayEdit && settings.policy !== null && <Versions baton={baton} onChanged={actions.reload} />}
      <Policy policy={settings.policy} />
    </Flex>
  );
}

function stageOf(answer: Answer<Editor>): Stage {
  return answer.kind === 'ok' ? { at: 'open', editor: answer.value } : { at: 'failed', sentence: answer.sentence };
}
