import { z } from 'zod';
import type { PropertyCatalogue } from '../../hubspot/lead.ts';
import type { PortalTx } from '../store.ts';

const entries = z
  .array(
    z.object({
      name: z.string(),
      label: z.string(),
      type: z.string(),
      fieldType: z.string(),
      options: z.array(z.object({ value: z.string(), label: z.string() })).nullable(),
    }),
  )
  .nullable();

/** The portal's properties as last read. null: never, or by a version that stored them otherwise. */
export async function storedCatalogue(tx: PortalTx): Promise<PropertyCatalogue | null> {
  const row = await tx.db
    .selectFrom('property_catalogues')
    .select(['contact', 'company'])
    .where('portal_id', '=', tx.portalId)
    .executeTakeFirst();
  const contact = entries.safeParse(row?.contact);
  const company = entries.safeParse(row?.company);
  return contact.success && company.success ? { contact: contact.data, company: company.data } : null;
}

/** Stores what was read; an older reading never replaces a newer one. */
export async function storeCatalogue(
  tx: PortalTx,
  { contact, company }: PropertyCatalogue,
  fetchedAt: Date,
): Promise<void> {
  const values = {
    contact: contact === null ? null : JSON.stringify(contact),
    company: company === null ? null : JSON.stringify(company),
    fetched_at: fetchedAt,
  };
  await tx.db
    .insertInto('property_catalogues')
    .values({ portal_id: tx.portalId, ...values })
    .onConflict((conflict) =>
      conflict
        .column('portal_id')
        .doUpdateSet(values)
        .whereRef('property_catalogues.fetched_at', '<=', 'excluded.fetched_at'),
    )
    .execute();
}
