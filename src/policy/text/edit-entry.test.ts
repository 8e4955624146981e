import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { withEntry } from './edit-entry.ts';

const word = fc.oneof(
  fc.constantFrom(
    'acme.com',
    'NO',
    'true',
    '94000-94999',
    '1e3',
    '- a',
    'a: b',
    '#x',
    'a # b',
    '"',
    "it's",
    '{',
    'é',
    ' a ',
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
);
const list = fc.array(word, { minLength: 1, maxLength: 30 });
/** Of a kind that parses back: no prototypes by another name. */
const name = word.filter((text) => text !== '__proto__' && text !== '<<');
const lists = fc.dictionary(name, list, { maxKeys: 4 });
const policy = fc.record({ version: fc.constant(1), lists: fc.option(lists, { nil: undefined }), name: word });

describe('withEntry', () => {
  it('changes one entry and nothing else, in every way to write the same', () => {
    const written = fc.constantFrom(
      (value: object) => stringify(value),
      (value: object) => stringify(value, { collectionStyle: 'flow' }),
      (value: object) => JSON.stringify(value),
      (value: object) => JSON.stringify(value, null, 2),
      (value: object) =>
        stringify(value)
          .replaceAll('\n', ' # why\n')
          .replace(/ # why\n$/, '\n# the end'),
    );
    fc.assert(
      fc.property(policy, name, list, written, fc.boolean(), (document, wanted, values, write, takeOld) => {
        const old = takeOld ? Object.keys(document.lists ?? {})[0] : undefined;
        const text = write(document);
        // A comment behind every line may end up in a quoted text of several lines.
        fc.pre(JSON.stringify(parse(text)) === JSON.stringify(document));
        const now = withEntry(text, 'lists', old ?? wanted, values) ?? '';
        expect(parse(now)).toEqual({ ...document, lists: { ...document.lists, [old ?? wanted]: values } });
      }),
      { numRuns: 1_000 },
    );
  });

  it('keeps comments, order and the way everything else is written', () => {
    const text = `# ours
lists:
  # by hand
  dach: [DE, AT,   CH] # three
  accounts:
    - a.test # the first
    - b.test
  # last
  more: [x]
name: 'Ours'
`;
    expect(withEntry(text, 'lists', 'accounts', ['c.test', 'NO', '12'])).toBe(
      text.replace('    - a.test # the first\n    - b.test', '    [c.test, "NO", "12"]'),
    );
    expect(withEntry(text, 'lists', 'dach', ['DE'])).toBe(text.replace('[DE, AT,   CH]', '[DE]'));
    expect(withEntry(text, 'territories', 'Home', [{ countries: ['DE'] }])).toBe(
      `# ours\nterritories: { Home: [{ countries: [DE] }] }\n${text.slice('# ours\n'.length)}`,
    );
  });

  it('puts what is long on lines of its own', () => {
    const domains = Array.from({ length: 12 }, (_, n) => `customer-${n}.test`);
    expect(withEntry('lists:\n  a: []\n', 'lists', 'a', domains)).toBe(
      `lists:\n  a: [\n${domains.map((one) => `    ${one}`).join(',\n')}\n  ]\n`,
    );
  });

  it.each(['', 'just text', '[1]', '{'])('gives up on %j', (text) => {
    expect(withEntry(text, 'lists', 'a', ['b'])).toBeNull();
  });
});
