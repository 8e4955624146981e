import type { DraftRule, PolicyField } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { Button, Flex, Input, Select, Text, Tile, Toggle } from '@hubspot/ui-extensions';
import { optionsOf } from './choices.ts';
import { ComparisonForm } from './ComparisonForm.tsx';
import { conditionOf, pathOf, simpleOf, type SimpleCondition } from './comparisons.ts';
import { FindingsHere } from './Findings.tsx';
import { problemAt, type Path } from './findings.ts';
import { replaced, without } from './lists.ts';
import type { Layer, RulesProps } from './Rules.tsx';
import { RuleTarget } from './RuleTarget.tsx';

export interface RuleFormProps extends RulesProps {
  layer: Layer;
  rule: DraftRule;
  path: Path;
  onChange(rule: DraftRule): void;
  onClose(): void;
}

/** What a territory is asked of; only of use where the policy has territories. */
const PLACES: PolicyField[] = [
  { name: 'contact', label: policyTexts.places.contact, kind: 'place', options: [] },
  { name: 'company', label: policyTexts.places.company, kind: 'place', options: [] },
];

/** One rule: why, when, and where to. */
export function RuleForm(props: RuleFormProps) {
  const { rule, path, findings, onChange, onClose } = props;
  const set = (part: Partial<DraftRule>) => onChange({ ...rule, ...part });
  return (
    <Flex direction="column" gap="md" align="start">
      <Button testId="back-to-rules" variant="secondary" size="sm" onClick={onClose}>
        {policyTexts.back}
      </Button>
      <FindingsHere findings={ofRuleItself(findings, path)} />
      <Input
        testId="rule-label"
        name="rule-label"
        label={policyTexts.label}
        description={policyTexts.labelHelp}
        value={rule.label}
        {...problemAt(findings, [...path, 'label'])}
        onInput={(label) => set({ label })}
        onChange={(label) => set({ label })}
      />
      <ConditionForm {...props} />
      <RuleTarget {...props} />
      <Toggle name="rule-on" label={policyTexts.isOn} checked={rule.enabled} onChange={(enabled) => set({ enabled })} />
    </Flex>
  );
}

function ConditionForm({ rule, path, policy, editor, findings, onChange }: RuleFormProps) {
  const simple = simpleOf(rule.when);
  if (simple === null) return <Text>{policyTexts.nested}</Text>;
  const { match, comparisons } = simple;
  const territories = Object.keys(policy.territories ?? {});
  const set = (next: Partial<SimpleCondition>) => onChange({ ...rule, when: conditionOf({ ...simple, ...next }) });
  return (
    <Flex direction="column" gap="sm">
      <Select
        testId="match"
        name="match"
        label={policyTexts.match}
        options={optionsOf(policyTexts.matches)}
        value={match}
        readOnly={comparisons.length < 2}
        onChange={(value) => set({ match: value === 'any' ? 'any' : 'all' })}
      />
      {comparisons.length === 0 && <Text>{policyTexts.always}</Text>}
      {comparisons.map((comparison, at) => (
        <Tile key={at} compact>
          <ComparisonForm
            comparison={comparison}
            number={at + 1}
            fields={territories.length === 0 ? editor.fields : [...PLACES, ...editor.fields]}
            lists={Object.keys(policy.lists)}
            territories={territories}
            findings={findings}
            path={[...path, ...pathOf(simple, at)]}
            onChange={(next) => set({ comparisons: replaced(comparisons, at, next) })}
            onRemove={() => set({ comparisons: without(comparisons, at) })}
          />
        </Tile>
      ))}
      <Button
        testId="add-comparison"
        variant="secondary"
        size="sm"
        onClick={() => set({ comparisons: [...comparisons, { field: 'contact.country', operator: 'IN', values: [] }] })}
      >
        {policyTexts.addComparison}
      </Button>
    </Flex>
  );
}

/** About the whole rule or its condition as a whole; its parts show their own. */
function ofRuleItself(findings: RuleFormProps['findings'], path: Path): RuleFormProps['findings'] {
  return findings.filter(
    (finding) =>
      finding.severity !== 'hint' &&
      path.every((part, at) => finding.path[at] === part) &&
      (finding.path.length === path.length ||
        (finding.path.length === path.length + 1 && finding.path.at(-1) === 'when')),
  );
}
