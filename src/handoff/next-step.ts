import type { Assessment } from '../agents/assessment.ts';
import type { NextAction, RiskFlag, Trigger } from '../policy/taxonomy.ts';
import type { Verdict } from '../policy/verdict.ts';
import { NEXT_STEP_WORDS, type InboundHandoff } from './contract.ts';
import { bounded } from './words.ts';

/** What the rules below look at. */
interface Situation {
  assessment: Assessment;
  trigger: Trigger;
  /** First name or `them`: how a sentence speaks of the person. */
  them: string;
  byPhone: boolean;
  byMail: boolean;
  /** Is there a page where the owner's time can be booked? */
  hasMeetingLink: boolean;
  flagged(flag: RiskFlag): boolean;
}

interface StepRule {
  when(situation: Situation): boolean;
  action: NextAction;
  say(situation: Situation): string;
}

/** First that applies: what forbids or blocks an answer, then what the person asked for, then how far they are. */
const RULES: readonly StepRule[] = [
  {
    when: ({ flagged }) => flagged('personal_data_request'),
    action: 'forward',
    say: () => 'Pass the request about personal data to your privacy contact before anything is sent.',
  },
  {
    when: ({ assessment }) => assessment.intent.value === 'technical_support',
    action: 'forward',
    say: ({ them }) => `Forward to support and tell ${them} who will help.`,
  },
  {
    when: ({ assessment }) => assessment.intent.value === 'careers',
    action: 'forward',
    say: () => 'Forward to the people who hire.',
  },
  {
    when: ({ assessment }) => assessment.intent.value === 'spam' || assessment.intent.value === 'vendor_pitch',
    action: 'none',
    say: () => 'Nothing to do, unless a look at the message says otherwise.',
  },
  {
    when: ({ byPhone, byMail }) => !byPhone && !byMail,
    action: 'verify_data',
    say: () => 'Find a working mail address or phone number; none was given.',
  },
  {
    when: ({ flagged, byPhone }) => flagged('disposable_email') && !byPhone,
    action: 'verify_data',
    say: ({ them }) => `Ask ${them} for a business address; the one given is a throw-away.`,
  },
  {
    when: ({ flagged, byPhone }) => flagged('angry_sentiment') && byPhone,
    action: 'call',
    say: ({ them }) => `Call ${them}, take the complaint seriously first, then answer the question.`,
  },
  {
    when: ({ trigger }) => trigger === 'meeting_booked',
    action: 'discovery',
    say: ({ them }) => `Confirm the booked meeting with ${them} and prepare questions about need, people and date.`,
  },
  {
    when: ({ flagged }) => flagged('security_review'),
    action: 'verify_security',
    say: ({ them }) => `Check the security questions with your security contact, then answer ${them} in writing.`,
  },
  {
    when: ({ assessment, flagged }) => assessment.intent.value === 'pricing' || flagged('pricing_negotiation'),
    action: 'send_pricing',
    say: ({ them, assessment }) =>
      assessment.stage.value === 'decision'
        ? `Send ${them} a price today and ask who signs and by when.`
        : `Send ${them} the price and ask about seats and start date.`,
  },
  {
    when: ({ assessment, byPhone }) =>
      byPhone && assessment.urgency.value === 'high' && assessment.intent.value === 'demo_request',
    action: 'call',
    say: ({ them }) => `Call ${them} now and agree on a time for the demo.`,
  },
  {
    when: ({ assessment }) => assessment.intent.value === 'demo_request',
    action: 'book_meeting',
    say: ({ them, hasMeetingLink }) =>
      `Offer ${them} two times for a meeting${hasMeetingLink ? ', or your meeting link,' : ''} and ask what they want to see.`,
  },
  {
    when: ({ trigger, byPhone }) => trigger === 'asked_for_person' && byPhone,
    action: 'call',
    say: ({ them }) => `Call ${them}; a person was asked for.`,
  },
  {
    when: ({ flagged }) => flagged('procurement') || flagged('legal_review'),
    action: 'discovery',
    say: ({ them }) => `Ask ${them} for the formal requirements and the date by which they are due.`,
  },
  {
    when: ({ assessment }) => assessment.clean.text === '',
    action: 'discovery',
    say: ({ them }) => `Ask ${them} what they need; there was no message.`,
  },
  {
    when: ({ flagged }) => flagged('unclear_use_case'),
    action: 'discovery',
    say: ({ them }) => `Ask ${them} what they want to achieve; the message does not say.`,
  },
  {
    when: ({ assessment }) => assessment.stage.value === 'decision',
    action: 'book_meeting',
    say: ({ them, hasMeetingLink }) =>
      `Answer ${them} and offer a meeting with those who decide${hasMeetingLink ? '; your meeting link is there for it' : ''}.`,
  },
  {
    when: () => true,
    action: 'reply',
    say: ({ them }) => `Answer the question and ask ${them} what would help next.`,
  },
];

/** The next action from the closed list and one sentence of at most 25 words about it. Pure, total: always one. */
export function nextStep(options: {
  assessment: Assessment;
  verdict: Verdict;
  trigger: Trigger;
  hasMeetingLink: boolean;
}): InboundHandoff['nextStep'] {
  const { assessment, verdict, trigger, hasMeetingLink } = options;
  const { clean } = assessment;
  const flags = new Set<RiskFlag>([...verdict.riskFlags, ...assessment.riskFlags.map(({ value }) => value)]);
  const situation: Situation = {
    assessment,
    trigger,
    them: bounded(clean.firstName ?? '', { words: 2, chars: 30 }) || 'them',
    byPhone: clean.phone !== null,
    byMail: clean.email !== null && clean.emailKind !== 'invalid' && clean.emailKind !== 'none',
    hasMeetingLink,
    flagged: (flag) => flags.has(flag),
  };
  for (const rule of RULES) {
    if (rule.when(situation)) {
      return { action: rule.action, sentence: bounded(rule.say(situation), { words: NEXT_STEP_WORDS, chars: 250 }) };
    }
  }
  return { action: 'none', sentence: 'Nothing to do.' };
}
