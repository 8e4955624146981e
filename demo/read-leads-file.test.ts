import { describe, expect, it } from 'vitest';
import { readLeads } from './read-leads-file.ts';

const properties = new Set(['email', 'firstname', 'message', 'country', 'hubspot_owner_id']);
const read = (text: string, map: [string, string][] = []) => readLeads({ text, map: new Map(map), properties });
const values = (text: string, map?: [string, string][]) => read(text, map).leads.map((lead) => lead.properties);

describe('leads from a CSV file', () => {
  it('reads quoted values, line ends in them, a byte order mark and Windows line ends', () => {
    expect(values('\uFEFFemail,message\r\na@x.example,"one, ""two""\r\nthree"\r\n\r\nb@x.example,\r\n')).toEqual([
      { email: 'a@x.example', message: 'one, "two"\nthree' },
      { email: 'b@x.example' },
    ]);
  });

  it('maps columns, leaves out those that are no property, and takes the source from its column', () => {
    const found = read('Mail,Shoe size,hs_object_source\na@x.example,44,import\n', [['Mail', 'email']]);
    expect(found.ignored).toEqual(['Shoe size']);
    expect(found.leads).toMatchObject([{ source: 'IMPORT', properties: { email: 'a@x.example' }, line: 2 }]);
  });

  it('keeps the owner that a row comes with as its owner at the start', () => {
    expect(
      read('email,hubspot_owner_id\na@x.example,7\nb@x.example,\n').leads.map((lead) => lead.ownerAtStart),
    ).toEqual(['7', null]);
  });

  const broken: [name: string, line: string, reason: RegExp][] = [
    ['too few values', 'b@x.example', /has 1 values where the header names 2/],
    ['too many values', 'b@x.example,B,Bee', /has 3 values where the header names 2/],
    ['a stray quote', 'b@x.example,Di"na', /in the middle of a value/],
    ['a quote closed too early', '"b"b@x.example,B', /in the middle of a value/],
    ['a quote that is never closed', 'b@x.example,"B', /never closed|in the middle/],
    ['nothing in it', ',', /no value/],
    ['an address again', 'A@x.example ,A', /repeats the e-mail address of line 2/],
  ];
  it.each(broken)('reports %s with its line and goes on', (_name, line, reason) => {
    const found = read(`email,firstname\na@x.example,A\n${line}\nc@x.example,C\nd@x.example,"D ""d"""\n`);
    expect(found.leads.map((lead) => [lead.line, lead.properties['email']])).toEqual([
      [2, 'a@x.example'],
      [4, 'c@x.example'],
      [5, 'd@x.example'],
    ]);
    expect(found.problems).toEqual([{ line: 3, reason: expect.stringMatching(reason) }]);
  });

  it('refuses a file without a header and a map to columns that are not there', () => {
    expect(() => read('')).toThrow(/must name its columns/);
    expect(() => read('"email\n')).toThrow(/never closed/);
    expect(() => read('email\n', [['Mail', 'email']])).toThrow(/does not have: Mail/);
  });
});
