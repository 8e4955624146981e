import type { HardTarget, PolicyDocument } from '../schema.ts';
import { conditionInWords, type Naming } from './conditions.ts';
import { capitalised, cut, firstLines, plainLabel, quoted, type Section } from './words.ts';

type Rule = PolicyDocument['skip'][number] | PolicyDocument['hard'][number] | PolicyDocument['poolRules'][number];

/** The three layers of rules, in the order in which they are written and asked. */
export function skipSection({ skip }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'Leads that nobody needs to see',
    lines:
      skip.length === 0
        ? ['No rule leaves leads alone.']
        : [
            'These are not routed; the first rule that fits counts.',
            ...rules(skip, naming, (rule) => `left alone as ${plainLabel(rule.reason)}`),
          ],
  };
}

/** Hard constraints. */
export function hardSection({ hard }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'Rules that hold in any case',
    lines:
      hard.length === 0
        ? ['No rule comes before the owner of a contact or the score of a lead.']
        : [
            'They hold whatever the score is, but leave a contact with its active owner unless they say otherwise.',
            ...rules(hard, naming, (rule) => {
              const owned = rule.evenIfOwned ? ', also when a contact with an active owner comes back' : '';
              return `to ${targetInWords(rule.to, naming)}${owned}`;
            }),
          ],
  };
}

/** Which pool takes what no person has a claim on. */
export function poolRulesSection({ poolRules, defaultPool }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'Which pool gets a lead',
    lines: [
      ...(poolRules.length === 0 ? [] : ['The first rule that fits counts.']),
      ...rules(poolRules, naming, (rule) => `to the pool ${quoted(rule.pool)}`),
      `Everything else goes to the pool ${quoted(defaultPool)}.`,
    ],
  };
}

function rules<R extends Rule>(all: readonly R[], naming: Naming, outcomeOf: (rule: R) => string): string[] {
  return firstLines(all, (rule, index) => {
    const condition = conditionInWords(rule.when, naming);
    const when = condition === 'always' ? 'Always' : `When ${condition}`;
    const off = rule.enabled ? '' : ' (switched off)';
    // The outcome stands before the condition, which may be cut.
    return `${index + 1}.${off} ${capitalised(outcomeOf(rule))}, because ${cut(rule.label, 120)}. ${when}.`;
  });
}

function targetInWords(target: HardTarget, { nameOf }: Naming): string {
  if (target === 'contact_owner') return "the contact's owner";
  if (target === 'company_owner') return "the company's owner";
  return 'pool' in target ? `the pool ${quoted(target.pool)}` : cut(nameOf(target.ownerId), 120);
}
