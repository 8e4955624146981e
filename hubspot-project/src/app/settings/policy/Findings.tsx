import type { PolicyFinding } from '@baton/contract';
import { policyTexts, useFormats } from '@baton/ui';
import { Accordion, Alert, Flex, List, Text } from '@hubspot/ui-extensions';
import { sentenceOf } from './findings.ts';

/** All that was found, by how much it matters. */
export function FindingsSummary({ findings }: { findings: readonly PolicyFinding[] }) {
  const formats = useFormats();
  const of = (severity: string) => findings.filter((finding) => finding.severity === severity);
  const [errors, warnings, hints] = [of('error'), of('warning'), of('hint')];
  return (
    <Flex direction="column" gap="sm">
      {errors.length > 0 && (
        <Alert testId="policy-errors" title={policyTexts.errors(formats.number(errors.length))} variant="error">
          <Sentences findings={errors} />
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert testId="policy-warnings" title={policyTexts.warnings(formats.number(warnings.length))} variant="warning">
          <Sentences findings={warnings} />
        </Alert>
      )}
      {hints.length > 0 && (
        <Accordion title={policyTexts.hints(formats.number(hints.length))} size="sm">
          <Sentences findings={hints} />
        </Accordion>
      )}
    </Flex>
  );
}

/** What was found at one place, in small beside it. */
export function FindingsHere({ findings }: { findings: readonly PolicyFinding[] }) {
  if (findings.length === 0) return null;
  const isError = findings.some(({ severity }) => severity === 'error');
  return (
    <Alert title={sentenceOf(findings[0]!)} variant={isError ? 'error' : 'warning'}>
      {findings.length > 1 && <Sentences findings={findings.slice(1)} />}
    </Alert>
  );
}

function Sentences({ findings }: { findings: readonly PolicyFinding[] }) {
  const formats = useFormats();
  return (
    <List variant="unordered-styled">
      {findings.map((finding, at) => (
        <Text key={at}>
          {finding.line === null
            ? sentenceOf(finding)
            : policyTexts.inLine(formats.number(finding.line), sentenceOf(finding))}
        </Text>
      ))}
    </List>
  );
}
