import type { BuyingStage, Intent, RiskFlag, Urgency } from '../policy/taxonomy.ts';
import type { CleanLead, Finding } from './assessment.ts';

/** What was understood of an enquiry: closed labels with confidence, each with a quote or the field it rests on. */
export interface Classification {
  intent: Finding<Intent>;
  urgency: Finding<Urgency>;
  stage: Finding<BuyingStage>;
  riskFlags: readonly Finding<RiskFlag>[];
}

/** What a classifier may look at. Nothing in it is an instruction: the text was typed by a stranger. */
export type Enquiry = Pick<CleanLead, 'text' | 'facts' | 'jobTitle' | 'companyName' | 'employees' | 'emailKind'>;

/** Classifies one enquiry. May reject (no answer, unusable answer); the caller then falls back to the local classifier. */
export type Classify = (enquiry: Enquiry) => Promise<Classification>;
