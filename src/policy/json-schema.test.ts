import { expect, it } from 'vitest';
import { policyJsonSchema } from './json-schema.ts';

it('explains the fields of a policy to editors, and asks only for what has no default', () => {
  const schema = policyJsonSchema();
  expect(schema).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Baton routing policy',
    required: ['version', 'name', 'pools', 'defaultPool'],
    additionalProperties: false,
  });
  const text = JSON.stringify(schema);
  for (const word of ['Completes the sentence', 'CONTAINS_TOKEN', 'HubSpot owner id', 'technical_support']) {
    expect(text).toContain(word);
  }
});
