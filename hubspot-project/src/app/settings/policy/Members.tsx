import type { DraftPool } from '@baton/contract';
import { commonTexts, policyTexts, useFormats } from '@baton/ui';
import {
  Button,
  Flex,
  NumberInput,
  Select,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
  Text,
} from '@hubspot/ui-extensions';
import { isNumber } from './choices.ts';
import { problemAt } from './findings.ts';
import { replaced, without } from './lists.ts';
import type { PoolFormProps } from './PoolForm.tsx';

type Member = DraftPool['members'][number];

/** Who is in a pool, and with which share. */
export function Members({ pool, path, editor, findings, onChange }: PoolFormProps) {
  const formats = useFormats();
  const { members } = pool;
  const names = new Map(editor.people.map(({ ownerId, name }) => [ownerId, name]));
  const nameOf = (ownerId: string) => names.get(ownerId) ?? ownerId;
  const total = members.reduce((sum, { weight }) => sum + weight, 0);
  const set = (next: Member[]) => onChange({ ...pool, members: next });
  const absent = editor.people.filter(({ ownerId }) => !members.some((member) => member.ownerId === ownerId));

  return (
    <Flex direction="column" gap="sm">
      {members.length === 0 ? (
        <Text>{policyTexts.nobodyInPool}</Text>
      ) : (
        <Table testId="members" bordered density="condensed">
          <TableHead>
            <TableRow>
              <TableHeader>{policyTexts.weight}</TableHeader>
              <TableHeader>{policyTexts.share}</TableHeader>
              <TableHeader>{policyTexts.special}</TableHeader>
              <TableHeader>{policyTexts.actions}</TableHeader>
            </TableRow>
          </TableHead>
          <TableBody>
            {members.map((member, at) => (
              <TableRow key={member.ownerId}>
                <TableCell>
                  <NumberInput
                    testId={`weight-${member.ownerId}`}
                    name={`weight-${member.ownerId}`}
                    label={nameOf(member.ownerId)}
                    min={0}
                    precision={0}
                    value={member.weight}
                    {...problemAt(findings, [...path, 'members', at])}
                    onChange={(weight) => {
                      if (isNumber(weight)) set(replaced(members, at, { ...member, weight }));
                    }}
                  />
                </TableCell>
                <TableCell>
                  {total === 0 ? '' : policyTexts.percent(formats.number(Math.round((100 * member.weight) / total)))}
                </TableCell>
                <TableCell>{specialOf(member)}</TableCell>
                <TableCell>
                  <Button variant="transparent" size="sm" onClick={() => set(without(members, at))}>
                    {policyTexts.remove}
                  </Button>
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Select
        testId="add-person"
        name="add-person"
        label={policyTexts.addPerson}
        options={absent.map(({ ownerId, name }) => ({ value: ownerId, label: name }))}
        onChange={(ownerId) => set([...members, { ownerId: String(ownerId), weight: 1 }])}
      />
    </Flex>
  );
}

/** What else the policy says of a member; it is changed as text. */
function specialOf({ ramp, caps }: Member): string {
  const from: unknown = typeof ramp === 'object' && ramp !== null ? Reflect.get(ramp, 'from') : undefined;
  return commonTexts.list([
    ...(typeof from === 'string' ? [policyTexts.ramps(from)] : []),
    ...(caps === undefined ? [] : [policyTexts.ownCaps]),
  ]);
}
