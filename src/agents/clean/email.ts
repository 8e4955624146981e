import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import freeEmailDomains from 'free-email-domains';
import type { AssessmentFacts } from '../../policy/input.ts';
import { cleanValue } from './text.ts';

export type EmailKind = AssessmentFacts['emailKind'];

const DISPOSABLE: ReadonlySet<string> = disposableEmailBlocklistSet();
const FREE: ReadonlySet<string> = new Set(freeEmailDomains);
// Throw-away services change their ending more often than lists are updated; their name stays.
const DISPOSABLE_NAMES = new Set(
  '10minutemail 20minutemail guerrillamail mailinator yopmail tempmail temp-mail throwawaymail trashmail sharklasers dispostable maildrop getnada mailnesia fakeinbox tempail mohmal wegwerfmail spam4 burnermail minutemail'.split(
    ' ',
  ),
);
const ROLES = new Set(
  'info sales contact hello hi admin administrator office support help helpdesk service team mail post kontakt contacto contato contatto buchhaltung rechnung accounts accounting billing finance invoices purchasing procurement einkauf einkoop achats compras acquisti hr jobs careers marketing press media webmaster postmaster hostmaster noreply no-reply donotreply abuse security privacy legal reception enquiries inquiries orders booking bookings vertrieb verkauf verwaltung it'.split(
    ' ',
  ),
);
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/u;
const LABEL = /^[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?$/u;

export interface CleanEmail {
  /** Lower case; null: none, or none that could be written to. */
  email: string | null;
  domain: string | null;
  kind: EmailKind;
  mended: boolean;
}

/**
 * E-mail address in one form and what kind it is. `ownDomains`: the portal's own mail domains in lower case; their
 * sub-domains count too. Of several kinds the first of own_staff, disposable, role, free, business is named.
 */
export function cleanEmail(raw: string | null | undefined, ownDomains: ReadonlySet<string>): CleanEmail {
  const value = cleanValue(raw);
  if (value === null) return { email: null, domain: null, kind: 'none', mended: false };
  const bare = value
    .replace(/^mailto:/iu, '')
    .replace(/^.*<([^<>]*)>$/u, '$1')
    .replace(/^[<("' ]+|[>)"'.,; ]+$/gu, '')
    .toLowerCase();
  const at = bare.lastIndexOf('@');
  const local = bare.slice(0, Math.max(at, 0));
  const domain = bare.slice(at + 1);
  if (!isAddress(local, domain)) return { email: null, domain: null, kind: 'invalid', mended: false };
  return { email: bare, domain, kind: kindOf(local, domain, ownDomains), mended: bare !== raw };
}

function isAddress(local: string, domain: string): boolean {
  if (local.length === 0 || local.length > 64 || domain.length > 253 || !LOCAL.test(local)) return false;
  const labels = domain.split('.');
  return (
    labels.length >= 2 &&
    labels.every((label) => LABEL.test(label)) &&
    /^(?:\p{L}{2,63}|xn--[a-z0-9-]+)$/u.test(labels.at(-1) ?? '')
  );
}

function kindOf(local: string, domain: string, ownDomains: ReadonlySet<string>): EmailKind {
  const parents = parentsOf(domain);
  if (parents.some((name) => ownDomains.has(name))) return 'own_staff';
  if (parents.some((name) => DISPOSABLE.has(name)) || domain.split('.').some((label) => DISPOSABLE_NAMES.has(label)))
    return 'disposable';
  if (ROLES.has(local.replace(/\+.*$/u, ''))) return 'role';
  return FREE.has(domain) ? 'free' : 'business';
}

/** mail.acme.co.uk -> itself, acme.co.uk, co.uk. */
function parentsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
}
