import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { cleanContact } from '../src/agents/clean-contact.ts';
import { classifyByLexicon } from '../src/agents/lexical.ts';
import { riskFlagsOf } from '../src/agents/risk-flags.ts';
import { BUYING_STAGES, INTENTS, RISK_FLAGS, URGENCIES } from '../src/policy/taxonomy.ts';

/**
 * The labelled enquiries that the lexicon was developed on. They are no part of this repository; without them there is
 * nothing to measure. Figures on enquiries that nobody has looked at are lower.
 */
const FILE = fileURLToPath(new URL('../../shared/data/enquiries-dev.jsonl', import.meta.url));

const labelled = z.object({
  id: z.string(),
  text: z.string(),
  contact: z.record(z.string(), z.union([z.string(), z.number()])).default({}),
  intent: z.enum(INTENTS),
  urgency: z.enum(URGENCIES),
  stage: z.enum(BUYING_STAGES),
  risk_flags: z.array(z.enum(RISK_FLAGS)),
});

const known = existsSync(FILE);
if (!known) process.stdout.write(`Labelled enquiries: not measured, ${FILE} is not there.\n`);

describe.skipIf(!known)('the local classifier on labelled enquiries', () => {
  const rows = known ? readRows() : [];
  const answers = rows.map(({ row, lead }) => {
    const found = classifyByLexicon(lead);
    return { row, found, flags: riskFlagsOf(lead, found, null).map(({ value }) => value) };
  });
  const share = (right: (answer: (typeof answers)[number]) => boolean) => answers.filter(right).length / answers.length;

  it('names the intent', () => {
    const perLabel = INTENTS.map((label) =>
      f1(answers.map(({ row, found }) => [row.intent === label, found.intent.value === label])),
    );
    expect(perLabel.reduce((sum, value) => sum + value, 0) / INTENTS.length).toBeGreaterThan(0.86);
    expect(Math.min(...perLabel)).toBeGreaterThan(0.7);
  });

  it('names urgency and stage', () => {
    expect(share(({ row, found }) => row.urgency === found.urgency.value)).toBeGreaterThan(0.9);
    expect(share(({ row, found }) => row.stage === found.stage.value)).toBeGreaterThan(0.85);
  });

  it('raises the flags', () => {
    const pairs = answers.flatMap(({ row, flags }) =>
      RISK_FLAGS.map((flag): [boolean, boolean] => [row.risk_flags.includes(flag), flags.includes(flag)]),
    );
    expect(f1(pairs)).toBeGreaterThan(0.83);
  });

  it('takes well under a millisecond for each', () => {
    // Processor time: the clock would measure what else the machine does.
    const before = process.cpuUsage();
    for (const { lead } of rows) classifyByLexicon(lead);
    const { user } = process.cpuUsage(before);
    expect(user / 1_000 / rows.length).toBeLessThan(1);
  });
});

function readRows() {
  return readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .map((line) => labelled.parse(JSON.parse(line)))
    .map((row) => {
      const contact = Object.fromEntries(Object.entries(row.contact).map(([name, value]) => [name, String(value)]));
      const raw = {
        contactId: row.id,
        askedFor: row.id,
        properties: { ...contact, message: row.text },
        ownerHistory: [],
        company: null,
        readAtMs: 0,
        createdAt: '2026-01-05T10:00:00Z',
      };
      return { row, lead: cleanContact(raw, { ownDomains: new Set() }) };
    });
}

/** F1 of pairs [is it so, was it said]. */
function f1(pairs: readonly (readonly [boolean, boolean])[]): number {
  const count = (so: boolean, said: boolean) => pairs.filter((pair) => pair[0] === so && pair[1] === said).length;
  const right = count(true, true);
  return right === 0 ? 0 : (2 * right) / (2 * right + count(false, true) + count(true, false));
}
