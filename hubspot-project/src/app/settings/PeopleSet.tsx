import type { Settings } from '@baton/contract';
import { RowsTable, settingsTexts, useFormats } from '@baton/ui';
import {
  AutoGrid,
  Button,
  DateInput,
  Flex,
  Form,
  Heading,
  Input,
  LoadingButton,
  Select,
  Text,
} from '@hubspot/ui-extensions';
import { useState } from 'react';
import { dayText, type Day } from './day.ts';
import type { SettingsProps } from './settings-props.ts';

type Override = Settings['overrides']['set'][number];

const STATES = ['away', 'available'] as const;
/** The server takes no more. */
const LONGEST_NOTE = 200;

/** Who is away or available because somebody said so here, and what sets somebody so. */
export function PeopleSet(props: SettingsProps) {
  const { overrides, mayEdit, asOf } = props.settings;
  const { overrideColumns: columns } = settingsTexts;
  const formats = useFormats();
  const row = (override: Override) => [
    override.name,
    settingsTexts.presence[override.state],
    override.until === null ? settingsTexts.untilCleared : formats.moment(override.until, Date.parse(asOf)),
    override.note,
    override.by ?? settingsTexts.byCommandLine,
    ...(mayEdit ? [<Clear key="clear" ownerId={override.ownerId} {...props} />] : []),
  ];
  return (
    <Flex direction="column" gap="md">
      <Heading>{settingsTexts.overridesTitle}</Heading>
      <Text>{settingsTexts.overridesIntro}</Text>
      <RowsTable
        testId="overrides"
        columns={[columns.person, columns.state, columns.until, columns.note, columns.by, ...(mayEdit ? [''] : [])]}
        rows={overrides.set.map(row)}
        empty={settingsTexts.noOverrides}
      />
      {mayEdit && <SetForm {...props} />}
    </Flex>
  );
}

function Clear({ ownerId, busy, actions }: SettingsProps & { ownerId: string }) {
  return (
    <Button
      testId={`clear-${ownerId}`}
      variant="transparent"
      size="sm"
      disabled={busy}
      onClick={() => void actions.setPerson({ ownerId, state: 'as_in_hubspot' })}
    >
      {settingsTexts.clearOverride}
    </Button>
  );
}

interface Wish {
  ownerId: string | null;
  state: (typeof STATES)[number];
  until: Day | null;
  note: string;
}

const NOTHING: Wish = { ownerId: null, state: 'away', until: null, note: '' };

function SetForm({ settings: { overrides }, busy, actions }: SettingsProps) {
  const [wish, setWish] = useState(NOTHING);
  // a field that is emptied by us begins anew
  const [round, setRound] = useState(0);
  const set = (part: Partial<Wish>) => setWish((before) => ({ ...before, ...part }));

  async function save() {
    const { ownerId, state, until, note } = wish;
    if (ownerId === null) return;
    const done = await actions.setPerson({ ownerId, state, until: until === null ? null : dayText(until), note });
    if (!done) return;
    setWish(NOTHING);
    setRound((before) => before + 1);
  }

  return (
    <Form preventDefault onSubmit={() => void save()}>
      <Flex direction="column" gap="sm" align="start">
        <Text format={{ fontWeight: 'demibold' }}>{settingsTexts.setSomebody}</Text>
        <AutoGrid key={round} columnWidth={200} gap="sm" flexible>
          <Select
            testId="set-person"
            name="set-person"
            label={settingsTexts.person}
            options={overrides.candidates.map(({ ownerId, name }) => ({ value: ownerId, label: name }))}
            value={wish.ownerId ?? undefined}
            onChange={(ownerId) => set({ ownerId: String(ownerId) })}
          />
          <Select
            testId="set-state"
            name="set-state"
            label={settingsTexts.state}
            options={STATES.map((state) => ({ value: state, label: settingsTexts.presence[state] }))}
            value={wish.state}
            onChange={(state) => set({ state: state === 'available' ? state : 'away' })}
          />
          <DateInput
            testId="set-until"
            name="set-until"
            label={settingsTexts.until}
            description={settingsTexts.untilHelp}
            value={wish.until ?? undefined}
            onChange={(until) => set({ until: until ?? null })}
          />
          <Input
            testId="set-note"
            name="set-note"
            label={settingsTexts.note}
            value={wish.note}
            onChange={(note) => set({ note: note.slice(0, LONGEST_NOTE) })}
          />
        </AutoGrid>
        <LoadingButton
          testId="set-person-submit"
          type="submit"
          variant="secondary"
          loading={busy}
          disabled={wish.ownerId === null}
        >
          {settingsTexts.setPerson}
        </LoadingButton>
      </Flex>
    </Form>
  );
}
