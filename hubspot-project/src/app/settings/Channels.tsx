import type { Settings } from '@baton/contract';
import { RowsTable, settingsTexts } from '@baton/ui';
import {
  AutoGrid,
  Button,
  ButtonRow,
  Flex,
  Form,
  Heading,
  Input,
  LoadingButton,
  NumberInput,
  Select,
  Text,
} from '@hubspot/ui-extensions';
import { useState } from 'react';
import { EVERY_POOL, fieldsOf, KINDS, NOTHING, targetOf, type ChannelForm } from './channel-form.ts';
import type { SettingsProps } from './settings-props.ts';

const texts = settingsTexts.channels;

/** Where people are told of their leads, beside HubSpot's task, and what sets up another such place. */
export function Channels(props: SettingsProps) {
  const { channels, mayEdit } = props.settings;
  const { columns } = texts;
  const row = (channel: Settings['channels'][number]) => [
    channel.where,
    channel.pool === '' ? texts.allPools : channel.pool,
    channel.quiet ?? texts.never,
    channel.perHour === null ? texts.noLimit : texts.perHour(String(channel.perHour)),
    channel.by ?? settingsTexts.byCommandLine,
    ...(mayEdit ? [<Buttons key="buttons" channelId={channel.channelId} {...props} />] : []),
  ];
  return (
    <Flex direction="column" gap="md">
      <Heading>{texts.title}</Heading>
      <Text>{texts.intro}</Text>
      <RowsTable
        testId="channels"
        columns={[columns.where, columns.pool, columns.quiet, columns.limit, columns.by, ...(mayEdit ? [''] : [])]}
        rows={channels.map(row)}
        empty={texts.none}
      />
      {mayEdit && <AddForm {...props} />}
    </Flex>
  );
}

function Buttons({ channelId, busy, actions }: SettingsProps & { channelId: string }) {
  return (
    <ButtonRow>
      <Button
        testId={`test-${channelId}`}
        size="sm"
        disabled={busy}
        onClick={() => void actions.changeChannel({ do: 'test', channelId })}
      >
        {texts.test}
      </Button>
      <Button
        testId={`remove-${channelId}`}
        variant="transparent"
        size="sm"
        disabled={busy}
        onClick={() => void actions.changeChannel({ do: 'remove', channelId })}
      >
        {texts.remove}
      </Button>
    </ButtonRow>
  );
}

function AddForm({ settings: { policy }, busy, actions }: SettingsProps) {
  const [form, setForm] = useState<ChannelForm>(NOTHING);
  // a field that is emptied by us begins anew
  const [round, setRound] = useState(0);
  const set = (part: Partial<ChannelForm>) => setForm((before) => ({ ...before, ...part }));

  async function add() {
    const { pool, quietFrom, quietTo, perHour } = form;
    const wish = { target: targetOf(form), pool: pool === EVERY_POOL ? '' : pool, quietFrom, quietTo, perHour };
    if (!(await actions.changeChannel({ do: 'add', ...wish }))) return;
    setForm(NOTHING);
    setRound((before) => before + 1);
  }

  return (
    <Form preventDefault onSubmit={() => void add()}>
      <Flex direction="column" gap="sm" align="start">
        <Text format={{ fontWeight: 'demibold' }}>{texts.another}</Text>
        <AutoGrid key={round} columnWidth={220} gap="sm" flexible>
          <Select
            testId="channel-kind"
            name="channel-kind"
            label={texts.kind}
            options={KINDS.map((kind) => ({ value: kind, label: texts.kinds[kind] }))}
            value={form.kind}
            onChange={(kind) => set({ kind: KINDS.find((one) => one === kind) ?? 'slack_webhook' })}
          />
          {fieldsOf(form.kind).map(({ name, secret }) => (
            <Input
              key={name}
              testId={`channel-${name}`}
              name={`channel-${name}`}
              label={texts.fields[name]}
              description={texts.help[name]}
              type={secret ? 'password' : 'text'}
              value={form[name]}
              onChange={(value) => set({ [name]: value })}
            />
          ))}
          <Select
            testId="channel-pool"
            name="channel-pool"
            label={texts.columns.pool}
            options={[
              { value: EVERY_POOL, label: texts.allPools },
              ...(policy?.pools ?? []).map(({ name }) => ({ value: name, label: name })),
            ]}
            value={form.pool}
            onChange={(pool) => set({ pool: String(pool) })}
          />
          <Input
            testId="channel-quiet-from"
            name="channel-quiet-from"
            label={texts.quietFrom}
            description={texts.quietHelp}
            value={form.quietFrom}
            onChange={(quietFrom) => set({ quietFrom })}
          />
          <Input
            testId="channel-quiet-to"
            name="channel-quiet-to"
            label={texts.quietTo}
            value={form.quietTo}
            onChange={(quietTo) => set({ quietTo })}
          />
          <NumberInput
            name="channel-per-hour"
            label={texts.limitLabel}
            description={texts.limitHelp}
            value={form.perHour ?? undefined}
            onChange={(perHour) => set({ perHour: perHour ?? null })}
          />
        </AutoGrid>
        <LoadingButton testId="channel-add" type="submit" variant="secondary" loading={busy}>
          {texts.add}
        </LoadingButton>
      </Flex>
    </Form>
  );
}
