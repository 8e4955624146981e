import { labelOf, settingsTexts, useFormats } from '@baton/ui';
import { Button, ButtonRow, Flex, Heading, StatusTag, Text, Tile } from '@hubspot/ui-extensions';
import { ConfirmModal } from './ConfirmModal.tsx';
import { GoLiveModal } from './GoLiveModal.tsx';
import type { SettingsProps } from './SettingsPage.tsx';

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
            {labelOf('mode', mode)}
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
            overlay={policy === null ? undefined : <GoLiveModal policy={policy} onConfirm={goLive} />}
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
                confirm={settingsTexts.pause}
                onConfirm={() => void actions.setMode('paused')}
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
                confirm={settingsTexts.observe}
                onConfirm={() => void actions.setMode('observe')}
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

  function goLive(pool: string) {
    void actions.setMode('live', pool);
  }
}
