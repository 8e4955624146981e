import type { ByOwner } from './by-owner.ts';
import type { DecisionInput, PersonState } from './input.ts';
import type { Pool } from './schema.ts';

/** The lead's language as its ISO 639-1 code in lower case; null: unknown. */
export function languageOf({ contact }: DecisionInput): string | null {
  const language = Object.hasOwn(contact.facts, 'language') ? contact.facts['language'] : null;
  return typeof language === 'string' && language.trim() !== '' ? baseOf(language) : null;
}

/** Do people who list these languages speak the lead's? `unknown` unless both sides are known. */
export function speaks(input: DecisionInput, languages: readonly string[]): 'yes' | 'no' | 'unknown' {
  const language = languageOf(input);
  if (language === null || languages.length === 0) return 'unknown';
  return languages.some((spoken) => baseOf(spoken) === language) ? 'yes' : 'no';
}

/** Unless it is known that they do not. */
export function isSpokenBy(input: DecisionInput, languages: readonly string[]): boolean {
  return speaks(input, languages) !== 'no';
}

/** Is it known that the owner - or, where that person's languages are not known, the pool - does not speak it? */
export function isMismatch(
  { input, people }: { input: DecisionInput; people: ByOwner<PersonState> },
  ownerId: string | null,
  pool: Pool | undefined,
): boolean {
  if (languageOf(input) === null) return false;
  const owner = ownerId === null ? undefined : people.get(ownerId);
  if (owner !== undefined && owner.languages.length > 0) return speaks(input, owner.languages) === 'no';
  if (pool === undefined) return false;
  if (pool.languages.length > 0) return speaks(input, pool.languages) === 'no';
  if (ownerId !== null) return false;
  const members = pool.members.map((member) => people.get(member.ownerId));
  return (
    members.length > 0 && members.every((person) => person !== undefined && speaks(input, person.languages) === 'no')
  );
}

/** `pt-BR` and `PT` are both `pt`. */
function baseOf(language: string): string {
  return language.trim().toLowerCase().split(/[-_]/)[0] ?? '';
}
