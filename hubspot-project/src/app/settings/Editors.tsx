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
import type { SettingsProps } from './SettingsPage.tsx';

/** Who may change the settings, and who else is named to. */
export function Editors({ settings: { editors, mayEdit }, busy, actions }: SettingsProps) {
  const named = editors.admins.map(({ userId }) => userId);
  // null: nothing was chosen since the last save
  const [chosen, setChosen] = useState<number[] | null>(null);
  const people = [
    ...editors.candidates,
    ...editors.admins.filter((admin) => !editors.candidates.some(({ userId }) => userId === admin.userId)),
  ];

  async function save() {
    if (chosen === null) return;
    if (await actions.nameAdmins(chosen)) setChosen(null);
  }

  return (
    <Flex direction="column" gap="md">
      <Heading>{settingsTexts.editorsTitle}</Heading>
      <DescriptionList direction="column">
        <DescriptionListItem label={settingsTexts.installer}>
          {editors.installer ?? settingsTexts.unknown}
        </DescriptionListItem>
        <DescriptionListItem label={settingsTexts.superAdmins}>
          {editors.superAdmins.length === 0 ? settingsTexts.unknown : commonTexts.list(editors.superAdmins)}
        </DescriptionListItem>
      </DescriptionList>
      <Form preventDefault onSubmit={() => void save()}>
        <Flex direction="column" gap="md" align="start">
          <MultiSelect
            testId="admins"
            name="admins"
            label={settingsTexts.adminsLabel}
            description={settingsTexts.adminsHelp}
            readOnly={!mayEdit}
            options={people.map(({ userId, name }) => ({ value: userId, label: name }))}
            value={chosen ?? named}
            onChange={(values) => setChosen(values.map(Number))}
          />
          {mayEdit && (
            <LoadingButton
              testId="save-admins"
              type="submit"
              variant="secondary"
              loading={busy}
              disabled={chosen === null}
            >
              {settingsTexts.save}
            </LoadingButton>
          )}
        </Flex>
      </Form>
    </Flex>
  );
}
