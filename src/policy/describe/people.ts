import type { PolicyDocument } from '../schema.ts';
import { countryName, cut, firstLines, languageName, listed, quoted, type Section } from './words.ts';

/** What the policy says of people besides their pools. */
export function peopleSection({ people = {} }: PolicyDocument, nameOf: (ownerId: string) => string): Section {
  return {
    title: 'People',
    lines: firstLines(Object.entries(people), ([ownerId, { skills = [], languages, holidays }]) => {
      const parts = [
        skills.length === 0 ? 'no skills' : `skills ${listed(skills, 'and', quoted, 20)}`,
        ...(languages === undefined ? [] : [`speaks ${listed(languages, 'and', languageName)}`]),
        ...(holidays === undefined ? [] : [`public holidays of ${calendarInWords(holidays)}`]),
      ];
      return `${cut(nameOf(ownerId), 80)}: ${parts.join('; ')}.`;
    }),
  };
}

/** "Germany" for `DE`, "Germany (BY)" for `DE-BY`. */
export function calendarInWords(calendar: string): string {
  const [country = '', ...parts] = calendar.split('-');
  return parts.length === 0 ? countryName(country) : `${countryName(country)} (${parts.join(', ')})`;
}
