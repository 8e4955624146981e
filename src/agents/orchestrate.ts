import { performance } from 'node:perf_hooks';
import type { RawLead } from '../hubspot/lead.ts';
import type { Assessment, CleanLead } from './assessment.ts';
import { CLASSIFY_LOCALLY, classifyByLexicon, unclassified } from './lexical.ts';
import { CLEAN_CONTACT, cleanContact, uncleaned } from './clean-contact.ts';
import { FIND_DUPLICATES, findDuplicatesOf, type FindDuplicates } from './find-duplicates.ts';
import { FLAG_RISKS, riskFlagsOf } from './risk-flags.ts';
import { SCORE, scoreLead } from './score.ts';

type Step = Assessment['provenance'][number];
interface AgentName {
  agent: string;
  version: string;
}

/**
 * What the agents find out about each lead, by contact id. Order: clean; then, side by side, duplicates (one look-up for
 * all leads) and the local classifier; then risk flags; then the score. Never rejects and never leaves a lead out: an
 * agent that fails is replaced by the least that is certain, and the lead's provenance says `fell_back` or `failed`.
 * Safe to repeat. `nowMs`: epoch milliseconds; `ownDomains`: the portal's own mail domains in lower case.
 */
export async function assessLeads(options: {
  leads: readonly RawLead[];
  nowMs: number;
  ownDomains: ReadonlySet<string>;
  findDuplicates: FindDuplicates;
}): Promise<Map<string, Assessment>> {
  const { leads, ownDomains } = options;
  const cleaned = leads.map((raw) => {
    const steps: Step[] = [];
    const clean = attempt(CLEAN_CONTACT, {
      run: () => cleanContact(raw, { ownDomains }),
      fallback: () => uncleaned(raw),
      steps,
    });
    return { clean, steps };
  });

  // The look-up waits for the database; the classifier works meanwhile.
  const duplicatesFound = lookUpDuplicates(
    cleaned.map(({ clean }) => clean),
    options.findDuplicates,
  );
  const classified = cleaned.map(({ clean, steps }) => ({
    clean,
    steps,
    understood: attempt(CLASSIFY_LOCALLY, { run: () => classifyByLexicon(clean), fallback: unclassified, steps }),
  }));
  const duplicates = await duplicatesFound;

  return new Map(
    classified.map(({ clean, steps, understood }) => {
      const duplicateOf = duplicates.found.get(clean.contactId) ?? null;
      steps.push(duplicates.step);
      const riskFlags = attempt(FLAG_RISKS, {
        run: () => riskFlagsOf(clean, understood, duplicateOf),
        fallback: () => understood.riskFlags,
        steps,
      });
      const scored = attempt(SCORE, {
        run: () => scoreLead(clean, understood),
        fallback: () => ({ score: 0, reasons: [] }),
        steps,
      });
      const assessment: Assessment = {
        clean,
        intent: understood.intent,
        urgency: understood.urgency,
        stage: understood.stage,
        riskFlags,
        score: scored.score,
        scoreReasons: scored.reasons,
        duplicateOf,
        provenance: steps,
        classifier: 'lexical',
      };
      return [clean.contactId, assessment];
    }),
  );
}

/** Runs one agent for one lead; what it throws costs the lead only this agent's findings. */
function attempt<T>(name: AgentName, { run, fallback, steps }: { run: () => T; fallback: () => T; steps: Step[] }): T {
  const startedMs = performance.now();
  try {
    const result = run();
    steps.push({ ...name, ms: since(startedMs), outcome: 'ok' });
    return result;
  } catch {
    const result = fallback();
    steps.push({ ...name, ms: since(startedMs), outcome: 'fell_back' });
    return result;
  }
}

async function lookUpDuplicates(leads: readonly CleanLead[], findDuplicates: FindDuplicates) {
  const startedMs = performance.now();
  const step = (outcome: Step['outcome']): Step => ({ ...FIND_DUPLICATES, ms: since(startedMs), outcome });
  try {
    return { found: await findDuplicatesOf(leads, findDuplicates), step: step('ok') };
  } catch {
    return { found: new Map<string, NonNullable<Assessment['duplicateOf']>>(), step: step('failed') };
  }
}

/** Milliseconds, to a hundredth. */
function since(startedMs: number): number {
  return Math.round((performance.now() - startedMs) * 100) / 100;
}
