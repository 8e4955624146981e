import { policyTexts } from '@baton/ui';
import { Flex, Select, Toggle } from '@hubspot/ui-extensions';
import { problemAt } from './findings.ts';
import type { RuleFormProps } from './RuleForm.tsx';

/** Where a rule leads: a reason to leave it alone, a pool, or a person. */
export function RuleTarget({ layer, rule, path, policy, editor, findings, onChange }: RuleFormProps) {
  const pools = policy.pools.map(({ name }) => ({ value: name, label: name }));
  if (layer === 'skip') {
    return (
      <Select
        testId="rule-reason"
        name="rule-reason"
        label={policyTexts.reason}
        options={editor.reasons}
        value={rule.reason}
        {...problemAt(findings, [...path, 'reason'])}
        onChange={(reason) => onChange({ ...rule, reason: String(reason) })}
      />
    );
  }
  if (layer === 'poolRules') {
    return (
      <Select
        testId="rule-pool"
        name="rule-pool"
        label={policyTexts.toPool}
        options={pools}
        value={rule.pool}
        {...problemAt(findings, [...path, 'pool'])}
        onChange={(pool) => onChange({ ...rule, pool: String(pool) })}
      />
    );
  }
  return (
    <Flex direction="column" gap="sm">
      <Select
        testId="rule-to"
        name="rule-to"
        label={policyTexts.to}
        options={[
          ...pools.map(({ value }) => ({ value: asValue({ pool: value }), label: policyTexts.pool(value) })),
          ...Object.entries(policyTexts.targets).map(([value, label]) => ({ value: asValue(value), label })),
          ...editor.people.map(({ ownerId, name }) => ({ value: asValue({ ownerId }), label: name })),
        ]}
        value={asValue(rule.to)}
        {...problemAt(findings, [...path, 'to'])}
        onChange={(to) => onChange({ ...rule, to: JSON.parse(String(to)) as unknown })}
      />
      <Toggle
        name="even-if-owned"
        label={policyTexts.evenIfOwned}
        checked={rule.evenIfOwned ?? false}
        onChange={(evenIfOwned) => onChange({ ...rule, evenIfOwned })}
      />
    </Flex>
  );
}

/** A select's values are plain; a target is a name or an object. */
function asValue(to: unknown): string {
  return JSON.stringify(to) ?? '';
}
