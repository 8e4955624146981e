import { fold } from './text.ts';

export const SENIORITIES = ['owner', 'c_level', 'vp', 'head', 'director', 'manager', 'individual', 'student'] as const;
export type Seniority = (typeof SENIORITIES)[number];

/** Looked at in order; words as people write them in several languages, folded (no accents, lower case). */
const RULES: readonly (readonly [Seniority, RegExp])[] = [
  [
    'student',
    /\b(student|studentin|etudiante?|estudiante|studente|studentessa|estudante|intern|praktikant(in)?|stagiaire|pupil|phd candidate)\b/u,
  ],
  [
    'owner',
    /\b(owner|co-?owner|founder|co-?founder|proprietor|inhaber(in)?|grunder(in)?|fondateur|fondatrice|fundador[a]?|fondatore|fondatrice|eigenaar|oprichter|dono|dona|socio|socia|managing partner)\b/u,
  ],
  [
    'c_level',
    /\b(c[eftiomprd]o|cmo|ciso|cpo|cro|chro|chief|president|managing director|geschaftsfuhrer(in)?|vorstand|pdg|directeur general|directrice generale|director general|directora general|amministratore delegato|director executivo|algemeen directeur|gerente general)\b/u,
  ],
  ['vp', /\b(s?vp|evp|avp|vice[ -]president|vice[ -]president[ea])\b/u],
  [
    'head',
    /\b(head|leiter(in)?|leitung|responsable|responsabile|jefe|jefa|chef de service|hoofd|chefe|principal)\b|\w+leiter(in)?\b/u,
  ],
  [
    'director',
    /\b(director|directora|directeur|directrice|direttore|direttrice|diretor|diretora|direktor(in)?|bereichsleiter(in)?)\b/u,
  ],
  [
    'manager',
    /\b(manager|managerin|lead|team ?lead|supervisor|coordinator|gerente|gestionnaire|chef de projet|matron|administrator|teamleiter(in)?|encargad[oa]|coordenador[a]?)\b/u,
  ],
];

/** Rank that a job title tells, `individual` for titles without one, null without a title. */
export function seniorityOf(jobTitle: string | null): Seniority | null {
  if (jobTitle === null) return null;
  const title = fold(jobTitle);
  // An assistant to the CEO is no CEO.
  if (
    /\b(assistant|assistenz|assistent(in)?|asistente|assistante|secretary|pa|ea) (to|of|der|des|du|de|al|van)\b|\bexecutive assistant\b/u.test(
      title,
    )
  )
    return 'individual';
  const vp = RULES[3];
  if (vp?.[1].test(title)) return 'vp';
  return RULES.find(([, words]) => words.test(title))?.[0] ?? 'individual';
}
