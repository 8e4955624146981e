import { iso31661 } from 'iso-3166/1.js';
import { iso31662 } from 'iso-3166/2.js';

const COUNTRIES: ReadonlySet<string> = new Set(iso31661.map(({ alpha2 }) => alpha2));
const BY_COUNTRY = namesOfStates();

/** English names of states whose official names are in their own language. Folded. */
const ENGLISH: Readonly<Record<string, string>> = {
  'DE bavaria': 'BY',
  'DE hesse': 'HE',
  'DE lower saxony': 'NI',
  'DE north rhine westphalia': 'NW',
  'DE nrw': 'NW',
  'DE rhineland palatinate': 'RP',
  'DE saxony': 'SN',
  'DE saxony anhalt': 'ST',
  'DE thuringia': 'TH',
  'DE mecklenburg western pomerania': 'MV',
  'AT vienna': '9',
  'AT carinthia': '2',
  'AT lower austria': '3',
  'AT upper austria': '4',
  'AT styria': '6',
  'AT tyrol': '7',
  'CH geneva': 'GE',
  'CH zurich': 'ZH',
  'US washington dc': 'DC',
  'US washington d c': 'DC',
};

/** Is this a country of ISO 3166, in whatever case? */
export function isCountry(alpha2: string): boolean {
  return COUNTRIES.has(alpha2.toUpperCase());
}

/**
 * ISO 3166-2 code of a state, without the country, as people write it: the code alone, with its country, or a name.
 * null: the country, an ISO alpha-2, has no such state.
 */
export function stateCode(country: string, text: string): string | null {
  const of = country.toUpperCase();
  const states = BY_COUNTRY.get(of);
  const code = text.trim().toUpperCase().replace(`${of}-`, '');
  if (states?.codes.has(code) === true) return code;
  const name = folded(text);
  return ENGLISH[`${of} ${name}`] ?? states?.byName.get(name) ?? null;
}

function namesOfStates(): ReadonlyMap<string, { codes: Set<string>; byName: Map<string, string> }> {
  const all = new Map<string, { codes: Set<string>; byName: Map<string, string> }>();
  for (const { code, name } of iso31662) {
    const country = code.slice(0, 2);
    const states = all.get(country) ?? { codes: new Set<string>(), byName: new Map<string, string>() };
    all.set(country, states);
    states.codes.add(code.slice(3));
    // "Balears [Baleares]", "Madrid, Comunidad de"
    for (const spelling of [name, ...name.split(/[[\],/]/u)]) {
      const plain = folded(spelling);
      if (plain !== '' && !states.byName.has(plain)) states.byName.set(plain, code.slice(3));
    }
  }
  return all;
}

function folded(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
