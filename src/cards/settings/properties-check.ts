import { BATON_PROPERTIES } from '../../hubspot/properties.ts';
import { MISSING_PROPERTY } from '../../install/install.ts';
import type { OpenException } from '../../store/tables/exceptions.ts';
import type { Settings } from '../contract/index.ts';
import { count } from './words.ts';

const OURS: ReadonlySet<string> = new Set(BATON_PROPERTIES.map(({ name }) => name));

/** Kinds of exceptions that this looks at. */
export const PROPERTY_KINDS = ['install', MISSING_PROPERTY, 'refused_write'] as const;

/** Is this about one of Baton's own properties? */
function isOurs({ kind, subject }: Pick<OpenException, 'kind' | 'subject'>): boolean {
  return kind === MISSING_PROPERTY || (kind === 'refused_write' && OURS.has(subject));
}

/** How many refusals are told by `propertiesCheck` and need no telling elsewhere. */
export function refusedProperties(problems: readonly OpenException[]): number {
  return problems.filter((problem) => problem.kind === 'refused_write' && isOurs(problem)).length;
}

/** Which of Baton's properties the account lacks or refuses, as far as set-up and writes have met it. Pure. */
export function propertiesCheck(problems: readonly OpenException[]): Settings['health'][number] {
  const check = 'properties';
  const bySubject = new Map(problems.filter(isOurs).map(({ subject, sentence }) => [subject, sentence]));
  const details = [...bySubject].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, why]) => `${name}: ${why}`);
  const setUp = problems.find(({ kind, subject }) => kind === 'install' && subject === 'properties');
  if (details.length > 0) {
    const sentence = `HubSpot lacks or refuses ${count(details.length, 'contact property', 'contact properties')} of Baton's; everything else is written. Mend what is named below, then install Baton again.`;
    return { check, state: 'attention', sentence, details };
  }
  if (setUp !== undefined) {
    const sentence = "Baton's contact properties could not be set up. Install Baton again; nothing is lost by it.";
    return { check, state: 'attention', sentence, details: [setUp.sentence] };
  }
  return { check, state: 'ok', sentence: "HubSpot has all of Baton's contact properties.", details };
}
