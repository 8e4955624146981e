import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, policyHash } from './canonical.ts';

describe('canonicalJson', () => {
  it('sorts keys at every depth and drops undefined ones', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'é"', x: undefined })).toBe(
      '{"a":"é\\"","b":[{"c":null,"d":1}]}',
    );
  });

  it('reads back as the same value and does not depend on the order of building', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const text = canonicalJson(value);
        const turned = Object.fromEntries(Object.entries(value).toReversed());
        expect(canonicalJson(turned)).toBe(text);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
      }),
    );
  });

  it.each([
    ['NaN', { a: Number.NaN }],
    ['infinity', Number.POSITIVE_INFINITY],
    ['undefined in a list', [undefined]],
    ['undefined', undefined],
    ['a date', { at: new Date(0) }],
    ['a map', new Map()],
    ['a function', () => 1],
    ['a bigint', 1n],
  ])('refuses %s', (_name, value) => {
    expect(() => canonicalJson(value)).toThrow(TypeError);
  });

  it('refuses a value that contains itself, not one that stands in two places', () => {
    const shared = { a: 1 };
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]');
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => canonicalJson(circle)).toThrow(TypeError);
  });
});

describe('policyHash', () => {
  it('is the same for the same content, another one for other content', () => {
    expect(policyHash({ a: 1, b: 2 })).toBe(policyHash({ b: 2, a: 1 }));
    expect(policyHash({ a: 1 })).not.toBe(policyHash({ a: 2 }));
    expect(policyHash({ a: 1 })).toMatch(/^[0-9a-f]{64}$/);
  });
});
