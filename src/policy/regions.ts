/** A part of the world as sales teams name it, with its countries (ISO 3166 alpha-2). */
export interface Region {
  /** As it reads in a sentence: "the country is in ...". */
  name: string;
  countries: readonly string[];
}

const DACH = codes('DE AT CH LI');
const NORDICS = codes('DK FI IS NO SE FO GL AX SJ');
const BENELUX = codes('BE NL LU');
const UK_AND_IRELAND = codes('GB IE IM JE GG');
const IBERIA = codes('ES PT AD GI');
const SOUTHERN_EUROPE = [...IBERIA, ...codes('IT GR CY MT SM VA')];
const EASTERN_EUROPE = codes('PL CZ SK HU RO BG SI HR RS BA ME MK AL XK EE LV LT MD UA BY RU');
const EUROPE = [
  ...DACH,
  ...NORDICS,
  ...BENELUX,
  ...UK_AND_IRELAND,
  ...SOUTHERN_EUROPE,
  ...EASTERN_EUROPE,
  ...codes('FR MC'),
];
const MIDDLE_EAST = codes('AE BH IQ IR IL JO KW LB OM PS QA SA SY TR YE');
const AFRICA = codes(
  'DZ AO BJ BW BF BI CV CM CF TD KM CG CD CI DJ EG GQ ER SZ ET GA GM GH GN GW KE LS LR LY MG MW ML MR MU YT MA MZ NA NE NG RE RW SH ST SN SC SL SO ZA SS SD TZ TG TN UG EH ZM ZW',
);
const NORTH_AMERICA = codes('US CA BM PM PR VI');
const LATIN_AMERICA = codes(
  'MX AG AI AR AW BB BL BO BQ BR BS BZ CL CO CR CU CW DM DO EC FK GD GF GP GT GY HN HT JM KN KY LC MF MQ MS NI PA PE PY SR SV SX TC TT UY VC VE VG',
);
const INDIA = codes('IN BD BT LK MV NP PK');
const CHINA = codes('CN HK MO TW');
const SOUTH_EAST_ASIA = codes('BN ID KH LA MM MY PH SG TH TL VN');
const ASIA = [...INDIA, ...CHINA, ...SOUTH_EAST_ASIA, ...codes('JP KR KP MN AF KZ KG TJ TM UZ AM AZ GE')];
const AUSTRALIA_AND_NEW_ZEALAND = codes('AU NZ CC CX NF');
const PACIFIC = codes('FJ PG SB VU WS TO KI TV NR PW FM MH CK NU NC PF WF AS GU MP TK');

/**
 * How teams call their part of the world. Words in capitals count only where they are written so: "US" is a country,
 * "us" is not. Several may be in one name ("US & Canada").
 */
const NAMES: readonly { pattern: RegExp; region: Region }[] = [
  named(/\bEMEA\b/i, 'Europe, the Middle East or Africa', [...EUROPE, ...MIDDLE_EAST, ...AFRICA]),
  named(/\bMEA\b|\bMENA\b/, 'the Middle East or Africa', [...MIDDLE_EAST, ...AFRICA]),
  named(/\b(?:eastern europe|CEE)\b/i, 'Eastern Europe', EASTERN_EUROPE),
  named(/\bsouthern europe\b/i, 'Southern Europe', SOUTHERN_EUROPE),
  named(/(?<!eastern |southern )\beurope\b/i, 'Europe', EUROPE),
  named(/\bEU\b/, 'Europe', EUROPE),
  named(/\bDACH\b/i, 'Germany, Austria or Switzerland', DACH),
  named(/\b(?:germany|deutschland)\b/i, 'Germany', ['DE']),
  named(/\bfrance\b/i, 'France', codes('FR MC')),
  named(/\b(?:nordics?|scandinavia)\b/i, 'the Nordics', NORDICS),
  named(/\bbenelux\b/i, 'Benelux', BENELUX),
  named(/\biberia\b/i, 'Spain or Portugal', IBERIA),
  named(/\bspain\b/i, 'Spain', ['ES']),
  named(/\bitaly\b/i, 'Italy', ['IT']),
  named(/\bUK ?(?:&|and|\+) ?I(?:reland)?\b|\bUKI\b/i, 'the United Kingdom or Ireland', UK_AND_IRELAND),
  named(
    /\bUK\b(?! ?(?:&|and|\+) ?I(?:reland)?\b)|\b[Uu]nited [Kk]ingdom\b|\b[Bb]ritain\b/,
    'the United Kingdom',
    codes('GB IM JE GG'),
  ),
  named(/(?<!\bUK ?(?:&|and|\+) ?)\bireland\b/i, 'Ireland', ['IE']),
  named(/\bmiddle east\b|\bGCC\b|\bgulf\b/i, 'the Middle East', MIDDLE_EAST),
  named(/\bafrica\b/i, 'Africa', AFRICA),
  named(/\bnorth america\b|\bNORAM\b|\bNAMER\b/i, 'North America', NORTH_AMERICA),
  named(/\b(?:latin america|south america|LATAM)\b/i, 'Latin America', LATIN_AMERICA),
  named(/(?<!north |latin |south )\bamericas\b|\bAMER\b/i, 'the Americas', [...NORTH_AMERICA, ...LATIN_AMERICA]),
  named(/\bUSA?\b|\bU\.S\.|\b[Uu]nited [Ss]tates\b/, 'the United States', codes('US PR VI')),
  named(/\bcanada\b/i, 'Canada', ['CA']),
  named(/\bbra[sz]il\b/i, 'Brazil', ['BR']),
  named(/\b(?:APAC|APJ|asia[ -]?pacific)\b/i, 'Asia-Pacific', [...ASIA, ...AUSTRALIA_AND_NEW_ZEALAND, ...PACIFIC]),
  named(/\b(?:south[ -]?east asia|ASEAN)\b/i, 'South-East Asia', SOUTH_EAST_ASIA),
  named(/(?<!east )\basia\b(?![ -]?pacific)/i, 'Asia', ASIA),
  named(/\bANZ\b|\baustralia\b|\bnew zealand\b/i, 'Australia or New Zealand', AUSTRALIA_AND_NEW_ZEALAND),
  named(/\bindia\b/i, 'India and its neighbours', INDIA),
  named(/\bjapan\b/i, 'Japan', ['JP']),
  named(/\bchina\b/i, 'Greater China', CHINA),
];

/** The region that a team's name speaks of; null: none. */
export function regionOf(teamName: string): Region | null {
  const found = NAMES.filter(({ pattern }) => pattern.test(teamName)).map(({ region }) => region);
  if (found.length === 0) return null;
  const countries = new Set(found.flatMap((region) => region.countries));
  const names = [...new Set(found.map((region) => region.name))];
  return { name: names.join(' or '), countries: [...countries].sort() };
}

function named(pattern: RegExp, name: string, countries: readonly string[]): { pattern: RegExp; region: Region } {
  return { pattern, region: { name, countries } };
}

function codes(text: string): string[] {
  return text.split(' ');
}
