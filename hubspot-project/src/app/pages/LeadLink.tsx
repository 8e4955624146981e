import { Link } from '@hubspot/ui-extensions';

/** A lead by its name, leading to its record. */
export function LeadLink({ lead: { label, url } }: { lead: { label: string; url: string } }) {
  return <Link href={url}>{label}</Link>;
}
