import { codesWithText, labelOf, pagesTexts, textOf, type LabelKind } from '@baton/ui';
import { describe, expect, test } from 'vitest';
import * as taxonomy from '../../src/policy/taxonomy.ts';

/** Those that a page shows; the others stand only in sentences of the server. */
const LISTS: [LabelKind, readonly string[]][] = [
  ['status', taxonomy.STATUSES],
  ['status', taxonomy.VERDICTS],
  ['trigger', taxonomy.INBOUND_TRIGGERS],
  ['trigger', taxonomy.OUTBOUND_TRIGGERS],
  ['intent', taxonomy.INTENTS],
  ['urgency', taxonomy.URGENCIES],
  ['stage', taxonomy.BUYING_STAGES],
  ['risk', taxonomy.RISK_FLAGS],
  ['qualification', taxonomy.QUALIFICATION_STATES],
  ['nextAction', taxonomy.NEXT_ACTIONS],
  ['sla', taxonomy.SLA_STATES],
  ['wrongOwner', taxonomy.WRONG_OWNER_REASONS],
  ['hold', taxonomy.HOLD_REASONS],
  ['outcome', taxonomy.OUTCOMES],
];

describe('every label of the taxonomy has a text', () => {
  test.each(LISTS)('%s', (kind, codes) => {
    expect(codesWithText(kind)).toEqual(expect.arrayContaining([...codes]));
  });
});

/** Each `kind` that src/ raises an exception with. */
const RAISED = [
  'dead_letter',
  'routing_stopped',
  'install',
  'nobody_free',
  'refused_write',
  'unreadable_write',
  'missing_scope',
  'missing_property',
  'other_automation',
];

test('every kind of exception has a text, and every reason to hide details', () => {
  expect(Object.keys(pagesTexts.exception)).toEqual(expect.arrayContaining(RAISED));
  expect(textOf(pagesTexts.exception, 'missing_property')).toBe('Property missing');
  expect(codesWithText('hidden')).toEqual(['not_allowed', 'unreadable']);
  expect(codesWithText('trouble')).toContain('not_readable_yet');
});

test('one that has none is made readable', () => {
  expect(labelOf('risk', 'sudden_weather_change')).toBe('Sudden weather change');
  expect(labelOf('risk', 'constructor')).toBe('Constructor');
  expect(labelOf('risk', '')).toBe('');
  expect(labelOf('trouble', 'The property baton_x is missing.')).toBe('The property baton_x is missing.');
});
