import { objectTypeOf, TYPE_FACTS } from './object-types.ts';

type Params = Readonly<Record<string, string>>;

/** Scopes to read or write the records of the path's object type. */
export function readScopes(params: Params): readonly (readonly string[])[] {
  return [[TYPE_FACTS[objectTypeOf(params['objectType'])].readScope]];
}

export function writeScopes(params: Params): readonly (readonly string[])[] {
  return [[TYPE_FACTS[objectTypeOf(params['objectType'])].writeScope]];
}

/** Reading associations takes the read scope of both sides. */
export function associationReadScopes(params: Params): readonly (readonly string[])[] {
  const sides = [params['objectType'], params['toObjectType']];
  return [[...new Set(sides.map((side) => TYPE_FACTS[objectTypeOf(side)].readScope))]];
}

export function associationWriteScopes(params: Params): readonly (readonly string[])[] {
  const from = TYPE_FACTS[objectTypeOf(params['objectType'])].writeScope;
  const to = TYPE_FACTS[objectTypeOf(params['toObjectType'])].readScope;
  return [[...new Set([from, to])]];
}

/** Property definitions: the schema's scope, and for reading that of the records as well. */
export function schemaReadScopes(params: Params): readonly (readonly string[])[] {
  const type = objectTypeOf(params['objectType']);
  return [[`crm.schemas.${type}.read`], [TYPE_FACTS[type].readScope]];
}

export function schemaWriteScopes(params: Params): readonly (readonly string[])[] {
  const type = objectTypeOf(params['objectType']);
  const hasOwnSchema = type === 'contacts' || type === 'companies' || type === 'users';
  return [[hasOwnSchema ? `crm.schemas.${type}.write` : 'crm.schemas.contacts.write']];
}
