import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { accuracy, f1Of, macroF1, perLabel } from '../eval/figures.ts';
import { readSet } from '../eval/labelled.ts';
import { answerLocally } from '../eval/lexical.ts';
import { INTENTS, REPLY_CLASSES } from '../src/policy/taxonomy.ts';

const setOf = (name: string) => readSet(fileURLToPath(new URL(`../eval/sets/${name}.jsonl`, import.meta.url)));

/** On the sets that it was developed on; figures on messages that nobody has looked at are lower. */
describe('the local classifier on labelled messages', () => {
  const { intent, urgency, stage, flags, reply } = answerLocally({
    enquiries: setOf('enquiries').enquiries,
    replies: setOf('replies').replies,
  });

  it('names the intent', () => {
    expect(macroF1(intent, INTENTS)).toBeGreaterThan(0.86);
    expect(Math.min(...perLabel(intent, INTENTS).map(({ f1 }) => f1))).toBeGreaterThan(0.7);
  });

  it('names urgency and stage', () => {
    expect(accuracy(urgency)).toBeGreaterThan(0.9);
    expect(accuracy(stage)).toBeGreaterThan(0.85);
  });

  it('raises the flags', () => {
    expect(f1Of(flags).f1).toBeGreaterThan(0.83);
  });

  it('names what an answer to our mail says', () => {
    expect(macroF1(reply, REPLY_CLASSES)).toBeGreaterThan(0.9);
  });
});
