import { LEAD } from './balance.ts';

/** Credit as people read it: "0.75 leads". */
export function leads(credit: number): string {
  return `${(credit / LEAD).toFixed(2)} leads`;
}

/** HubSpot shows times in the reader's zone; a sentence says which zone it means. */
export function moment(iso: string | null): string {
  return iso === null ? 'later' : `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}
