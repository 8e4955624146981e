import { AssociationTypes } from '@hubspot/api-client/lib/src/enums/AssociationTypes.js';

/** The company that a contact belongs to: the one marked primary, else the first; null without any. */
export function primaryCompany(
  associated: readonly { toObjectId: string; associationTypes: readonly { typeId: number }[] }[],
): string | null {
  const primary = associated.find(({ associationTypes }) =>
    associationTypes.some(({ typeId }) => typeId === AssociationTypes.primaryContactToCompany),
  );
  return (primary ?? associated[0])?.toObjectId ?? null;
}
