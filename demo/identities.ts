import { COMPANIES, slugOf, type SampleCompany } from './sample-companies.ts';
import { PLACES, type Place } from './places.ts';
import type { Random } from './random.ts';

export interface Identity {
  place: Place;
  firstName: string;
  lastName: string;
  email: string;
  /** Of the sample portal or unknown to it; null: writes from a free mail address and names none. */
  company: { name: string; employees: number; known: SampleCompany | null } | null;
  city: string;
  /** null: not given. */
  phone: string | null;
}

const FREE_MAIL = ['gmail.com', 'outlook.com', 'yahoo.com', 'icloud.com'] as const;
const TRADES = ['Service', 'Maintenance', 'Technical', 'Field Works', 'Systems', 'Group'] as const;

/**
 * Makes people who are all different: no two share an address, a telephone number, or name and company, except where a
 * twin is asked for. So whoever is taken for a duplicate was meant to be one.
 */
export function createIdentities(random: Random) {
  const taken = new Set<string>();
  const numbersGiven = new Map<string, number>();

  function fresh(wanted: { customer?: boolean; mail?: 'free' | 'company'; place?: Place }): Identity {
    for (let attempt = 0; ; attempt += 1) {
      const identity = draw(wanted);
      // names of a small place run out in a long run; a second surname makes room
      if (attempt > 20) identity.lastName = `${identity.lastName}-${random.pick(identity.place.lastNames)}`;
      if (attempt > 40) identity.email = identity.email.replace('@', `${random.between(2, 99_999)}@`);
      if (claim(identity)) return identity;
    }
  }

  function draw(wanted: { customer?: boolean; mail?: 'free' | 'company'; place?: Place }): Identity {
    const customers = COMPANIES.filter((company) => company.customer);
    const customer = wanted.customer === true ? random.pick(customers) : null;
    const place = wanted.place ?? (customer === null ? drawPlace() : placeOf(customer.country));
    const free = wanted.mail === 'free' || (wanted.mail === undefined && customer === null && random.chance(0.2));
    const company = free ? null : companyAt(place, customer);
    const [firstName, lastName] = [random.pick(place.firstNames), random.pick(place.lastNames)];
    return {
      place,
      firstName,
      lastName,
      email: addressOf(
        firstName,
        lastName,
        company?.known?.domain ?? (company === null ? null : `${slugOf(company.name)}.example`),
      ),
      company,
      city: company?.known?.city ?? random.pick(place.cities),
      phone: random.chance(0.6) ? numberIn(place) : null,
    };
  }

  function drawPlace(): Place {
    let left = random.next() * PLACES.reduce((sum, place) => sum + place.share, 0);
    return PLACES.find((place) => (left -= place.share) < 0) ?? random.pick(PLACES);
  }

  function companyAt(place: Place, customer: SampleCompany | null): NonNullable<Identity['company']> {
    const nearby = COMPANIES.filter((company) => company.country === place.country && !company.customer);
    const known = customer ?? (nearby.length > 0 && random.chance(0.55) ? random.pick(nearby) : null);
    if (known !== null) return { name: known.name, employees: known.employees, known };
    const name = `${random.pick(place.lastNames)} ${random.pick(place.cities)} ${random.pick(TRADES)}`;
    return { name, employees: random.pick([8, 15, 25, 40, 60, 90, 150, 240, 400, 750, 1_800]), known: null };
  }

  function addressOf(firstName: string, lastName: string, domain: string | null): string {
    const [first, last] = [slugOf(firstName), slugOf(lastName)];
    if (domain === null) return `${first}.${last}${random.between(10, 9_999)}@${random.pick(FREE_MAIL)}`;
    return `${random.pick([`${first}.${last}`, `${first.charAt(0)}.${last}`, `${first}_${last}`])}@${domain}`;
  }

  /** The next number of the place's block; null when it has none or is used up. */
  function numberIn(place: Place): string | null {
    if (place.phone === null) return null;
    const digits = place.phone.replaceAll(/[^#]/g, '').length;
    const given = numbersGiven.get(place.country) ?? 0;
    if (given >= 10 ** digits) return null;
    numbersGiven.set(place.country, given + 1);
    const padded = String(given).padStart(digits, '0');
    let used = 0;
    return place.phone.replaceAll('#', () => padded.charAt(used++));
  }

  function claim({ email, firstName, lastName, company }: Identity): boolean {
    const person = `${slugOf(firstName)}|${slugOf(lastName)}|${slugOf(company?.name ?? email)}`;
    if (taken.has(person) || taken.has(formOf(email))) return false;
    taken.add(person).add(formOf(email));
    return true;
  }

  /** The same person with another address; number and company stay. */
  function twinOf(original: Identity): Identity {
    for (;;) {
      const email = addressOf(original.firstName, original.lastName, null);
      if (taken.has(formOf(email))) continue;
      taken.add(formOf(email));
      return { ...original, email };
    }
  }

  return { fresh, twinOf };
}

export type Identities = ReturnType<typeof createIdentities>;

/** Addresses that differ only in dots belong to one person. */
function formOf(email: string): string {
  return email.replaceAll(/[._](?=.*@)/g, '');
}

export function placeOf(country: string): Place {
  const place = PLACES.find((candidate) => candidate.country === country);
  if (place === undefined) throw new Error(`no place for ${country}`);
  return place;
}
