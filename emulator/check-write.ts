import type { ApiCall } from './api-route.ts';
import type { CrmRecord, ObjectType, Portal } from './model.ts';
import { TYPE_FACTS } from './object-types.ts';
import { activeOwner } from './portal.ts';
import { badRequest, conflict } from './refusal.ts';
import { checkRules } from './validation-rules.ts';
import { normaliseValue, type InvalidValue } from './values.ts';

interface Problem extends InvalidValue {
  name: string;
}

/**
 * The values of a write as HubSpot would store them, in the order sent. `record` is null for a creation.
 * Throws 400 for values, options, owners and rules, 409 for an e-mail address that another contact has.
 */
export function checkWrite(
  call: Pick<ApiCall, 'world' | 'portal' | 'version'>,
  write: { type: ObjectType; record: CrmRecord | null; values: Readonly<Record<string, string>> },
): Map<string, string> {
  const { portal } = call;
  const { type, record } = write;
  const checked = new Map<string, string>();
  const problems: Problem[] = [];
  for (const [raw, value] of Object.entries(write.values)) {
    const name = raw.toLowerCase();
    const result = checkValue(portal, { type, record, name, value });
    if ('error' in result) problems.push({ ...result, name: raw });
    else checked.set(name, result.value);
  }
  if (problems.length > 0) throw invalidValues(call, problems);
  if (record === null) checkRequired(type, checked);
  if (type === 'contacts') checkUnique(portal, record, checked.get('email'));
  checkRules(call, { ...write, values: checked });
  return checked;
}

function checkValue(
  portal: Portal,
  write: { type: ObjectType; record: CrmRecord | null; name: string; value: string },
): { value: string } | InvalidValue {
  const { type, record, name, value } = write;
  const definition = portal.properties[type].get(name);
  if (definition === undefined) {
    return { message: `Property "${name}" does not exist`, error: 'PROPERTY_DOESNT_EXIST' };
  }
  if (definition.readOnly) {
    return { message: `"${name}" is a read only property; its value cannot be set.`, error: 'READ_ONLY_VALUE' };
  }
  if (name === 'hubspot_owner_id' && value !== '' && activeOwner(portal, value) === undefined) {
    return { message: `${value} is not the id of an owner of this account.`, error: 'INVALID_OWNER_ID' };
  }
  if (name === 'email' && value !== '' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value)) {
    return { message: `Email address ${value} is invalid`, error: 'INVALID_EMAIL' };
  }
  return normaliseValue(definition, value, record?.values.get(name));
}

function invalidValues({ portal, world }: Pick<ApiCall, 'world' | 'portal'>, problems: readonly Problem[]) {
  const list = problems.map(({ message, error, name }) => ({
    isValid: false,
    message,
    error,
    name,
    portalId: portal.portalId,
  }));
  const errors = problems.map(({ message, error, name }) => ({
    message,
    code: error,
    context: { propertyName: [name] },
  }));
  return badRequest(
    `Property values were not valid: ${JSON.stringify(list)}`,
    world.quirks.valueErrorsListed ? { errors } : {},
  );
}

/** What happens at a time, which HubSpot wants to know. */
const ENGAGEMENTS: ReadonlySet<ObjectType> = new Set(['tasks', 'notes', 'calls']);

function checkRequired(type: ObjectType, values: ReadonlyMap<string, string>): void {
  const needsTime = ENGAGEMENTS.has(type) && !values.get('hs_timestamp');
  if (!needsTime) return;
  throw badRequest(
    `Error creating ${TYPE_FACTS[type].singular.toUpperCase()}. Some required properties were not set.`,
    {
      context: { properties: ['hs_timestamp'] },
    },
  );
}

function checkUnique(portal: Portal, record: CrmRecord | null, email: string | undefined): void {
  if (email === undefined || email === '') return;
  const holder = portal.emails.get(email.toLowerCase());
  if (holder === undefined || holder === record?.id) return;
  throw conflict(`Contact already exists. Existing ID: ${holder}`);
}
