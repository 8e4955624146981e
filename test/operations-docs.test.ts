import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';
import { METRICS } from '../src/metrics.ts';
import { PROJECT } from './support/run.ts';

const read = (file: string) => readFileSync(path.join(PROJECT, file), 'utf8');

const rules = z
  .object({
    groups: z.array(
      z.object({
        rules: z.array(
          z.object({
            alert: z.string(),
            expr: z.string(),
            labels: z.object({ severity: z.enum(['page', 'ticket']) }),
            annotations: z.object({ summary: z.string().min(20), runbook: z.string() }),
          }),
        ),
      }),
    ),
  })
  .parse(parse(read('ops/prometheus-alerts.yml')))
  .groups.flatMap((group) => group.rules);

/** A heading's address, as GitHub makes it. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(' ', '-');
const anchorsOf = (file: string) =>
  new Set([...read(file).matchAll(/^#{1,4} (.+)$/gm)].map(([, heading = '']) => anchorOf(heading)));

/** Prometheus shows a histogram as three series. */
const SERIES = new Set(
  Object.entries(METRICS).flatMap(([name, { kind }]) =>
    kind === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
  ),
);

describe('what operators read', () => {
  it('names every metric with its meaning, word for word as the app does', () => {
    const rows = Object.entries(METRICS).map(
      ([name, { kind, help, labels }]) => `| \`${name}\` | ${kind} | ${labels.join(', ') || '-'} | ${help} |`,
    );
    const documented = read('docs/metrics.md')
      .split('\n')
      .filter((line) => line.startsWith('| `baton_'));
    expect(documented).toEqual(rows);
  });

  it('alerts on metrics and labels that exist', () => {
    expect(rules.length).toBeGreaterThan(5);
    for (const { alert, expr } of rules) {
      const used = [...expr.matchAll(/\b(baton_\w+)(?:\{([^}]*)\})?/g)];
      expect(used.length, alert).toBeGreaterThan(0);
      for (const [, name = '', labels = ''] of used) {
        expect(SERIES.has(name), `${alert} names ${name}`).toBe(true);
        for (const [, label = ''] of labels.matchAll(/(\w+)\s*[=!]/g))
          expect(METRICS[name]?.labels, alert).toContain(label);
      }
    }
  });

  it.each(rules.map(({ alert, annotations }) => [alert, annotations.runbook]))(
    '%s leads to a heading that is there',
    (_alert, runbook) => {
      const [file = '', anchor = ''] = runbook.split('#');
      expect(anchorsOf(file)).toContain(anchor);
    },
  );

  it('tells in the runbook only of metrics that exist', () => {
    const named = [...read('docs/runbook.md').matchAll(/\bbaton_[a-z_]+(?:total|seconds|waiting|letters|open)\b/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [name] of named) expect(Object.keys(METRICS)).toContain(name);
  });
});
