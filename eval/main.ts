import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { BUYING_STAGES, INTENTS, REPLY_CLASSES, URGENCIES } from '../src/policy/taxonomy.ts';
import { accuracy, calibration, confusions, f1Of, macroF1, perLabel, worstMistakes, type Judged } from './figures.ts';
import { readSet, type LabelledSet } from './labelled.ts';
import { answerLocally, type Answers } from './lexical.ts';

const USAGE = `npm run eval [-- --file labelled.jsonl --json]

How well messages are understood, measured on messages that people have labelled: without --file those in eval/sets.
A line of a file is an enquiry (with "intent") or a reply (with "class"). With --json the last line is one object.`;
const OWN_SETS = ['enquiries', 'replies'].map((name) => fileURLToPath(new URL(`sets/${name}.jsonl`, import.meta.url)));
const MISTAKES_SHOWN = 8;

try {
  run();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}

function run(): void {
  const { values } = parseArgs({
    options: {
      file: { type: 'string', multiple: true, default: OWN_SETS },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) return console.log(USAGE);
  const sets = values.file.map((file) => readSet(file));
  const set: LabelledSet = {
    enquiries: sets.flatMap(({ enquiries }) => enquiries),
    replies: sets.flatMap(({ replies }) => replies),
  };
  const answers = answerLocally(set);
  show('Intent', answers.intent, INTENTS);
  show('Urgency', answers.urgency, URGENCIES);
  show('Stage', answers.stage, BUYING_STAGES);
  show('Reply', answers.reply, REPLY_CLASSES);
  const figures = figuresOf(answers);
  if (values.json) console.log(JSON.stringify(figures));
  else console.table(figures);
}

/** Figures that a set has not are null. */
function figuresOf({ intent, urgency, stage, flags, reply, msPerMessage }: Answers): Record<string, number | null> {
  const known = (judged: readonly unknown[], figure: () => number) => (judged.length === 0 ? null : rounded(figure()));
  return {
    intentMacroF1: known(intent, () => macroF1(intent, INTENTS)),
    urgencyAccuracy: known(urgency, () => accuracy(urgency)),
    stageAccuracy: known(stage, () => accuracy(stage)),
    riskFlagF1: known(flags, () => f1Of(flags).f1),
    replyMacroF1: known(reply, () => macroF1(reply, REPLY_CLASSES)),
    msPerMessage: rounded(msPerMessage),
  };
}

function show(what: string, judged: readonly Judged[], labels: readonly string[]): void {
  if (judged.length === 0) return;
  console.log(`\n${what}: ${judged.length} messages`);
  console.table(
    perLabel(judged, labels).map((one) => ({
      ...one,
      precision: rounded(one.precision),
      recall: rounded(one.recall),
      f1: rounded(one.f1),
    })),
  );
  console.log('Right by how sure it was:');
  console.table(calibration(judged).map((step) => ({ ...step, right: rounded(step.right) })));
  const wrong = confusions(judged);
  if (wrong.length > 0) console.log('Taken for something else:');
  for (const { said, found, count } of wrong) console.log(`  ${count} x ${said} as ${found}`);
  for (const { id, said, found, confidence, text } of worstMistakes(judged, MISTAKES_SHOWN))
    console.log(`  ${id} ${said} as ${found} (${confidence}): ${text.replaceAll('\n', ' ').slice(0, 100)}`);
}

function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
