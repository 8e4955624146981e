import type { HardTarget, PolicyDocument } from '../schema.ts';
import { conditionInWords, type Naming } from './conditions.ts';
import { capitalised, cut, firstLines, listed, plainLabel, quoted, type Section } from './words.ts';

export type RuleLayer = 'skip' | 'hard' | 'poolRules';
export type Rule = PolicyDocument[RuleLayer][number];

/** The three layers of rules, in the order in which they are written and asked. */
export function skipSection({ skip }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'Leads that nobody needs to see',
    lines:
      skip.length === 0
        ? ['No rule leaves leads alone.']
        : ['These are not routed; the first rule that fits counts.', ...rules(skip, naming)],
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
            ...rules(hard, naming),
          ],
  };
}

/** Which pool takes what no person has a claim on. */
export function poolRulesSection({ poolRules, defaultPool }: PolicyDocument, naming: Naming): Section {
  return {
    title: 'Which pool gets a lead',
    lines: [
      ...(poolRules.length === 0 ? [] : ['The first rule that fits counts.']),
      ...rules(poolRules, naming),
      `Everything else goes to the pool ${quoted(defaultPool)}.`,
    ],
  };
}

function rules(all: readonly Rule[], naming: Naming): string[] {
  return firstLines(all, (rule, index) => {
    const off = rule.enabled ? '' : ' (switched off)';
    return `${index + 1}.${off} ${ruleInWords(rule, naming)}`;
  });
}

/** A rule in words: "To the pool “DACH”, because it is German-speaking. When country is Germany or Austria." */
export function ruleInWords(rule: Rule, naming: Naming): string {
  // The outcome stands before the condition, which may be cut.
  return `${capitalised(outcomeInWords(rule, naming))}, because ${cut(rule.label, 120)}. ${whenInWords(rule, naming)}.`;
}

/** "to the pool “DACH”". */
export function outcomeInWords(rule: Rule, naming: Naming): string {
  if ('reason' in rule) return `left alone as ${plainLabel(rule.reason)}`;
  if ('pool' in rule) return `to the pool ${quoted(rule.pool)}${withSkills(rule.skills)}`;
  const owned = rule.evenIfOwned ? ', also when a contact with an active owner comes back' : '';
  return `to ${targetInWords(rule.to, naming)}${withSkills(rule.skills)}${owned}`;
}

/** "When country is Germany" or "Always". */
export function whenInWords({ when }: Rule, naming: Naming): string {
  const condition = conditionInWords(when, naming);
  return condition === 'always' ? 'Always' : `When ${condition}`;
}

function withSkills(skills: readonly string[] = []): string {
  return skills.length === 0 ? '' : `, to somebody with ${listed(skills, 'and', quoted)}`;
}

function targetInWords(target: HardTarget, { nameOf }: Naming): string {
  if (target === 'contact_owner') return "the contact's owner";
  if (target === 'company_owner') return "the company's owner";
  return 'pool' in target ? `the pool ${quoted(target.pool)}` : cut(nameOf(target.ownerId), 120);
}
