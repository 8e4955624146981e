import { ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import { z } from 'zod';
import type { CaseLead, CaseRule } from './decide-cases.ts';

/** Selects the first rule that matches; null: none does. That is all it does: no candidates, no shares, no reasons. */
export type Select = (lead: CaseLead) => Promise<string | null>;

/** json-rules-engine: rules in order of priority, stopped at the first success. */
export function jsonRulesEngine(rules: readonly CaseRule[]): Select {
  const engine = new Engine(
    rules.map(({ id, countries, industry, employees }, index) => ({
      conditions: {
        all: [
          { fact: 'country', operator: 'in', value: [...countries] },
          ...(industry === null ? [] : [{ fact: 'industry', operator: 'equal', value: industry }]),
          ...(employees === null
            ? []
            : [
                { fact: 'employees', operator: 'greaterThanInclusive', value: employees[0] },
                { fact: 'employees', operator: 'lessThanInclusive', value: employees[1] },
              ]),
        ],
      },
      event: { type: id },
      priority: rules.length - index,
    })),
  );
  engine.on('success', () => engine.stop());
  return async (lead) => (await engine.run({ ...lead })).events[0]?.type ?? null;
}

const zenAnswer = z.object({ result: z.object({ rule: z.string().optional() }).nullish() });

/** GoRules Zen: a decision table whose first row that matches counts, compiled once. */
export function zen(rules: readonly CaseRule[]): Select {
  const inputs = ['country', 'industry', 'employees'].map((field) => ({ id: field, name: field, field }));
  const table = {
    nodes: [
      { id: 'in', name: 'in', type: 'inputNode', position: { x: 0, y: 0 } },
      {
        id: 'table',
        name: 'table',
        type: 'decisionTableNode',
        position: { x: 1, y: 0 },
        content: {
          hitPolicy: 'first',
          inputs,
          outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
          rules: rules.map(({ id, countries, industry, employees }) => ({
            _id: id,
            country: countries.map((country) => JSON.stringify(country)).join(', '),
            industry: industry === null ? '' : JSON.stringify(industry),
            employees: employees === null ? '' : `[${employees[0]}..${employees[1]}]`,
            rule: JSON.stringify(id),
          })),
        },
      },
      { id: 'out', name: 'out', type: 'outputNode', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'a', sourceId: 'in', targetId: 'table', type: 'edge' },
      { id: 'b', sourceId: 'table', targetId: 'out', type: 'edge' },
    ],
  };
  const decision = new ZenEngine().createDecision(Buffer.from(JSON.stringify(table)));
  return async (lead) => zenAnswer.parse(await decision.evaluate({ ...lead })).result?.rule ?? null;
}
