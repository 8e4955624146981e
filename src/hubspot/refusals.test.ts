import { describe, expect, it } from 'vitest';
import { errorOfInput } from './refusals.ts';

describe('one input of a batch that HubSpot did not do', () => {
  it.each([
    ['INTERNAL_ERROR', 'update', 'hubspot_unavailable'],
    ['SERVICE_UNAVAILABLE', 'update', 'hubspot_unavailable'],
    ['SERVER_TIMEOUT', 'create', 'outcome_unknown'],
    ['INTERNAL_ERROR', 'create', 'outcome_unknown'],
    ['RATE_LIMITS', 'update', 'rate_limited'],
  ] as const)('is tried again after %s of an %s', (category, effect, code) => {
    const error = errorOfInput({ category }, effect);
    expect(error).toMatchObject({ code, retry: { helps: true } });
  });

  it.each([
    ['VALIDATION_ERROR', 'write_refused'],
    ['CONFLICT', 'write_refused'],
    ['OBJECT_NOT_FOUND', 'record_gone'],
    ['MISSING_SCOPES', 'missing_scope'],
    [undefined, 'write_refused'],
  ] as const)('is not tried again as it is after %s', (category, code) => {
    const error = errorOfInput(category === undefined ? {} : { category }, 'update');
    expect(error).toMatchObject({ code, retry: { helps: false } });
  });
});
