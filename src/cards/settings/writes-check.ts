import type { OpenException } from '../../store/tables/exceptions.ts';
import type { Settings } from '../contract/index.ts';
import { refusedProperties } from './properties-check.ts';
import { count } from './words.ts';

/** What Baton could not do or stopped doing, with how many matters are open. Pure. */
export function writesCheck(facts: {
  problems: readonly OpenException[];
  openByKind: ReadonlyMap<string, number>;
  deadLetters: number;
}): Settings['health'][number] {
  const check = 'writes';
  const open = (kind: string) => facts.openByKind.get(kind) ?? 0;
  const refused = open('refused_write') - refusedProperties(facts.problems) + open('missing_scope');
  const matters: [number, string][] = [
    [refused, `HubSpot refuses ${count(refused, 'thing')} that Baton writes.`],
    [open('unreadable_write'), `${count(open('unreadable_write'), 'planned change')} could not be read any more.`],
    [
      open('other_automation'),
      `${count(open('other_automation'), 'contact')} ${open('other_automation') === 1 ? 'is' : 'are'} assigned by another automation too.`,
    ],
    [
      facts.deadLetters,
      `${count(facts.deadLetters, 'lead')} ${facts.deadLetters === 1 ? 'was' : 'were'} put aside after too many failed tries.`,
    ],
  ];
  const standing = matters.filter(([number]) => number > 0);
  const total = standing.reduce((sum, [number]) => sum + number, 0);
  if (total === 0) return { check, state: 'ok', sentence: 'HubSpot takes everything that Baton writes.', details: [] };
  const sentence = `${count(total, 'matter')} ${total === 1 ? 'needs' : 'need'} somebody to look. Open the exceptions on Baton's page to see what and why.`;
  return { check, state: 'attention', sentence, details: standing.map(([, line]) => line) };
}
