import { describe, expect, it } from 'vitest';
import { isPersonSource, laneOfSource } from './sources.ts';

describe('sources', () => {
  it.each([
    ['FORM', 'fresh', false],
    ['MEETINGS', 'fresh', false],
    ['CUSTOMER_AGENT', 'fresh', false],
    ['CRM_UI', 'fresh', true],
    ['MOBILE_ANDROID', 'fresh', true],
    ['gmail_integration', 'fresh', true],
    ['IMPORT', 'bulk', false],
    ['INTEGRATION', 'bulk', false],
    ['INTEGRATIONS_SYNC', 'bulk', false],
    ['SALESFORCE', 'bulk', false],
    ['WORKFLOWS', 'bulk', false],
    ['SOMETHING_NEW', 'bulk', false],
    ['', 'bulk', false],
  ] as const)('%s waits in the %s lane; a person: %s', (source, lane, isPerson) => {
    expect(laneOfSource(source)).toBe(lane);
    expect(isPersonSource(source)).toBe(isPerson);
  });
});
