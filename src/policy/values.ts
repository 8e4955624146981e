import type { Territories } from './territories/schema.ts';

/** A value as a policy may write it, and as a lead may have it. */
export type Scalar = string | number | boolean;

/** The named lists of a policy. */
export type Lists = Readonly<Record<string, readonly (string | number)[]>>;

/** What the conditions of a policy call by a name. */
export interface Names {
  lists: Lists;
  territories?: Territories | undefined;
}

/** HubSpot's values are texts: 12, "12" and " 12 " are one value, and so are TRUE and true. */
export function plain(value: Scalar): string {
  return String(value).trim().toLowerCase();
}

/** A value as a number; null: it is none. */
export function numberOf(value: Scalar): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : null;
}

/** The domain of an e-mail address, URL or plain domain, without `www.`; `value` is plain. */
export function domainOf(value: string): string {
  const address = value.slice(value.lastIndexOf('@') + 1).replace(/^[a-z][a-z0-9+.-]*:\/\//, '');
  return address.replace(/[/:?#].*$/s, '').replace(/^www\./, '');
}

/** The domain of a value and all domains above it, the narrowest first: mail.acme.com, acme.com, com. */
export function domainsOf(value: Scalar): string[] {
  const domains: string[] = [];
  for (let domain = domainOf(plain(value)); ;) {
    domains.push(domain);
    const dot = domain.indexOf('.');
    if (dot === -1) return domains;
    domain = domain.slice(dot + 1);
  }
}

/** The words of a value. */
export function tokensOf(value: Scalar): string[] {
  return plain(value)
    .split(/[^\p{L}\p{N}_]+/u)
    .filter((token) => token !== '');
}

/** Where the words of a value begin; '' where there are none: no text contains that. */
export function firstToken(value: Scalar): string {
  return tokensOf(value)[0] ?? '';
}

/** What a comparison asks for: its own values, or those of the list that it names. */
export function valuesOf(
  test: { values?: readonly Scalar[] | undefined; list?: string | undefined },
  lists: Lists,
): readonly Scalar[] {
  if (test.values !== undefined) return test.values;
  return test.list !== undefined && Object.hasOwn(lists, test.list) ? (lists[test.list] ?? []) : [];
}
