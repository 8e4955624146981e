import type { DraftPool } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { AutoGrid, Flex, Heading, Input, NumberInput, Select } from '@hubspot/ui-extensions';
import { isNumber, optionsOf } from './choices.ts';
import type { EditorProps } from './editor-props.ts';
import { FindingsHere } from './Findings.tsx';
import { findingsWithin, problemAt, type Path } from './findings.ts';
import { Members } from './Members.tsx';

const CAPS = ['hour', 'day', 'week', 'open'] as const;
const TERMS = ['afterHours', 'unknownHours', 'unknownAvailability', 'language'] as const;
/** No person has this id. */
const NOBODY = 'nobody';

export interface PoolFormProps extends EditorProps {
  pool: DraftPool;
  path: Path;
  onChange(pool: DraftPool): void;
}

/** One pool: who is in it with which share, how much they may get, and what happens when nobody is free. */
export function PoolForm(props: PoolFormProps) {
  const { pool, path, policy, editor, findings, onChange } = props;
  const set = (part: Partial<DraftPool>) => onChange({ ...pool, ...part });
  const people = [
    { value: NOBODY, label: policyTexts.nobody },
    ...editor.people.map(({ ownerId, name }) => ({ value: ownerId, label: name })),
  ];
  const others = policy.pools
    .filter(({ name }) => name !== pool.name)
    .map(({ name }) => ({ value: name, label: name }));
  return (
    <Flex direction="column" gap="md">
      <FindingsHere findings={findings.filter((finding) => isAbout(finding.path, path))} />
      <Input
        testId="pool-name"
        name="pool-name"
        label={policyTexts.poolName}
        value={pool.name}
        {...problemAt(findings, [...path, 'name'])}
        onChange={(name) => set({ name })}
      />
      <Members {...props} />
      <Heading>{policyTexts.caps}</Heading>
      <AutoGrid columnWidth={160} gap="sm">
        {CAPS.map((cap) => (
          <NumberInput
            key={cap}
            testId={`cap-${cap}`}
            name={`cap-${cap}`}
            label={policyTexts.cap[cap]}
            tooltip={policyTexts.capHelp}
            min={0}
            value={pool.caps[cap] ?? undefined}
            {...problemAt(findings, [...path, 'caps', cap])}
            onChange={(value) => set({ caps: { ...pool.caps, [cap]: isNumber(value) ? value : null } })}
          />
        ))}
      </AutoGrid>
      <AutoGrid columnWidth={260} gap="sm" flexible>
        <Select
          testId="when-nobody-free"
          name="when-nobody-free"
          label={policyTexts.whenNobodyFree}
          options={optionsOf(policyTexts.whenNobodyFreeChoices)}
          value={pool.whenNobodyFree}
          {...problemAt(findings, [...path, 'whenNobodyFree'])}
          onChange={(value) => set({ whenNobodyFree: String(value) })}
        />
        {pool.whenNobodyFree === 'overflow' && (
          <Select
            testId="overflow-pool"
            name="overflow-pool"
            label={policyTexts.overflowPool}
            options={others}
            value={pool.overflowPool ?? undefined}
            {...problemAt(findings, [...path, 'overflowPool'])}
            onChange={(name) => set({ overflowPool: String(name) })}
          />
        )}
        <Select
          testId="manager"
          name="manager"
          label={policyTexts.manager}
          options={people}
          value={pool.managerOwnerId ?? NOBODY}
          {...problemAt(findings, [...path, 'managerOwnerId'])}
          onChange={(ownerId) => set({ managerOwnerId: ownerIdOf(ownerId) })}
        />
        <Select
          testId="fallback"
          name="fallback"
          label={policyTexts.fallback}
          options={people}
          value={pool.fallbackOwnerId ?? NOBODY}
          {...problemAt(findings, [...path, 'fallbackOwnerId'])}
          onChange={(ownerId) => set({ fallbackOwnerId: ownerIdOf(ownerId) })}
        />
        {TERMS.map((term) => (
          <Select
            key={term}
            testId={term}
            name={term}
            label={policyTexts[term]}
            options={optionsOf(policyTexts[`${term}Choices`])}
            value={pool[term]}
            {...problemAt(findings, [...path, term])}
            onChange={(value) => set({ [term]: String(value) })}
          />
        ))}
      </AutoGrid>
      <FindingsHere
        findings={findingsWithin(findings, [...path, 'members']).filter((finding) => finding.path.length === 3)}
      />
    </Flex>
  );
}

/** About the pool itself, not a part of it that shows its own. */
function isAbout(place: readonly (string | number)[], path: Path): boolean {
  return place.length === path.length && path.every((part, at) => place[at] === part);
}

function ownerIdOf(value: unknown): string | null {
  return value === NOBODY ? null : String(value);
}
