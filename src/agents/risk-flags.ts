import type { RiskFlag } from '../policy/taxonomy.ts';
import type { Assessment, CleanLead, Evidence, Finding } from './assessment.ts';
import type { Classification } from './classify.ts';

export const FLAG_RISKS = { agent: 'flag_risks', version: '1.0.0' } as const;

/** From this many employees on an account is treated as an enterprise. */
export const ENTERPRISE_EMPLOYEES = 1_000;

/** The flags of the words together with those that the fields tell; each flag once, with all its evidence. */
export function riskFlagsOf(
  lead: CleanLead,
  words: Pick<Classification, 'riskFlags'>,
  duplicateOf: Assessment['duplicateOf'],
): Finding<RiskFlag>[] {
  const flags = new Map<RiskFlag, Finding<RiskFlag>>(words.riskFlags.map((flag) => [flag.value, flag]));
  const fromField = (value: RiskFlag, field: string, when: boolean) => {
    if (!when) return;
    const evidence: Evidence[] = [...(flags.get(value)?.evidence ?? []), { kind: 'field', value: field }];
    flags.set(value, { value, confidence: 1, evidence });
  };
  fromField('enterprise_account', 'numberofemployees', (lead.employees ?? 0) >= ENTERPRISE_EMPLOYEES);
  fromField('existing_customer', 'lifecyclestage', lead.facts.lifecyclestage === 'customer');
  fromField('existing_customer', 'company.lifecyclestage', lead.company?.facts.lifecyclestage === 'customer');
  fromField('disposable_email', 'email', lead.emailKind === 'disposable');
  fromField(
    'duplicate_record',
    duplicateOf?.by === 'phone' ? 'phone' : duplicateOf?.by === 'email_form' ? 'email' : 'company',
    duplicateOf !== null,
  );
  return [...flags.values()];
}
