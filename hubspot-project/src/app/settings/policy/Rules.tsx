import type { CheckedPolicy, DraftRule } from '@baton/contract';
import { policyTexts } from '@baton/ui';
import { Flex } from '@hubspot/ui-extensions';
import { useState } from 'react';
import type { EditorProps } from './editor-props.ts';
import { freeName, replaced } from './lists.ts';
import { RuleForm } from './RuleForm.tsx';
import { RuleList } from './RuleList.tsx';

/** In the order in which they are asked. */
export const LAYERS = ['skip', 'hard', 'poolRules'] as const;
export type Layer = (typeof LAYERS)[number];

/** Leaves room for a number behind it. */
const LONGEST_ID = 50;

export interface RulesProps extends EditorProps {
  checked: CheckedPolicy;
}

/** The rules in order, or the one that is being changed. */
export function Rules(props: RulesProps) {
  const { policy, editor, edit } = props;
  const [open, setOpen] = useState<{ layer: Layer; id: string } | null>(null);
  const at = open === null ? -1 : policy[open.layer].findIndex(({ id }) => id === open.id);
  const rule = open === null ? undefined : policy[open.layer][at];

  function add(layer: Layer) {
    const taken = LAYERS.flatMap((one) => policy[one].map(({ id }) => id));
    const added = { ...newRule(layer, editor, policy.defaultPool), id: freeName('rule', taken, '-') };
    edit((before) => ({ ...before, [layer]: [...before[layer], added] }));
    setOpen({ layer, id: added.id });
  }

  /** A rule that is not in force yet goes by what it says: that is what logs and exports will show. */
  function close() {
    if (open !== null && rule !== undefined && !isInForce(editor, open)) {
      const others = LAYERS.flatMap((one) => policy[one].map(({ id }) => id)).filter((id) => id !== rule.id);
      const id = freeName(idOf(rule.label), others, '-');
      edit((before) => ({
        ...before,
        [open.layer]: before[open.layer].map((one) => (one.id === rule.id ? { ...one, id } : one)),
      }));
    }
    setOpen(null);
  }

  if (open !== null && rule !== undefined) {
    const { layer } = open;
    return (
      <RuleForm
        {...props}
        layer={layer}
        rule={rule}
        path={[layer, at]}
        onChange={(next) =>
          edit((before) => ({
            ...before,
            [layer]: replaced(
              before[layer],
              before[layer].findIndex(({ id }) => id === next.id),
              next,
            ),
          }))
        }
        onClose={close}
      />
    );
  }
  return (
    <Flex direction="column" gap="lg">
      {LAYERS.map((layer) => (
        <RuleList
          key={layer}
          {...props}
          layer={layer}
          onAdd={() => add(layer)}
          onOpen={(id) => setOpen({ layer, id })}
        />
      ))}
    </Flex>
  );
}

function isInForce({ draft }: EditorProps['editor'], { layer, id }: { layer: Layer; id: string }): boolean {
  return draft.document?.[layer].some((rule) => rule.id === id) ?? false;
}

/** `it is British` → `it-is-british`. */
function idOf(label: string): string {
  const plain = label
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
  return plain.slice(0, LONGEST_ID) || 'rule';
}

function newRule(layer: Layer, { reasons }: EditorProps['editor'], pool: string): Omit<DraftRule, 'id'> {
  const base = {
    label: policyTexts.newRule,
    enabled: true,
    when: { field: 'contact.country', operator: 'IN', values: [] },
  };
  if (layer === 'skip') return { ...base, reason: reasons[0]?.value ?? '' };
  return layer === 'hard' ? { ...base, to: { pool }, evenIfOwned: false } : { ...base, pool };
}
