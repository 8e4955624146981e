import type { ShownTrial } from '@baton/contract';
import { policyTexts, RowsTable, useFormats, useReport, type DraftSource, type PolicyApi } from '@baton/ui';
import { Accordion, Alert, BarChart, Flex, Heading, Link, List, LoadingButton, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';

/** What a draft would have made of the newest enquiries, when somebody asks. */
export function Trial({ source, baton }: { source: DraftSource | null; baton: Pick<PolicyApi, 'tryPolicy'> }) {
  const report = useReport();
  const [trying, setTrying] = useState(false);
  // what was tried is told only for as long as it is what the form holds
  const [tried, setTried] = useState<{ source: DraftSource; trial: ShownTrial } | null>(null);

  async function run() {
    if (source === null) return;
    setTrying(true);
    const answer = await baton.tryPolicy(source);
    setTrying(false);
    if (answer.kind === 'ok') setTried({ source, trial: answer.value });
    else report(answer, '');
  }

  return (
    <Flex direction="column" gap="sm" align="start">
      <Heading>{policyTexts.tryTitle}</Heading>
      <Text>{policyTexts.tryIntro}</Text>
      <LoadingButton
        testId="try-policy"
        variant="secondary"
        loading={trying}
        disabled={source === null}
        onClick={() => void run()}
      >
        {policyTexts.tryIt}
      </LoadingButton>
      {tried !== null && tried.source === source && <Shown trial={tried.trial} />}
    </Flex>
  );
}

const columns = (first: string) => [first, policyTexts.inForce, policyTexts.draftColumn];

function Shown({ trial }: { trial: ShownTrial }) {
  const formats = useFormats();
  const day = (iso: string | null) => (iso === null ? '' : formats.date(iso));
  const rows = (pairs: ShownTrial['outcomes']) =>
    pairs.map(({ label, inForce, draft }) => [label, formats.number(inForce), formats.number(draft)]);
  return (
    <Flex direction="column" gap="md">
      <Text variant="microcopy">
        {policyTexts.triedOn(formats.number(trial.enquiries), day(trial.from), day(trial.to))}
      </Text>
      {trial.warnings.map((warning, at) => (
        <Alert key={at} title={policyTexts.triedWarning} variant="warning">
          {warning}
        </Alert>
      ))}
      <RowsTable testId="trial-outcomes" columns={columns('')} rows={rows(trial.outcomes)} empty="" />
      <RowsTable
        testId="trial-differences"
        columns={[policyTexts.howTheyEnd, policyTexts.enquiries]}
        rows={trial.differences.map(({ label, count }) => [label, formats.number(count)])}
        empty=""
      />
      <BarChart
        data={trial.people.flatMap(({ label, inForce, draft }) => [
          { person: label, policy: policyTexts.inForce, leads: inForce },
          { person: label, policy: policyTexts.draftColumn, leads: draft },
        ])}
        axes={{
          x: { field: 'person', fieldType: 'category', label: policyTexts.person },
          y: { field: 'leads', fieldType: 'linear', label: policyTexts.leads },
          options: { groupFieldByColor: 'policy' },
        }}
        options={{ title: policyTexts.leadsOfPeople, showLegend: true, showDataLabels: true }}
      />
      <RowsTable testId="trial-people" columns={columns(policyTexts.person)} rows={rows(trial.people)} empty="" />
      <RowsTable testId="trial-pools" columns={columns(policyTexts.poolColumn)} rows={rows(trial.pools)} empty="" />
      <Heading>{policyTexts.messyTitle}</Heading>
      {trial.messy.map((one) => (
        <MessyCase key={one.name} {...one} />
      ))}
    </Flex>
  );
}

function MessyCase({ name, url, facts, inForce, draft, because }: ShownTrial['messy'][number]) {
  return (
    <Accordion title={facts.length === 0 ? name : `${name}: ${facts.join(', ')}`} size="sm">
      <Flex direction="column" gap="xs">
        <Link href={{ url, external: true }}>{name}</Link>
        <Text>{`${policyTexts.inForce}: ${inForce}`}</Text>
        <Text>{`${policyTexts.draftColumn}: ${draft}`}</Text>
        <List variant="unordered-styled">
          {because.map((sentence, at) => (
            <Text key={at}>{sentence}</Text>
          ))}
        </List>
      </Flex>
    </Accordion>
  );
}
