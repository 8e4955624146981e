import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { run } from './support/run.ts';

/** No database or queue from outside: the demo brings its own. */
const BARE = { DATABASE_URL: undefined, REDIS_URL: undefined };
const TAKES_AT_MOST_MS = 120_000;

function demo(...args: string[]) {
  return run(process.execPath, ['scripts/with-setup.mjs', 'run', 'demo/main.ts', ...args], { env: BARE });
}

function lastLine(text: string): Record<string, unknown> {
  return JSON.parse(text.trimEnd().split('\n').at(-1) ?? '');
}

describe('npm run demo', () => {
  let folder = '';
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), 'baton-demo-test-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('routes every sample lead to where it belongs', { timeout: TAKES_AT_MOST_MS }, async () => {
    const ended = await demo('--once', '--leads', '40', '--json');
    expect(ended.stderr).toContain('40 leads in');
    const figures = lastLine(ended.stdout);
    expect(figures).toMatchObject({
      leads: 40,
      held: 0,
      duplicateTasks: 0,
      ownerless: 0,
      misrouted: 0,
      errors: [],
      queue: 'postgres',
      classifier: 'lexical',
    });
    const { routed, nurtured, skipped, handoffsComplete, tasks, owners, latencyMs, hubspotCalls } = figures;
    expect(Number(routed) + Number(nurtured) + Number(skipped)).toBe(40);
    expect(Number(routed)).toBeGreaterThanOrEqual(26);
    expect(handoffsComplete).toBe(routed);
    expect(Number(tasks)).toBeGreaterThan(0);
    expect(Number(tasks)).toBeLessThanOrEqual(Number(routed));
    expect(Object.values(owners ?? {}).reduce((sum: number, count) => sum + Number(count), 0)).toBe(routed);
    expect(latencyMs).toEqual({ p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) });
    expect(Number(hubspotCalls)).toBeGreaterThan(0);
    expect(ended.code).toBe(0);
  });

  it('shows with a fast clock how a handoff goes on when nobody acts', { timeout: 240_000 }, async () => {
    const ended = await demo('--fast-clock', '--once', '--json');
    const { reminders, reroutes, escalations, movedByCountry } = lastLine(ended.stdout);
    expect(Number(reminders), ended.stderr).toBeGreaterThan(0);
    expect(Number(reroutes), ended.stderr).toBeGreaterThan(0);
    expect(Number(escalations), ended.stderr).toBeGreaterThan(0);
    expect(movedByCountry, ended.stderr).toBe(1);
    expect(ended.stderr).toContain('Country changed from France to United States.');
    expect(ended.code).toBe(0);
  });

  it(
    'sends the good lines of a file, names the broken ones and ends with 1',
    { timeout: TAKES_AT_MOST_MS },
    async () => {
      const file = path.join(folder, 'leads.csv');
      writeFileSync(
        file,
        [
          'Mail,firstname,country,What they want,Colour',
          'ann@acme-lifts.example,Ann,Germany,"Please send me a quote for 40 users, and a demo",blue',
          'bob@acme-lifts.example,Bob',
          'eve@other.example,Eve,Canada,"How much is it for 25 "seats"?",red',
          'cyn@third.example,Cyn,Australia,"Could you call me back',
          'about a demo this week?",green',
        ].join('\n'),
      );
      const ended = await demo('--once', '--file', file, '--map', 'Mail=email,What they want=message', '--json');
      expect(ended.stderr).toContain(`${file}: column "Colour" is no contact property`);
      expect(ended.stderr).toContain(`${file}, line 3: has 2 values where the header names 5 columns`);
      expect(ended.stderr).toContain(`${file}, line 4: a quote stands in the middle of a value`);
      expect(lastLine(ended.stdout)).toMatchObject({
        leads: 2,
        routed: 2,
        handoffsComplete: 2,
        tasks: 2,
        misrouted: 0,
        ownerless: 0,
        errors: [expect.stringContaining('line 3'), expect.stringContaining('line 4')],
      });
      expect(ended.code).toBe(1);
    },
  );

  const misuse: [args: string[], reason: string][] = [
    [['--leads', 'many'], '--leads'],
    [['--once', '--rate', '11'], '--rate'],
    [['--json'], 'needs --once'],
    [['--once', '--map', 'a=b'], '--map says what the columns of a --file mean'],
    [['--once', '--file', 'x.csv', '--map', 'a'], 'column=property'],
    [['--sideways'], '--sideways'],
    [['leads.csv'], 'leads.csv'],
  ];
  it.each(misuse)('refuses %j before anything starts', async (args, reason) => {
    const ended = await demo(...args);
    expect(ended.code).toBe(2);
    expect(ended.stdout).toBe('');
    expect(ended.stderr).toContain(reason);
    expect(ended.stderr).not.toContain('Starting');
  });

  it('says which file it cannot read', async () => {
    const ended = await demo('--once', '--file', path.join(folder, 'nothing.csv'));
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('nothing.csv');
    expect(ended.stderr).not.toContain('Starting');
  });
});
