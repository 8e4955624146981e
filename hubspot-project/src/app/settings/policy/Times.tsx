import { policyTexts } from '@baton/ui';
import { AutoGrid, Flex, Heading, NumberInput, Select } from '@hubspot/ui-extensions';
import type { EditorProps } from './editor-props.ts';
import { isNumber, optionsOf } from './choices.ts';
import { problemAt } from './findings.ts';

const URGENCIES = ['high', 'normal', 'low'] as const;
type Urgency = (typeof URGENCIES)[number];

/** How soon somebody must act, in general and by pool. */
export function Times({ policy, findings, edit }: EditorProps) {
  const { sla, pools } = policy;

  function setMinutes(urgency: Urgency, value: number) {
    edit((before) => ({ ...before, sla: { ...before.sla, minutes: { ...before.sla.minutes, [urgency]: value } } }));
  }
  /** undefined: as everywhere. */
  function setOfPool(name: string, urgency: Urgency, value: number | undefined) {
    edit((before) => {
      const own = without({ ...minutesOf(before.sla.byPool, name) }, urgency);
      const next = value === undefined ? own : { ...own, [urgency]: value };
      const rest = without(before.sla.byPool, name);
      const byPool = Object.keys(next).length === 0 ? rest : { ...rest, [name]: next };
      return { ...before, sla: { ...before.sla, byPool } };
    });
  }

  return (
    <Flex direction="column" gap="md">
      <Heading>{policyTexts.minutesTitle}</Heading>
      <AutoGrid columnWidth={160} gap="sm">
        {URGENCIES.map((urgency) => (
          <NumberInput
            key={urgency}
            testId={`minutes-${urgency}`}
            name={`minutes-${urgency}`}
            label={policyTexts.minutes[urgency]}
            min={1}
            value={sla.minutes[urgency]}
            {...problemAt(findings, ['sla', 'minutes', urgency])}
            onChange={(value) => {
              if (isNumber(value)) setMinutes(urgency, value);
            }}
          />
        ))}
      </AutoGrid>
      {pools.map(({ name }) => (
        <Flex key={name} direction="column" gap="xs">
          <Heading>{policyTexts.minutesOf(name)}</Heading>
          <AutoGrid columnWidth={160} gap="sm">
            {URGENCIES.map((urgency) => (
              <NumberInput
                key={urgency}
                name={`minutes-${urgency}-${name}`}
                label={policyTexts.minutes[urgency]}
                placeholder={String(sla.minutes[urgency])}
                min={1}
                value={minutesOf(sla.byPool, name)[urgency]}
                {...problemAt(findings, ['sla', 'byPool', name, urgency])}
                onChange={(value) => setOfPool(name, urgency, isNumber(value) ? value : undefined)}
              />
            ))}
          </AutoGrid>
        </Flex>
      ))}
      <Select
        name="clock"
        label={policyTexts.clock}
        options={optionsOf(policyTexts.clockChoices)}
        value={sla.clock}
        onChange={(clock) => edit((before) => ({ ...before, sla: { ...before.sla, clock: String(clock) } }))}
      />
    </Flex>
  );
}

function without<T>(record: Readonly<Record<string, T>>, name: string): Record<string, T> {
  return Object.fromEntries(Object.entries(record).filter(([one]) => one !== name));
}

function minutesOf(byPool: Readonly<Record<string, unknown>>, name: string): Partial<Record<Urgency, number>> {
  const own = byPool[name];
  if (typeof own !== 'object' || own === null) return {};
  return Object.fromEntries(Object.entries(own).filter(([, value]) => typeof value === 'number'));
}
