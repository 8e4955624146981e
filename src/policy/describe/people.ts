import type { PolicyDocument } from '../schema.ts';
import { cut, firstLines, listed, quoted, type Section } from './words.ts';

/** What the policy says of people besides their pools. */
export function peopleSection({ people = {} }: PolicyDocument, nameOf: (ownerId: string) => string): Section {
  return {
    title: 'People',
    lines: firstLines(
      Object.entries(people),
      ([ownerId, { skills = [] }]) =>
        `${cut(nameOf(ownerId), 80)} ${skills.length === 0 ? 'has no skills' : `has ${listed(skills, 'and', quoted, 20)}`}.`,
    ),
  };
}
