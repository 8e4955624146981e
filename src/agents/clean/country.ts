import countries from 'i18n-iso-countries';
import { fold } from './text.ts';

/** How people write countries that the tables of official names do not know. Folded: lower case, no accents, no dots. */
const ALIASES: Readonly<Record<string, string>> = {
  usa: 'US',
  us: 'US',
  'u s a': 'US',
  'u s': 'US',
  america: 'US',
  'united states of america': 'US',
  'estados unidos': 'US',
  'etats unis': 'US',
  'stati uniti': 'US',
  eeuu: 'US',
  eua: 'US',
  vs: 'US',
  uk: 'GB',
  'u k': 'GB',
  'great britain': 'GB',
  britain: 'GB',
  england: 'GB',
  scotland: 'GB',
  wales: 'GB',
  'northern ireland': 'GB',
  grossbritannien: 'GB',
  'reino unido': 'GB',
  'royaume uni': 'GB',
  'regno unito': 'GB',
  inghilterra: 'GB',
  angleterre: 'GB',
  inglaterra: 'GB',
  schottland: 'GB',
  engeland: 'GB',
  deutschland: 'DE',
  brd: 'DE',
  holland: 'NL',
  nederland: 'NL',
  'pays bas': 'NL',
  'paises bajos': 'NL',
  'the netherlands': 'NL',
  schweiz: 'CH',
  suisse: 'CH',
  svizzera: 'CH',
  osterreich: 'AT',
  oesterreich: 'AT',
  uae: 'AE',
  emirates: 'AE',
  dubai: 'AE',
  'abu dhabi': 'AE',
  korea: 'KR',
  'south korea': 'KR',
  russia: 'RU',
  czechia: 'CZ',
  'czech republic': 'CZ',
  turkey: 'TR',
  turkiye: 'TR',
  vietnam: 'VN',
  'viet nam': 'VN',
  taiwan: 'TW',
  'hong kong': 'HK',
  macau: 'MO',
  brasil: 'BR',
  mexico: 'MX',
  espana: 'ES',
  italia: 'IT',
  belgique: 'BE',
  belgie: 'BE',
  eire: 'IE',
  'republic of ireland': 'IE',
  ksa: 'SA',
  'saudi arabia': 'SA',
  nz: 'NZ',
  rsa: 'ZA',
  prc: 'CN',
  'mainland china': 'CN',
  "people's republic of china": 'CN',
  danmark: 'DK',
  sverige: 'SE',
  norge: 'NO',
  suomi: 'FI',
  polska: 'PL',
  magyarorszag: 'HU',
  hellas: 'GR',
  bolivia: 'BO',
  venezuela: 'VE',
  tanzania: 'TZ',
  moldova: 'MD',
  iran: 'IR',
  syria: 'SY',
  laos: 'LA',
  macedonia: 'MK',
  'ivory coast': 'CI',
  'cape verde': 'CV',
};
/** A name that two languages share is taken as the first of these means it. */
const LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'nl',
  'pt',
  'pl',
  'sv',
  'da',
  'no',
  'fi',
  'cs',
  'tr',
  'ja',
  'zh',
  'ru',
];
const BY_NAME = namesOfCountries();

/** ISO 3166 alpha-2 of a country as people write it: a name in many languages, a usual short form, alpha-2 or alpha-3. */
export function countryCode(raw: string | null): string | null {
  if (raw === null) return null;
  const name = plain(raw);
  const code = codeNamed(name);
  if (code !== undefined) return code;
  const upper = raw.toUpperCase();
  if (/^[A-Z]{2}$/u.test(upper)) return countries.isValid(upper) ? upper : null;
  if (/^[A-Z]{3}$/u.test(upper)) return countries.alpha3ToAlpha2(upper) ?? null;
  // "Berlin, Germany", "Germany (DE)"
  const parts = raw
    .split(/[,/()|;-]/u)
    .map((part) => plain(part))
    .filter((part) => part.length > 3);
  return parts.length > 1 ? (parts.map(codeNamed).findLast((found) => found !== undefined) ?? null) : null;
}

/** A stranger may type any word, also one that every object knows. */
function codeNamed(name: string): string | undefined {
  return Object.hasOwn(ALIASES, name) ? ALIASES[name] : BY_NAME.get(name);
}

/** English name for people to read; the code itself if it is unknown. */
export function countryName(code: string): string {
  return countries.getName(code, 'en', { select: 'alias' }) ?? countries.getName(code, 'en') ?? code;
}

function namesOfCountries(): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const language of LANGUAGES) {
    for (const [code, spellings] of Object.entries(countries.getNames(language, { select: 'all' }))) {
      for (const spelling of spellings) if (!names.has(plain(spelling))) names.set(plain(spelling), code);
    }
  }
  return names;
}

function plain(value: string): string {
  return fold(value)
    .replace(/[.\-_/&,()]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .replace(/^the (?!netherlands$)/u, '');
}
