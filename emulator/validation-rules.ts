import type { ApiCall } from './api-route.ts';
import type { CrmRecord, ObjectType, ValidationRule } from './model.ts';
import { badRequest, type ErrorDetail } from './refusal.ts';
import { FIRST_VALIDATED_VERSION } from './versions.ts';

/**
 * The rules that the portal's admin set. They bind from version 2026-09 on. A rule looks at the record as it would be
 * after the write, so that an old record without the value cannot be changed either.
 */
export function checkRules(
  call: Pick<ApiCall, 'world' | 'portal' | 'version'>,
  write: { type: ObjectType; record: CrmRecord | null; values: ReadonlyMap<string, string> },
): void {
  const { world, portal, version } = call;
  if (version < FIRST_VALIDATED_VERSION || !world.quirks.validationOn202609) return;
  const errors: ErrorDetail[] = [];
  for (const fault of world.faults.standing('validation_rule', portal.portalId)) {
    if (fault.objectType !== write.type) continue;
    const error = brokenBy(fault.rule, write);
    if (error !== null) errors.push(error);
  }
  if (errors.length > 0) throw badRequest('The property values provided are invalid', { errors });
}

function brokenBy(
  rule: ValidationRule['rule'],
  write: { record: CrmRecord | null; values: ReadonlyMap<string, string> },
): ErrorDetail | null {
  const after = (name: string) => write.values.get(name) ?? write.record?.values.get(name) ?? '';
  const context = { propertyName: [rule.property] };
  switch (rule.type) {
    case 'required':
      if (after(rule.property) !== '') return null;
      return { code: 'MISSING_REQUIRED_PROPERTY', message: `A value for ${rule.property} must be provided`, context };
    case 'conditional': {
      const cause = after(rule.when);
      const applies = rule.values === undefined ? cause !== '' : rule.values.includes(cause);
      if (!applies || after(rule.property) !== '') return null;
      const message = `${rule.property} is required because of a conditional property rule based on [${rule.when}]`;
      return { code: 'MISSING_CONDITIONAL_REQUIRED_PROPERTY', message, context };
    }
    case 'refused':
      if (!write.values.has(rule.property)) return null;
      return { code: 'INVALID_PROPERTY_VALUE', message: `${rule.property} does not meet a validation rule`, context };
    default:
      return rule satisfies never;
  }
}
