import type { PolicyField, PolicyFinding } from '@baton/contract';
import { policyTexts, useFormats } from '@baton/ui';
import { AutoGrid, Button, Flex, Input, MultiSelect, NumberInput, Select, Text } from '@hubspot/ui-extensions';
import { isNumber } from './choices.ts';
import { asksNumber, changed, operatorsFor, typedValues, valueKind, type Comparison } from './comparisons.ts';
import { problemAt, type Path } from './findings.ts';

/** A list may have any name, so the choice of none needs another form. */
const OWN_VALUES = 'own';
const LIST = 'list:';

interface Props {
  comparison: Comparison;
  /** From 1. */
  number: number;
  fields: readonly PolicyField[];
  /** Names of the policy's lists. */
  lists: readonly string[];
  territories: readonly string[];
  findings: readonly PolicyFinding[];
  path: Path;
  onChange(comparison: Comparison): void;
  onRemove(): void;
}

/** One comparison: what, how, with what. */
export function ComparisonForm(props: Props) {
  const { comparison, number, fields, findings, path, onChange, onRemove } = props;
  const formats = useFormats();
  const field = fields.find(({ name }) => name === comparison.field);
  const known = fields.map(({ name, label }) => ({ value: name, label }));
  const operators = operatorsFor(field, comparison.operator);
  return (
    <Flex direction="column" gap="xs">
      <Text format={{ fontWeight: 'demibold' }}>{policyTexts.comparison(formats.number(number))}</Text>
      <AutoGrid columnWidth={200} gap="sm" flexible>
        <Select
          testId={`field-${number}`}
          name={`field-${number}`}
          label={policyTexts.field}
          options={field === undefined ? [{ value: comparison.field, label: comparison.field }, ...known] : known}
          value={comparison.field}
          {...problemAt(findings, [...path, 'field'])}
          onChange={(name) => {
            const chosen = fields.find((one) => one.name === name);
            if (chosen !== undefined) onChange(changed(comparison, { field: chosen }));
          }}
        />
        <Select
          testId={`operator-${number}`}
          name={`operator-${number}`}
          label={policyTexts.operator}
          options={operators.map((value) => ({ value, label: policyTexts.operators[value] ?? value }))}
          value={comparison.operator}
          {...problemAt(findings, [...path, 'operator'])}
          onChange={(operator) => onChange(changed(comparison, { operator: String(operator) }))}
        />
        <ValueInputs {...props} field={field} />
      </AutoGrid>
      <Button variant="transparent" size="xs" onClick={onRemove}>
        {policyTexts.removeComparison}
      </Button>
    </Flex>
  );
}

function ValueInputs(props: Props & { field: PolicyField | undefined }) {
  const { comparison, number, findings, path, field, onChange } = props;
  const { operator, value } = comparison;
  switch (valueKind(operator)) {
    case 'none':
      return null;
    case 'set':
      return <SetInputs {...props} />;
    case 'territory':
      return (
        <Select
          testId={`territory-${number}`}
          name={`territory-${number}`}
          label={policyTexts.territory}
          options={props.territories.map((name) => ({ value: name, label: name }))}
          value={comparison.territory}
          {...problemAt(findings, [...path, 'territory'])}
          onChange={(territory) => onChange({ ...comparison, territory: String(territory) })}
        />
      );
    case 'range':
      return (
        <>
          {(['value', 'highValue'] as const).map((end) => (
            <NumberInput
              key={end}
              testId={`${end}-${number}`}
              name={`${end}-${number}`}
              label={end === 'value' ? policyTexts.lowest : policyTexts.highest}
              value={Number(comparison[end])}
              {...problemAt(findings, [...path, end])}
              onChange={(given) => {
                if (isNumber(given)) onChange({ ...comparison, [end]: given });
              }}
            />
          ))}
        </>
      );
    default: {
      const common = {
        testId: `value-${number}`,
        name: `value-${number}`,
        label: policyTexts.value,
        ...problemAt(findings, [...path, 'value']),
      };
      if (asksNumber(operator)) {
        return (
          <NumberInput
            {...common}
            value={Number(value)}
            onChange={(given) => {
              if (isNumber(given)) onChange({ ...comparison, value: given });
            }}
          />
        );
      }
      const set = (given: string | number | boolean) => onChange({ ...comparison, value: given });
      if (field?.kind === 'choice')
        return <Select {...common} options={field.options} value={String(value)} onChange={set} />;
      return <Input {...common} value={String(value)} onInput={set} onChange={set} />;
    }
  }
}

/** Values of its own, or those of a list. */
function SetInputs({
  comparison,
  number,
  lists,
  findings,
  path,
  field,
  onChange,
}: Props & { field: PolicyField | undefined }) {
  const { field: name, operator, values = [], list } = comparison;
  const common = {
    testId: `values-${number}`,
    name: `values-${number}`,
    label: policyTexts.values,
    ...problemAt(findings, [...path, 'values']),
  };
  return (
    <>
      {lists.length > 0 && (
        <Select
          testId={`list-${number}`}
          name={`list-${number}`}
          label={policyTexts.fromList}
          options={[
            { value: OWN_VALUES, label: policyTexts.ownValues },
            ...lists.map((one) => ({ value: LIST + one, label: policyTexts.list(one) })),
          ]}
          value={list === undefined ? OWN_VALUES : LIST + list}
          {...problemAt(findings, [...path, 'list'])}
          onChange={(chosen) =>
            onChange({
              field: name,
              operator,
              ...(chosen === OWN_VALUES ? { values: [] } : { list: String(chosen).slice(LIST.length) }),
            })
          }
        />
      )}
      {list === undefined && field?.kind === 'choice' && (
        <MultiSelect
          {...common}
          options={field.options}
          value={values}
          onChange={(chosen) => onChange({ field: name, operator, values: chosen })}
        />
      )}
      {list === undefined && field?.kind !== 'choice' && (
        <Input
          {...common}
          description={policyTexts.valuesHelp}
          value={values.join(', ')}
          onChange={(text) => onChange({ field: name, operator, values: typedValues(text) })}
        />
      )}
    </>
  );
}
