import type { DraftPolicy } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { Flex, MultiSelect, NumberInput } from '@hubspot/ui-extensions';
import { isNumber } from './choices.ts';
import type { EditorProps } from './editor-props.ts';
import { problemAt } from './findings.ts';

const NUMBERS = [
  { name: 'threshold', max: 100 },
  { name: 'qualifiedFrom', max: 100 },
  { name: 'uncertainBelow', max: 1 },
] as const;
const INTENTS = ['alwaysRouted', 'alwaysNurtured'] as const;

/** When a person takes over. */
export function Thresholds({ policy: { trigger }, editor, findings, edit }: EditorProps) {
  const set = (part: Partial<DraftPolicy['trigger']>) =>
    edit((before) => ({ ...before, trigger: { ...before.trigger, ...part } }));
  return (
    <Flex direction="column" gap="md">
      {NUMBERS.map(({ name, max }) => (
        <NumberInput
          key={name}
          testId={name}
          name={name}
          label={policyTexts[name]}
          min={0}
          max={max}
          value={trigger[name]}
          {...problemAt(findings, ['trigger', name])}
          onChange={(value) => {
            if (isNumber(value)) set({ [name]: value });
          }}
        />
      ))}
      {INTENTS.map((name) => (
        <MultiSelect
          key={name}
          testId={name}
          name={name}
          label={policyTexts[name]}
          options={editor.intents}
          value={trigger[name]}
          {...problemAt(findings, ['trigger', name])}
          onChange={(values) => set({ [name]: values.map(String) })}
        />
      ))}
    </Flex>
  );
}
