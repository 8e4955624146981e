import { describe, expect, it } from 'vitest';
import type { Condition } from '../condition-schema.ts';
import { policyDocument, pool, rule } from '../fixtures.ts';
import { MAX_TEXT_LENGTH, parsePolicyText } from './parse-policy.ts';

const TEXT = `version: 1
name: Ours
lists:
  dach: [DE, AT, CH]
poolRules:
  - id: dach
    label: the country is German-speaking
    when:
      all:
        - field: contact.country
          operator: IN
          list: dach
        - field: assessment.score
          operator: GTE
          value: 60
    pool: sales
pools:
  - name: sales
    members:
      - ownerId: "70"
defaultPool: sales
`;

function problems(text: string, format?: 'yaml' | 'json'): string[] {
  const result = parsePolicyText(text, format === undefined ? {} : { format });
  if (result.ok) return [];
  return result.problems.map(({ line, column, place, message, suggestion }) =>
    `${line}:${column} ${place}: ${message}${suggestion === null ? '' : ` (${suggestion})`}`.trim(),
  );
}

describe('the text of a policy', () => {
  it('is read from YAML and from JSON', () => {
    const yaml = parsePolicyText(TEXT);
    if (!yaml.ok) throw new Error(JSON.stringify(yaml.problems));
    expect(yaml.document.poolRules[0]).toMatchObject({ id: 'dach', enabled: true, pool: 'sales' });
    expect(parsePolicyText(JSON.stringify(yaml.document), { format: 'json' })).toMatchObject({
      ok: true,
      document: yaml.document,
    });
  });

  it('tells where each part of it stands', () => {
    const result = parsePolicyText(TEXT);
    if (!result.ok) throw new Error('not read');
    expect(result.positionOf(['poolRules', 0, 'when', 'all', 1, 'value'])).toEqual({ line: 15, column: 11 });
    expect(result.positionOf(['poolRules', 0])).toEqual({ line: 6, column: 5 });
    expect(result.positionOf(['sla', 'minutes'])).toEqual({ line: 1, column: 1 });
  });

  it.each<[string, string, string, unknown]>([
    [
      'an operator',
      'GTE',
      'GET',
      expect.stringMatching(/^14:11 poolRules\[0\]\.when\.all\[1\]\.operator: .*\(did you mean GTE\?\)$/),
    ],
    ['a field', 'label', 'lable', '7:5 poolRules[0].lable: there is no such field here (did you mean label?)'],
    [
      'a pool',
      'defaultPool: sales',
      'defaultPool: sale',
      '21:1 defaultPool: there is no pool "sale" (did you mean sales?)',
    ],
    [
      'a list',
      'list: dach',
      'list: dahc',
      '12:11 poolRules[0].when.all[0].list: there is no list "dahc" (did you mean dach?)',
    ],
    [
      'a fact',
      'assessment.score',
      'assessment.scor',
      '13:11 poolRules[0].when.all[1].field: is not known; one of intent, urgency, stage, risk_flags, score, confidence, has_text, email_kind (did you mean assessment.score?)',
    ],
    [
      'the space of a property',
      'contact.country',
      'contacts.country',
      '10:11 poolRules[0].when.all[0].field: must begin with contact., company., assessment. or event. (did you mean contact.country?)',
    ],
    [
      'a number where text is due',
      '"70"',
      '70',
      '20:9 pools[0].members[0].ownerId: Invalid input: expected string, received number (put it in quotes: "70")',
    ],
    ['something that is missing', 'name: Ours\n', '', '1:1 name: is missing'],
    ['a key that is there twice', 'name: Ours', 'name: Ours\nname: Theirs', '3:1 : "name" is here twice'],
  ])('points at %s and says what was meant', (_what, right, wrong, expected) => {
    expect(problems(TEXT.replace(right, wrong))).toContainEqual(expected);
  });

  it.each<[string, string, RegExp]>([
    ['nothing', '', /^1:1 : is empty$/],
    ['a comment', '# later', /is empty$/],
    ['an anchor', 'name: &n x', /anchors such as &n/],
    ['an alias', 'name: &n x\nlabel: *n', /^2:8 : aliases such as \*n/m],
    ['a tag', 'name: !!str x', /tags/],
    ['a merge key', 'sla:\n  <<: {}', /^2:3 : merge keys/],
    ['a second document', 'a: 1\n---\nb: 1', /^2:1 : a policy is one document/],
    ['a key that is a list', '? [a]\n: b', /^1:3 : a key must be a plain text/],
    ['an open bracket', '{"version": 1', /^1:14 : Flow map must end with a }/],
    ['too deep a nesting', '['.repeat(100_000), /nested more than 64 deep/],
    ['too deep a nesting in blocks', '- '.repeat(100_000), /nested more than 64 deep/],
    ['too much', `name: ${'x'.repeat(MAX_TEXT_LENGTH)}`, /is longer than 5,000,000 characters/],
    ['no mapping', 'just text', /Invalid input: expected object/],
  ])('is refused with a reason if it is %s', (_what, text, reason) => {
    expect(problems(text).join('\n')).toMatch(reason);
  });

  it('points at a territory that is not there, and at a postcode that is no text', () => {
    const text = `version: 1
name: Ours
territories: { Bay Area: [{ countries: [US], postcodes: [CODE] }] }
poolRules:
  - { id: a, label: it is near, pool: sales, when: { not: { field: contact, operator: WITHIN, territory: NAME } } }
pools: [{ name: sales, members: [] }]
defaultPool: sales`;
    const found = (code: string, name: string) => problems(text.replace('CODE', code).replace('NAME', name));
    expect(found('94000-94999', 'Bay Area')).toEqual([]);
    expect(found('"94107"', 'bay')).toEqual([expect.stringContaining('territory: there is no territory "bay"')]);
    expect(found('"94107"', 'bayarea')).toEqual([expect.stringContaining('(did you mean Bay Area?)')]);
    expect(found('94107', 'Bay Area')).toEqual([expect.stringContaining('(put it in quotes: "94107")')]);
    expect(
      problems(
        text.replace('field: contact', 'field: contact.country').replace('CODE', 'A').replace('NAME', 'Bay Area'),
      ),
    ).toEqual([expect.stringContaining('must be contact or company here')]);
    expect(found('94999-94000', 'Bay Area')).toEqual([expect.stringContaining('must begin with the lower end')]);
  });

  it('must be JSON where JSON is asked for', () => {
    expect(problems('name: x', 'json')).toEqual(['1:1 : has "n" where JSON allows none']);
  });

  it('takes a second or two for ten thousand rules, right or wrong', () => {
    const poolRules = Array.from({ length: 10_000 }, (_, n) =>
      rule(`r${n}`, {
        pool: 'sales',
        when: {
          all: [
            { field: 'contact.country', operator: 'IN', values: ['DE', `C${n}`] } satisfies Condition,
            { field: 'company.numberofemployees', operator: 'GTE', value: n } satisfies Condition,
          ],
        },
      }),
    );
    const text = JSON.stringify(policyDocument({ pools: [pool('sales')], poolRules }), null, 1);
    expect(parsePolicyText(text).ok).toBe(true);
    const wrong = parsePolicyText(text.replaceAll('"GTE"', '"GET"'));
    expect(!wrong.ok && wrong.problems.length).toBe(100);
  });
});
