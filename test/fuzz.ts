import fc from 'fast-check';
import { readLeads } from '../demo/read-leads-file.ts';
import { assessLeads } from '../src/agents/orchestrate.ts';
import {
  actionRequest,
  adminsRequest,
  canaryRequest,
  channelsRequest,
  checkRequest,
  modeRequest,
  peopleRequest,
  releaseRequest,
  rollbackRequest,
  saveRequest,
} from '../src/cards/contract/requests.ts';
import { readTable } from '../src/cli/csv-table.ts';
import { BatonError } from '../src/errors.ts';
import { compose, verdictOf } from '../src/handoff/fixtures.ts';
import { taskProperties } from '../src/handoff/task.ts';
import { errorOfAnswer, refusalBody } from '../src/hubspot/refusals.ts';
import { messageOf } from '../src/notifications/fixtures.ts';
import { emailContent } from '../src/notifications/messages/email.ts';
import { slackMessage } from '../src/notifications/messages/slack.ts';
import { webhookBody } from '../src/notifications/messages/webhook.ts';
import { compilePolicy } from '../src/policy/compile.ts';
import { decide } from '../src/policy/decide.ts';
import { input } from '../src/policy/fixtures.ts';
import { printPolicy } from '../src/policy/text/print-policy.ts';
import { checkDraft } from '../src/publishing/check-draft.ts';
import { readEvent } from '../src/webhooks/events.ts';
import { foldConsequences } from '../src/webhooks/fold.ts';
import { judgeEvents } from '../src/webhooks/keep.ts';
import { event, lead, near, nearPolicy, nearPolicyText, odd, PROPERTIES, text } from './fuzz-values.ts';

/** A door of Baton's, and odd things to throw at it. Whatever is thrown must end in an answer. */
export interface FuzzTarget {
  name: string;
  /** Throws so many things, others each time without a `seed`; rejects with the first that did not end as it must. */
  attack(o: { runs: number; seed?: number }): Promise<void>;
  /** The longest that one thing took so far, in milliseconds, and what it was. */
  slowest(): { ms: number; value: unknown };
}

/** `run` throws for what must not happen. */
function target<T>(name: string, values: fc.Arbitrary<T>, run: (value: T) => void | Promise<void>): FuzzTarget {
  let slowest: { ms: number; value: unknown } = { ms: 0, value: undefined };
  return {
    name,
    slowest: () => slowest,
    attack: ({ runs, seed }) =>
      fc.assert(
        fc.asyncProperty(values, async (value) => {
          const since = performance.now();
          await run(value);
          const ms = performance.now() - since;
          if (ms > slowest.ms) slowest = { ms, value };
        }),
        { numRuns: runs, ...(seed === undefined ? {} : { seed }) },
      ),
  };
}

const REQUESTS = [
  actionRequest,
  adminsRequest,
  canaryRequest,
  channelsRequest,
  checkRequest,
  modeRequest,
  peopleRequest,
  releaseRequest,
  rollbackRequest,
  saveRequest,
];

export const FUZZ_TARGETS: readonly FuzzTarget[] = [
  target(
    'events of webhooks',
    fc.array(fc.oneof({ weight: 4, arbitrary: event }, { weight: 1, arbitrary: odd }), { maxLength: 20 }),
    (raws) => {
      const events = raws.flatMap((raw) => {
        const read = readEvent(raw);
        return typeof read === 'string' ? [] : [read];
      });
      const { kept } = judgeEvents({ events, met: new Map(), deletedSince: new Map(), appId: 1_001 });
      foldConsequences(kept.flatMap(({ consequences }) => consequences));
    },
  ),
  target(
    'texts of policies',
    fc.oneof({ weight: 4, arbitrary: nearPolicyText }, { weight: 1, arbitrary: text }),
    (typed) => liveWith(checkDraft({ text: typed }, {}).document),
  ),
  target(
    'policies that a form made',
    fc.oneof({ weight: 4, arbitrary: nearPolicy }, { weight: 1, arbitrary: odd }),
    (document) => liveWith(checkDraft({ document }, {}).document),
  ),
  target(
    'CSV files',
    fc.oneof(
      text,
      fc
        .array(fc.array(text, { maxLength: 4 }), { maxLength: 6 })
        .map((rows) => rows.map((row) => row.join(',')).join('\n')),
      fc.array(text, { maxLength: 5 }).map((rows) => `email,country\n${rows.join('\n')}`),
    ),
    (csv) => {
      refusedOr(() => readTable(csv, ['email']));
      refusedOr(() => readLeads({ text: csv, map: new Map(), properties: new Set(PROPERTIES) }));
    },
  ),
  target(
    'requests of cards and settings',
    fc.oneof(
      odd,
      near({
        handoffId: fc.uuid(),
        revision: fc.nat(),
        requestId: fc.uuid(),
        action: fc.constantFrom('accept', 'done', 'give'),
        reason: text,
        to: text,
        until: text,
        draft: odd,
        target: fc.dictionary(text, text),
        state: text,
        mode: text,
        do: text,
      }),
    ),
    (body) => {
      for (const request of REQUESTS) request.safeParse(body);
    },
  ),
  target(
    'refusals of HubSpot',
    fc.tuple(
      fc.integer({ min: 100, max: 999 }),
      fc.oneof(odd, near({ category: text, message: text, errors: fc.array(odd), context: odd, policyName: text })),
      fc.option(text),
      fc.constantFrom('read' as const, 'update' as const, 'create' as const),
    ),
    ([status, said, retryAfter, effect]) => {
      const error = errorOfAnswer({ status, body: refusalBody.safeParse(said).data ?? {}, retryAfter, effect });
      if (error.sentence === '') throw new Error('an error without a sentence');
    },
  ),
  target('leads, through all agents and every sink', lead, async (raw) => {
    const assessments = await assessLeads({
      leads: [raw],
      nowMs: raw.readAtMs,
      ownDomains: new Set(['us.example']),
      findDuplicates: async () => [],
    });
    const assessment = assessments.get(raw.contactId);
    if (assessment === undefined) throw new Error('a lead was left out');
    const broken = assessment.provenance.find(({ outcome }) => outcome !== 'ok');
    if (broken !== undefined) throw new Error(`the agent ${broken.agent} did not manage: ${broken.outcome}`);
    const parts = compose(assessment);
    const at = { portalId: 42, uiDomain: 'app.hubspot.com' };
    taskProperties({ parts, verdict: verdictOf(), mark: 'a-mark', portal: at, contactId: raw.contactId });
    const message = messageOf({ parts });
    if (/[\r\n]/.test(emailContent(message).subject)) throw new Error('a line break in the subject of a mail');
    slackMessage(message);
    JSON.parse(webhookBody(message, new Date(0)));
  }),
];

/** A document that may be used is used: compiled, printed and decided with. */
function liveWith(document: Parameters<typeof compilePolicy>[0] | null): void {
  if (document === null) return;
  const before = JSON.stringify(decide(compilePolicy(document), input()));
  const printed = checkDraft({ text: printPolicy(document) }, {}).document;
  if (printed === null) throw new Error('a policy that was printed cannot be read again');
  const after = JSON.stringify(decide(compilePolicy(printed), input()));
  if (before !== after) throw new Error('a policy that was printed decides otherwise');
}

/** A refusal in a sentence is an answer; anything else that is thrown is not. */
function refusedOr(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    const isSaid = error instanceof BatonError || (error instanceof Error && error.message.startsWith('The file'));
    if (!isSaid) throw error;
  }
}
