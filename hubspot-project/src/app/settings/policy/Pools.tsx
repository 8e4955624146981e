import type { DraftPolicy, DraftPool } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { Button, Flex, Select } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { EditorProps } from './editor-props.ts';
import { problemAt } from './findings.ts';
import { freeName, replaced, without } from './lists.ts';
import { PoolForm } from './PoolForm.tsx';

/** Who gets leads: one pool at a time, and which of them takes the rest. */
export function Pools(props: EditorProps) {
  const { policy, findings, edit } = props;
  const { pools, defaultPool } = policy;
  const [chosen, setChosen] = useState(0);
  const at = Math.min(chosen, pools.length - 1);
  const pool = pools[at];
  const names = pools.map(({ name }) => ({ value: name, label: name }));

  function add() {
    edit((before) => ({ ...before, pools: [...before.pools, emptyPool(before)] }));
    setChosen(pools.length);
  }
  function change(next: DraftPool) {
    edit((before) => {
      const changed = { ...before, pools: replaced(before.pools, at, next) };
      return next.name === pool?.name ? changed : renamed(changed, pool?.name ?? '', next.name);
    });
  }
  function remove() {
    edit((before) => ({ ...before, pools: without(before.pools, at) }));
    setChosen(0);
  }

  return (
    <Flex direction="column" gap="md">
      <Select
        testId="default-pool"
        name="default-pool"
        label={policyTexts.defaultPool}
        description={policyTexts.defaultPoolHelp}
        options={names}
        value={defaultPool}
        {...problemAt(findings, ['defaultPool'])}
        onChange={(name) => edit((before) => ({ ...before, defaultPool: String(name) }))}
      />
      <Flex gap="sm" align="end">
        <Select
          testId="choose-pool"
          name="choose-pool"
          label={policyTexts.choosePool}
          options={pools.map(({ name }, place) => ({ value: place, label: name }))}
          value={at}
          onChange={(place) => setChosen(Number(place))}
        />
        <Button testId="add-pool" variant="secondary" onClick={add}>
          {policyTexts.addPool}
        </Button>
        <Button testId="remove-pool" variant="secondary" disabled={pools.length < 2} onClick={remove}>
          {policyTexts.removePool}
        </Button>
      </Flex>
      {pool !== undefined && <PoolForm key={at} {...props} pool={pool} path={['pools', at]} onChange={change} />}
    </Flex>
  );
}

/** What the policy fills in for a pool of which only the name is given. */
function emptyPool({ pools }: DraftPolicy): DraftPool {
  const name = freeName(
    policyTexts.newPool,
    pools.map((pool) => pool.name),
    ' ',
  );
  return {
    name,
    members: [],
    caps: { hour: null, day: null, week: null, open: null },
    managerOwnerId: null,
    fallbackOwnerId: null,
    overflowPool: null,
    whenNobodyFree: 'hold',
    afterHours: 'hold',
    unknownHours: 'open',
    unknownAvailability: 'available',
    language: 'prefer',
  };
}

/** A pool goes by its name, so whatever names it follows. */
function renamed(document: DraftPolicy, from: string, to: string): DraftPolicy {
  const follow = (name: string) => (name === from ? to : name);
  const target = (value: unknown) =>
    typeof value === 'object' && value !== null && 'pool' in value && value.pool === from ? { pool: to } : value;
  return {
    ...document,
    defaultPool: follow(document.defaultPool),
    pools: document.pools.map((pool) => ({
      ...pool,
      overflowPool: pool.overflowPool === null ? null : follow(pool.overflowPool),
    })),
    poolRules: document.poolRules.map((rule) => ({ ...rule, pool: follow(rule.pool ?? '') })),
    hard: document.hard.map((rule) => ({ ...rule, to: target(rule.to) })),
    sla: {
      ...document.sla,
      byPool: Object.fromEntries(Object.entries(document.sla.byPool).map(([name, own]) => [follow(name), own])),
    },
  };
}
