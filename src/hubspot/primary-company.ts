import { AssociationTypes } from '@hubspot/api-client/lib/src/enums/AssociationTypes.js';

/** HubSpot's association type of a contact and its primary company, as it stands in answers: a plain number. */
const PRIMARY_COMPANY: number = AssociationTypes.primaryContactToCompany;

/** The company that a contact belongs to: the one marked primary, else the first; null without any. */
export function primaryCompany(
  associated: readonly { toObjectId: string; associationTypes: readonly { typeId: number }[] }[],
): string | null {
  const primary = associated.find(({ associationTypes }) =>
    associationTypes.some(({ typeId }) => typeId === PRIMARY_COMPANY),
  );
  return (primary ?? associated[0])?.toObjectId ?? null;
}
