import { commonTexts, settingsTexts } from '@baton/ui';
import {
  DescriptionList,
  DescriptionListItem,
  Flex,
  Form,
  Heading,
  LoadingButton,
  MultiSelect,
} from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { SettingsProps } from './settings-props.ts';

/** Who may change the settings, and who else is named to. */
export function Editors(props: SettingsProps) {
  const { editors, mayEdit } = props.settings;
  const { installer, superAdmins, admins } = editors;
  return (
    <Flex direction="column" gap="md">
      <Heading>{settingsTexts.editorsTitle}</Heading>
      <DescriptionList direction="column">
        <DescriptionListItem label={settingsTexts.installer}>{installer ?? settingsTexts.unknown}</DescriptionListItem>
        <DescriptionListItem label={settingsTexts.superAdmins}>{names(superAdmins)}</DescriptionListItem>
        {!mayEdit && (
          <DescriptionListItem label={settingsTexts.adminsLabel}>
            {admins.length === 0 ? settingsTexts.nobody : names(admins.map(({ name }) => name))}
          </DescriptionListItem>
        )}
      </DescriptionList>
      {mayEdit && <AdminsForm {...props} />}
    </Flex>
  );
}

function AdminsForm({ settings: { editors }, busy, actions }: SettingsProps) {
  // null: nothing was chosen since the last save
  const [chosen, setChosen] = useState<number[] | null>(null);
  const named = editors.admins.map(({ userId }) => userId);
  const candidates = new Set(editors.candidates.map(({ userId }) => userId));
  // whoever was named stays choosable, even if not a candidate any more
  const people = [...editors.candidates, ...editors.admins.filter(({ userId }) => !candidates.has(userId))];

  async function save() {
    if (chosen !== null && (await actions.nameAdmins(chosen))) setChosen(null);
  }

  return (
    <Form preventDefault onSubmit={() => void save()}>
      <Flex direction="column" gap="md" align="start">
        <MultiSelect
          testId="admins"
          name="admins"
          label={settingsTexts.adminsLabel}
          description={settingsTexts.adminsHelp}
          options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
          value={chosen ?? named}
          onChange={(values) => setChosen(values.map(Number))}
        />
        <LoadingButton testId="save-admins" type="submit" variant="secondary" loading={busy} disabled={chosen === null}>
          {settingsTexts.save}
        </LoadingButton>
      </Flex>
    </Form>
  );
}

function names(people: readonly string[]): string {
  return people.length === 0 ? settingsTexts.unknown : commonTexts.list(people);
}
