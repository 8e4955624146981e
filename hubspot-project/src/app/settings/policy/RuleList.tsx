import type { DraftPolicy } from '@baton/contract';
import { policyTexts, useFormats } from '@baton/ui';
import {
  Button,
  ButtonRow,
  Flex,
  Heading,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
  Toggle,
} from '@hubspot/ui-extensions';
import { FindingsHere } from './Findings.tsx';
import { findingsWithin } from './findings.ts';
import { moved, replaced, without } from './lists.ts';
import type { Layer, RulesProps } from './Rules.tsx';

/** The rules of one layer in order, with what each does in words and what was found about it. */
export function RuleList(props: RulesProps & { layer: Layer; onAdd: () => void; onOpen: (id: string) => void }) {
  const { policy, checked, findings, layer, edit, onAdd, onOpen } = props;
  const formats = useFormats();
  const rules = policy[layer];
  const words = wordsById(checked, layer);
  const change = (next: (rules: DraftPolicy[Layer]) => DraftPolicy[Layer]) =>
    edit((before) => ({ ...before, [layer]: next(before[layer]) }));

  return (
    <Flex direction="column" gap="sm">
      <Heading>{policyTexts.layer[layer]}</Heading>
      <Text variant="microcopy">{policyTexts.layerHelp[layer]}</Text>
      {rules.length === 0 ? (
        <Text>{policyTexts.noRules}</Text>
      ) : (
        <Table testId={`rules-${layer}`} bordered density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader>{policyTexts.isOn}</TableHeader>
              <TableHeader width="max">{policyTexts.rule}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {rules.map((rule, at) => (
              <TableRow key={rule.id}>
                <TableCell>
                  <Toggle
                    name={`on-${rule.id}`}
                    label={rule.label}
                    labelDisplay="hidden"
                    size="sm"
                    checked={rule.enabled}
                    onChange={(enabled) => change((before) => replaced(before, at, { ...rule, enabled }))}
                  />
                </TableCell>
                <TableCell>
                  <Flex direction="column" gap="xs">
                    <Text format={{ fontWeight: 'demibold' }}>
                      {policyTexts.numbered(formats.number(at + 1), rule.label)}
                    </Text>
                    <Text variant="microcopy">{words.get(rule.id) ?? policyTexts.checking}</Text>
                    <FindingsHere findings={visible(findingsWithin(findings, [layer, at]))} />
                    <ButtonRow disableDropdown>
                      <Button variant="transparent" size="xs" onClick={() => onOpen(rule.id)}>
                        {policyTexts.edit}
                      </Button>
                      <Button
                        variant="transparent"
                        size="xs"
                        disabled={at === 0}
                        onClick={() => change((before) => moved(before, at, -1))}
                      >
                        {policyTexts.up}
                      </Button>
                      <Button
                        variant="transparent"
                        size="xs"
                        disabled={at === rules.length - 1}
                        onClick={() => change((before) => moved(before, at, 1))}
                      >
                        {policyTexts.down}
                      </Button>
                      <Button variant="transparent" size="xs" onClick={() => change((before) => without(before, at))}>
                        {policyTexts.remove}
                      </Button>
                    </ButtonRow>
                  </Flex>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Flex align="start">
        <Button testId={`add-${layer}`} variant="secondary" size="sm" onClick={onAdd}>
          {policyTexts.addRule}
        </Button>
      </Flex>
    </Flex>
  );
}

/** What the rules do, as the server last said; a rule that it has not seen yet is absent. */
function wordsById({ document, words }: RulesProps['checked'], layer: Layer): Map<string, string> {
  return new Map((document?.[layer] ?? []).map(({ id }, at) => [id, words[layer][at] ?? '']));
}

/** Hints are told together above. */
function visible(findings: RulesProps['findings']): RulesProps['findings'] {
  return findings.filter(({ severity }) => severity !== 'hint');
}
