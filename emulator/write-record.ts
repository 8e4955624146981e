import type { ApiCall } from './api-route.ts';
import { associate } from './associate.ts';
import { checkWrite } from './check-write.ts';
import { changeRecord, createRecord } from './crm.ts';
import { linkTarget } from './links.ts';
import type { CrmRecord, ObjectType } from './model.ts';
import { findRecord } from './portal.ts';
import type { WrittenAssociation } from './read-body.ts';
import { badRequest, notFound } from './refusal.ts';

export interface NewRecord {
  type: ObjectType;
  values: Readonly<Record<string, string>>;
  associations: readonly WrittenAssociation[];
}

/** Looks whether HubSpot would take this record; nothing is changed. Throws a Refusal. */
export function checkNewRecord(call: ApiCall, wanted: NewRecord): { create(): CrmRecord } {
  const { type, values, associations } = wanted;
  const checked = checkWrite(call, { type, record: null, values });
  const targets = associations.flatMap((association) => targetsOf(call, type, association));
  return {
    create() {
      const record = createRecord(call, { type, values: checked });
      for (const { target, primary } of targets) associate({ ...call, from: record, to: target, primary });
      return record;
    },
  };
}

/** Looks whether HubSpot would take this change; nothing is changed. Throws a Refusal. */
export function checkChange(
  call: ApiCall,
  record: CrmRecord,
  values: Readonly<Record<string, string>>,
): { change(): CrmRecord } {
  const checked = checkWrite(call, { type: record.type, record, values });
  return {
    change() {
      changeRecord(call, record, checked);
      return record;
    },
  };
}

function targetsOf(call: ApiCall, type: ObjectType, association: WrittenAssociation) {
  return association.types.map(({ associationTypeId }) => {
    const found = linkTarget(type, associationTypeId);
    if (found === null) {
      throw badRequest(`${associationTypeId} is not an association type from ${type} to an object known here.`);
    }
    const target = findRecord(call.portal, found.to, association.to.id);
    if (target === undefined || target.archivedAtMs !== null) {
      throw notFound(`The record to associate does not exist: ${found.to} ${association.to.id}`);
    }
    return { target, primary: found.primary };
  });
}
