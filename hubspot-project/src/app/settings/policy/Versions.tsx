import type { ShownVersion, ShownVersions } from '@baton/contract';
import { ConfirmModal, policyTexts, useFormats, useReport, type Answer, type PolicyApi } from '@baton/ui';
import { Accordion, Button, Flex, Heading, List, StatusTag, Text } from '@hubspot/ui-extensions';
import { useState } from 'react';
import { Canary } from './Canary.tsx';

const VARIANTS = {
  live: 'success',
  scheduled: 'warning',
  retired: 'default',
  cancelled: 'default',
  trial: 'info',
} as const;

interface VersionsProps {
  baton: Pick<PolicyApi, 'readVersions' | 'rollBack' | 'cancelScheduled' | 'endCanary'>;
  /** Another policy is in force, or to come, than before. */
  onChanged: () => Promise<void>;
}

/** What was, is and will be in force; an admin goes back, or calls off what is to come, in one action. */
export function Versions({ baton, onChanged }: VersionsProps) {
  const report = useReport();
  const [shown, setShown] = useState<ShownVersions | null>(null);
  const versions = shown?.versions ?? null;
  const canary = shown?.canary ?? null;
  const live = versions?.find(({ state }) => state === 'live') ?? null;

  async function take(answer: Answer<ShownVersions>, thanks: string, isChange: boolean) {
    if (answer.kind !== 'ok') {
      report(answer, '');
      return;
    }
    setShown(answer.value);
    if (isChange) {
      report(answer, thanks);
      await onChanged();
    }
  }

  if (versions === null) {
    return (
      <Button
        testId="show-versions"
        variant="secondary"
        onClick={() => void baton.readVersions().then((answer) => take(answer, '', false))}
      >
        {policyTexts.showVersions}
      </Button>
    );
  }
  return (
    <Flex direction="column" gap="sm">
      {canary !== null && (
        <Canary
          canary={canary}
          onEnd={(action) =>
            void baton
              .endCanary(action)
              .then((answer) =>
                take(answer, action === 'stop' ? policyTexts.stoppedCanary : policyTexts.promotedCanary, true),
              )
          }
        />
      )}
      <Heading>{policyTexts.versions}</Heading>
      {versions.map((version) => (
        <Version
          key={version.version}
          version={version}
          onBack={
            live === null || version.state !== 'retired'
              ? null
              : (words) =>
                  void baton
                    .rollBack(version.version, live.version)
                    .then((answer) => take(answer, policyTexts.wentBack(words), true))
          }
          onCallOff={
            version.state === 'scheduled'
              ? () => void baton.cancelScheduled().then((answer) => take(answer, policyTexts.calledOff, true))
              : null
          }
        />
      ))}
    </Flex>
  );
}

function Version(props: {
  version: ShownVersion;
  onBack: ((version: string) => void) | null;
  onCallOff: (() => void) | null;
}) {
  const { version, onBack, onCallOff } = props;
  const formats = useFormats();
  const number = formats.number(version.version);
  const { versionState: states, versionColumns: columns } = policyTexts;
  const state = isState(version.state) ? version.state : 'retired';
  return (
    <Flex direction="column" gap="xs">
      <Flex gap="sm" align="center">
        <Text format={{ fontWeight: 'demibold' }}>{`${columns.version} ${number}`}</Text>
        <StatusTag testId={`version-${version.version}`} variant={VARIANTS[state]}>
          {states[state]}
        </StatusTag>
        {onBack !== null && (
          <Button
            testId={`back-${version.version}`}
            variant="transparent"
            size="sm"
            overlay={
              <ConfirmModal
                id={`back-${version.version}`}
                title={policyTexts.goBackTitle(number)}
                intro={policyTexts.goBackIntro}
                submit={policyTexts.goBack}
                onSubmit={() => onBack(number)}
              />
            }
          >
            {policyTexts.goBack}
          </Button>
        )}
        {onCallOff !== null && (
          <Button testId="call-off" variant="transparent" size="sm" onClick={onCallOff}>
            {policyTexts.callOff}
          </Button>
        )}
      </Flex>
      <Text variant="microcopy">
        {[
          `${columns.from} ${formats.date(version.from)}`,
          ...(version.until === null ? [] : [`${columns.until} ${formats.date(version.until)}`]),
          ...(version.by === null ? [] : [`${columns.by} ${version.by}`]),
          ...(version.note === '' ? [] : [version.note]),
        ].join(', ')}
      </Text>
      {version.changes.length > 0 && (
        <Accordion title={policyTexts.whatItChanged} size="sm">
          <List variant="unordered-styled">
            {version.changes.map((change, at) => (
              <Text key={at}>{change}</Text>
            ))}
          </List>
        </Accordion>
      )}
    </Flex>
  );
}

function isState(state: string): state is keyof typeof VARIANTS {
  return Object.hasOwn(VARIANTS, state);
}
