import type { MessageBook } from './messages/book.ts';
import { GERMAN } from './messages/de.ts';
import { ENGLISH } from './messages/en.ts';
import { SPANISH } from './messages/es.ts';
import { FRENCH } from './messages/fr.ts';
import { DUTCH, ITALIAN, PORTUGUESE } from './messages/others.ts';

export type Region = 'emea' | 'americas' | 'apac';

/** A country that enquiries come from. */
export interface Place {
  /** As a form has it: its English name or the ISO code, whichever people of that country tend to be asked for. */
  country: string;
  region: Region;
  cities: readonly string[];
  book: MessageBook;
  firstNames: readonly string[];
  lastNames: readonly string[];
  /** A number nobody has: from the blocks that regulators keep free for films, with the last digits left as `#`. */
  phone: string | null;
  /** How many of 100 enquiries come from here. */
  share: number;
}

const ANGLO_FIRST = [
  'Olivia',
  'James',
  'Amelia',
  'Harry',
  'Grace',
  'Daniel',
  'Chloe',
  'Samuel',
  'Ruth',
  'Oscar',
  'Megan',
  'Victor',
];
const ANGLO_LAST = [
  'Whitfield',
  'Okafor',
  'Barrow',
  'Lindqvist',
  'Marsh',
  'Pemberton',
  'Doyle',
  'Ashcroft',
  'Nakamura',
  'Price',
  'Calloway',
  'Reyes',
];
const GERMAN_FIRST = ['Katrin', 'Jürgen', 'Anneke', 'Tobias', 'Heike', 'Matthias', 'Sabine', 'Florian'];
const GERMAN_LAST = ['Brandt', 'Kessler', 'Vogelsang', 'Thiele', 'Lindemann', 'Hofstätter', 'Reuter', 'Wieland'];

export const PLACES: readonly Place[] = [
  {
    country: 'United Kingdom',
    region: 'emea',
    cities: ['Leeds', 'Bristol', 'Glasgow', 'Reading'],
    book: ENGLISH,
    firstNames: ANGLO_FIRST,
    lastNames: ANGLO_LAST,
    phone: '020 7946 0###',
    share: 11,
  },
  {
    country: 'Ireland',
    region: 'emea',
    cities: ['Cork', 'Galway'],
    book: ENGLISH,
    firstNames: ['Aoife', 'Cian', 'Niamh', 'Declan'],
    lastNames: ['Brennan', 'Keane', 'Moriarty'],
    phone: null,
    share: 2,
  },
  {
    country: 'Germany',
    region: 'emea',
    cities: ['Bremen', 'Kassel', 'Ulm', 'Dresden'],
    book: GERMAN,
    firstNames: GERMAN_FIRST,
    lastNames: GERMAN_LAST,
    phone: '030 23125 ###',
    share: 11,
  },
  {
    country: 'Austria',
    region: 'emea',
    cities: ['Linz', 'Graz'],
    book: GERMAN,
    firstNames: GERMAN_FIRST,
    lastNames: GERMAN_LAST,
    phone: null,
    share: 2,
  },
  {
    country: 'France',
    region: 'emea',
    cities: ['Lyon', 'Nantes', 'Lille'],
    book: FRENCH,
    firstNames: ['Camille', 'Étienne', 'Margaux', 'Luc', 'Solène', 'Yann'],
    lastNames: ['Dufour', 'Lemaître', 'Garnier', 'Besson', 'Moulin'],
    phone: '01 99 00 ## ##',
    share: 8,
  },
  {
    country: 'Belgium',
    region: 'emea',
    cities: ['Liège', 'Namur'],
    book: FRENCH,
    firstNames: ['Elise', 'Thibault', 'Noémie'],
    lastNames: ['Lambert', 'Dewaele', 'Claes'],
    phone: null,
    share: 2,
  },
  {
    country: 'Spain',
    region: 'emea',
    cities: ['Zaragoza', 'Valencia', 'Vigo'],
    book: SPANISH,
    firstNames: ['Lucía', 'Íñigo', 'Carmen', 'Pablo', 'Nerea'],
    lastNames: ['Ibáñez', 'Castaño', 'Serrano', 'Urrutia'],
    phone: null,
    share: 5,
  },
  {
    country: 'Netherlands',
    region: 'emea',
    cities: ['Utrecht', 'Breda', 'Zwolle'],
    book: DUTCH,
    firstNames: ['Sanne', 'Joost', 'Fleur', 'Bram'],
    lastNames: ['de Wit', 'van Houten', 'Bakker', 'Visser'],
    phone: null,
    share: 5,
  },
  {
    country: 'Italy',
    region: 'emea',
    cities: ['Bologna', 'Torino', 'Bari'],
    book: ITALIAN,
    firstNames: ['Chiara', 'Matteo', 'Giulia', 'Davide'],
    lastNames: ['Ferrero', 'Conti', 'Bianchi', 'Marchetti'],
    phone: null,
    share: 4,
  },
  {
    country: 'United States',
    region: 'americas',
    cities: ['Columbus', 'Tucson', 'Boise', 'Raleigh', 'Omaha'],
    book: ENGLISH,
    firstNames: ANGLO_FIRST,
    lastNames: ANGLO_LAST,
    phone: '(614) 555-01##',
    share: 21,
  },
  {
    country: 'Canada',
    region: 'americas',
    cities: ['Hamilton', 'Halifax', 'Calgary'],
    book: ENGLISH,
    firstNames: ANGLO_FIRST,
    lastNames: ANGLO_LAST,
    phone: '(416) 555-01##',
    share: 6,
  },
  {
    country: 'Brazil',
    region: 'americas',
    cities: ['Campinas', 'Curitiba'],
    book: PORTUGUESE,
    firstNames: ['Beatriz', 'Thiago', 'Larissa', 'João'],
    lastNames: ['Azevedo', 'Moreira', 'Gonçalves'],
    phone: null,
    share: 4,
  },
  {
    country: 'Mexico',
    region: 'americas',
    cities: ['Monterrey', 'Puebla'],
    book: SPANISH,
    firstNames: ['Ximena', 'Rodrigo', 'Mariana'],
    lastNames: ['Villaseñor', 'Cárdenas', 'Rentería'],
    phone: null,
    share: 3,
  },
  {
    country: 'Australia',
    region: 'apac',
    cities: ['Geelong', 'Newcastle', 'Perth'],
    book: ENGLISH,
    firstNames: ANGLO_FIRST,
    lastNames: ANGLO_LAST,
    phone: '(02) 5550 ####',
    share: 7,
  },
  {
    country: 'New Zealand',
    region: 'apac',
    cities: ['Dunedin', 'Hamilton'],
    book: ENGLISH,
    firstNames: ANGLO_FIRST,
    lastNames: ANGLO_LAST,
    phone: null,
    share: 2,
  },
  {
    country: 'Singapore',
    region: 'apac',
    cities: ['Singapore'],
    book: ENGLISH,
    firstNames: ['Wei Ling', 'Arjun', 'Hui Min', 'Farid'],
    lastNames: ['Tan', 'Lim', 'Rahman', 'Koh'],
    phone: null,
    share: 3,
  },
  {
    country: 'India',
    region: 'apac',
    cities: ['Pune', 'Coimbatore'],
    book: ENGLISH,
    firstNames: ['Ananya', 'Rohan', 'Meera', 'Vikram'],
    lastNames: ['Deshpande', 'Iyer', 'Kulkarni', 'Menon'],
    phone: null,
    share: 4,
  },
];
