import { hardSection, poolRulesSection, skipSection } from './describe/rules.ts';
import { nurtureSection } from './describe/nurture.ts';
import { peopleSection } from './describe/people.ts';
import { poolSections } from './describe/pools.ts';
import {
  balanceSection,
  followUpSection,
  listsSection,
  onChangeSection,
  slaSection,
  sourcesSection,
  stickinessSection,
  triggerSection,
  waitingSection,
} from './describe/sections.ts';
import { territoriesSection } from './describe/territories.ts';
import type { Section } from './describe/words.ts';
import type { PolicyDocument } from './schema.ts';

export { cut } from './describe/words.ts';
export type { Section } from './describe/words.ts';

/**
 * A policy in plain English, in the order in which its parts are asked: titles with their sentences. Total for every valid
 * document; long lists, rules and pools are cut and say how many there are beyond, so that it stays below some 200 KB.
 * `nameOf` gives a person's name for an owner id.
 */
export function describePolicy(document: PolicyDocument, nameOf: (ownerId: string) => string): Section[] {
  const naming = { lists: document.lists, territories: document.territories, nameOf };
  return [
    sourcesSection(document),
    skipSection(document, naming),
    hardSection(document, naming),
    triggerSection(document),
    stickinessSection(document),
    poolRulesSection(document, naming),
    ...poolSections(document, nameOf),
    ...(Object.keys(document.people ?? {}).length === 0 ? [] : [peopleSection(document, nameOf)]),
    ...(document.nurture === undefined ? [] : [nurtureSection(document)]),
    slaSection(document, naming),
    ...(hasFollowUps(document) ? [followUpSection(document)] : []),
    waitingSection(document),
    onChangeSection(document),
    balanceSection(document),
    ...(Object.keys(document.lists).length === 0 ? [] : [listsSection(document)]),
    ...(Object.keys(document.territories ?? {}).length === 0 ? [] : [territoriesSection(document)]),
  ];
}

function hasFollowUps({ followUp, pools }: PolicyDocument): boolean {
  return followUp !== undefined || pools.some((pool) => pool.followUp !== undefined);
}
