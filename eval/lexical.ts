import { cleanContact } from '../src/agents/clean-contact.ts';
import { classifyReply } from '../src/agents/classify-reply.ts';
import { classifyByLexicon } from '../src/agents/lexical.ts';
import { riskFlagsOf } from '../src/agents/risk-flags.ts';
import { RISK_FLAGS } from '../src/policy/taxonomy.ts';
import type { Judged } from './figures.ts';
import type { LabelledEnquiry, LabelledReply, LabelledSet } from './labelled.ts';

/** What the local classifier finds in a set. */
export interface Answers {
  intent: Judged[];
  urgency: Judged[];
  stage: Judged[];
  /** [is it so, was it said], for each flag of each enquiry. */
  flags: (readonly [boolean, boolean])[];
  reply: Judged[];
  /** Processor time, which does not measure what else the machine does. */
  msPerMessage: number;
}

/** Enough repetitions that what a first call compiles is a small part. */
const LEAST_MESSAGES = 2_000;

export function answerLocally(set: LabelledSet): Answers {
  const leads = set.enquiries.map((row) => ({ row, lead: cleanContact(rawOf(row), { ownDomains: new Set() }) }));
  const answers: Answers = { intent: [], urgency: [], stage: [], flags: [], reply: [], msPerMessage: 0 };
  for (const { row, lead } of leads) {
    const found = classifyByLexicon(lead);
    for (const what of ['intent', 'urgency', 'stage'] as const)
      answers[what].push({ ...of(row), said: row[what], found: found[what].value, confidence: found[what].confidence });
    const flags = new Set(riskFlagsOf(lead, found, null).map(({ value }) => value));
    answers.flags.push(...RISK_FLAGS.map((flag) => [row.risk_flags.includes(flag), flags.has(flag)] as const));
  }
  for (const row of set.replies) {
    const { value, confidence } = classifyReply(row);
    answers.reply.push({ ...of(row), said: row.class, found: value, confidence });
  }
  const messages = leads.length + set.replies.length;
  const times = Math.ceil(LEAST_MESSAGES / Math.max(1, messages));
  const before = process.cpuUsage();
  for (let time = 0; time < times; time += 1) {
    for (const { lead } of leads) classifyByLexicon(lead);
    for (const row of set.replies) classifyReply(row);
  }
  answers.msPerMessage = process.cpuUsage(before).user / 1_000 / (times * Math.max(1, messages));
  return answers;
}

const of = ({ id, text }: LabelledEnquiry | LabelledReply) => ({ id, text });

function rawOf(row: LabelledEnquiry) {
  const contact = Object.fromEntries(Object.entries(row.contact).map(([name, value]) => [name, String(value)]));
  return {
    contactId: row.id,
    askedFor: row.id,
    properties: { ...contact, message: row.text },
    ownerHistory: [],
    company: null,
    readAtMs: 0,
    createdAt: '2026-01-05T10:00:00Z',
  };
}
