/**
 * What people write into the forms of a company that sells a planning tool for field service teams. `{seats}`, `{tool}`,
 * `{city}` and `{first}` are filled in. A language has at least the sales subjects; the others where it is worth it.
 */
export interface MessageBook {
  /** ISO 639-1. */
  language: string;
  demo: readonly string[];
  pricing: readonly string[];
  product: readonly string[];
  support?: readonly string[];
  spam?: readonly string[];
  vendorPitch?: readonly string[];
  careers?: readonly string[];
  research?: readonly string[];
  partnership?: readonly string[];
}

export const TOOLS = [
  'Salesforce',
  'SAP Business One',
  'Microsoft Dynamics',
  'NetSuite',
  'Outlook',
  'Google Calendar',
] as const;
