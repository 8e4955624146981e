const PEOPLE =
  /(?<![\d.,])(\d{1,3}(?:[,.]\d{3}){1,2}|\d{4,7}|\d{1,3} ?k)\+? (?:\p{L}{1,20}[ -]){0,2}(?:employees|staff|people|users|seats|workers|colleagues|licen[cs]es|agents|clinicians|nurses|drivers|students|accounts|mitarbeiter\p{L}{0,5}|nutzer|anwender|beschäftigte|salariés|employés|utilisateurs|collaborateurs|empleados|usuarios|personas|trabajadores|dipendenti|utenti|persone|medewerkers|gebruikers|funcionários|usuários|colaboradores)/giu;
const ENTERPRISE = 1_000;

/** The words that speak of 1,000 or more people or seats ("1,800 case workers"), or null. */
export function headcountIn(text: string): string | null {
  for (const match of text.matchAll(PEOPLE)) {
    const digits = Number((match[1] ?? '').replace(/\D/gu, '')) * (/k$/iu.test(match[1] ?? '') ? 1_000 : 1);
    // Four digits that look like a year ("2024 people said") are one too rarely to matter.
    if (digits >= ENTERPRISE) return match[0];
  }
  return null;
}
