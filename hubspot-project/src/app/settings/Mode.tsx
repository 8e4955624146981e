import type { Settings } from '@baton/contract';
import { ChoiceModal, ConfirmModal, settingsTexts, useFormats } from '@baton/ui';
import { Button, ButtonRow, Flex, Heading, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import type { SettingsProps } from './settings-props.ts';

const VARIANTS = { observe: 'info', live: 'success', paused: 'warning' } as const;

/** What Baton does now, and the buttons that change it. */
export function Mode(props: SettingsProps) {
  const formats = useFormats();
  const { mode, installedAt, liveSince, mayEdit } = props.settings;
  return (
    <Tile>
      <Flex direction="column" gap="sm">
        <Flex direction="row" gap="sm" align="center" wrap>
          <Heading>{settingsTexts.modeTitle}</Heading>
          <StatusTag testId="mode" variant={VARIANTS[mode]}>
            {settingsTexts.modeName[mode]}
          </StatusTag>
        </Flex>
        <Text>{settingsTexts.mode[mode]}</Text>
        <Text variant="microcopy">
          {liveSince === null
            ? settingsTexts.installed(formats.date(installedAt))
            : settingsTexts.liveSince(formats.date(liveSince))}
        </Text>
        {mayEdit && <ModeButtons {...props} />}
      </Flex>
    </Tile>
  );
}

function ModeButtons({ settings: { mode, policy }, busy, actions }: SettingsProps) {
  return (
    <Flex direction="column" gap="xs">
      <ButtonRow disableDropdown>
        {mode !== 'live' && (
          <Button
            testId="go-live"
            variant="primary"
            disabled={busy || policy === null}
            overlay={policy === null ? undefined : <GoLiveModal policy={policy} actions={actions} />}
          >
            {settingsTexts.goLive}
          </Button>
        )}
        {mode !== 'paused' && (
          <Button
            testId="pause"
            variant="secondary"
            disabled={busy}
            overlay={
              <ConfirmModal
                id="pause"
                title={settingsTexts.pauseTitle}
                intro={settingsTexts.pauseIntro}
                submit={settingsTexts.pause}
                onSubmit={() => void actions.setMode('paused')}
              />
            }
          >
            {settingsTexts.pause}
          </Button>
        )}
        {mode !== 'observe' && (
          <Button
            testId="observe"
            variant="secondary"
            disabled={busy}
            overlay={
              <ConfirmModal
                id="observe"
                title={settingsTexts.observeTitle}
                intro={settingsTexts.observeIntro}
                submit={settingsTexts.observe}
                onSubmit={() => void actions.setMode('observe')}
              />
            }
          >
            {settingsTexts.observe}
          </Button>
        )}
      </ButtonRow>
      {mode !== 'live' && policy === null && <Text variant="microcopy">{settingsTexts.noPolicy}</Text>}
    </Flex>
  );
}

/** The last step before Baton writes to HubSpot: who gets what no rule names? */
function GoLiveModal(props: { policy: NonNullable<Settings['policy']>; actions: SettingsProps['actions'] }) {
  const { pools, defaultPool } = props.policy;
  return (
    <ChoiceModal
      id="go-live"
      title={settingsTexts.goLiveTitle}
      intro={settingsTexts.goLiveIntro}
      submit={settingsTexts.goLive}
      label={settingsTexts.poolLabel}
      description={settingsTexts.poolHelp}
      options={pools.map(({ name, label }) => ({ value: name, label }))}
      preset={pools.find(({ name }) => name === defaultPool)?.name}
      missing={settingsTexts.poolMissing}
      onSubmit={(pool) => void props.actions.setMode('live', pool)}
    />
  );
}
