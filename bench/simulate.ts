import { generateLeads } from '../demo/generate-leads.ts';
import { csvRecords } from '../src/cli/csv-records.ts';
import { progressBar } from '../src/cli/progress.ts';
import { person } from '../src/hubspot/fixtures.ts';
import type { Directory, Person } from '../src/hubspot/lead.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { decide } from '../src/policy/decide.ts';
import { defaultPolicy } from '../src/policy/default-policy.ts';
import { enquiriesOfRows } from '../src/simulation/enquiries-of-rows.ts';
import { reportOf } from '../src/simulation/report.ts';
import { rowsOfTable } from '../src/simulation/rows-of-csv.ts';
import { simulate as run } from '../src/simulation/simulate.ts';

const LEADS = 10_000;
const DAYS = 30;
const DAY_MS = 86_400_000;
const TEAMS = ['EMEA Sales', 'Americas Sales', 'APAC Sales', 'Customer Support'];
const PEOPLE_PER_TEAM = 8;

/**
 * How long it takes to try two policies on leads of a CSV, from its text to the report: reading, cleaning and understanding
 * each lead, deciding it twice with its loads and shares, comparing. Beside it the bare rate of deciding the same leads once
 * more. Options: `--leads` (10,000).
 */
export async function simulate(args: readonly string[]): Promise<Record<string, unknown>> {
  const leads = Number(args[args.indexOf('--leads') + 1] ?? LEADS) || LEADS;
  const text = csvOf(leads);
  const directory = company();
  const document = defaultPolicy({ directory, installerOwnerId: null, timeZone: 'Europe/London' });
  const live = compilePolicy(document);
  const draft = compilePolicy({ ...document, poolRules: document.poolRules.slice(1) });

  const startedMs = performance.now();
  const table = rowsOfTable(csvRecords(text));
  if ('problem' in table) throw new Error(table.problem);
  const reading = enquiriesOfRows(
    table.rows,
    { portalId: 1, timeZone: 'Europe/London', directory, findDuplicates: async () => [] },
    { from: new Date('2026-11-02T00:00:00Z'), spanMs: DAYS * DAY_MS },
  );
  const bar = progressBar('Reading leads', table.rows.length);
  let step = await reading.next();
  for (; step.done !== true; step = await reading.next()) bar.at(step.value);
  bar.end();
  const enquiries = step.value.map(({ input, line }) => ({ input, name: `line ${line}` }));
  const inputs = enquiries.map(({ input }) => input);
  const readMs = performance.now();
  const tried = [live, draft].map((policy, at) => {
    const running = run({ policy, enquiries: inputs, opening: [] });
    const trying = progressBar(`Trying policy ${at + 1}`, inputs.length);
    let next = running.next();
    for (; next.done !== true; next = running.next()) trying.at(next.value);
    trying.end();
    return { policy: String(at + 1), trials: next.value };
  });
  const [first, second] = tried;
  if (first === undefined || second === undefined) throw new Error('both were tried');
  const report = reportOf(enquiries, [first, second], String);
  const endedMs = performance.now();

  for (const input of inputs) decide(live, input);
  const bareMs = performance.now() - endedMs;
  const seconds = (endedMs - startedMs) / 1_000;
  return {
    leads: inputs.length,
    seconds: round(seconds),
    leadsPerSecond: Math.round(inputs.length / seconds),
    readingSeconds: round((readMs - startedMs) / 1_000),
    bareDecidesPerSecond: Math.round(inputs.length / (bareMs / 1_000)),
    routed: report.policies[0]?.figures.routed,
    toAnotherPool: report.differences?.pool,
  };
}

function cell(value = ''): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

function csvOf(count: number): string {
  const { leads } = generateLeads({ seed: 1, count });
  const columns = [...new Set(leads.flatMap(({ properties }) => Object.keys(properties)))];
  const rows = leads.map(({ properties, source }) => [...columns.map((name) => cell(properties[name])), source]);
  return [[...columns, 'hs_object_source'], ...rows].map((row) => row.join(',')).join('\n');
}

/** Teams whose people work in shifts that cover the day. */
function company(): Directory {
  const people = TEAMS.flatMap((_team, team) =>
    Array.from({ length: PEOPLE_PER_TEAM }, (_one, at): Person => {
      const startMinute = (at % 3) * 480;
      const workingHours = [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
        weekday,
        startMinute,
        endMinute: startMinute + 480,
      }));
      return {
        ...person(`${team}${at}`),
        userId: team * 100 + at + 1,
        teamIds: [String(team)],
        timeZone: 'Europe/London',
        workingHours,
      };
    }),
  );
  const teams = TEAMS.map((name, team) => ({
    teamId: String(team),
    name,
    ownerIds: people.filter(({ teamIds }) => teamIds.includes(String(team))).map(({ ownerId }) => ownerId),
  }));
  return { people, teams, fetchedAtMs: 0 };
}

function round(seconds: number): number {
  return Math.round(seconds * 100) / 100;
}
