import { expect, it } from 'vitest';
import { policyDocument } from '../fixtures.ts';
import { nurtureFindings } from './nurture.ts';

const people = [
  { ownerId: '701', userId: 7, name: 'Ada', email: 'ada@firm.example', active: true },
  { ownerId: '702', userId: 8, name: 'Bo', email: 'bo@firm.example', active: false },
];

function found(
  senderUserId: string,
  senderEmail = 'ada@firm.example',
  known: Parameters<typeof nurtureFindings>[1] = people,
) {
  const document = policyDocument({ nurture: { sequence: { id: '40', senderUserId, senderEmail } } });
  return nurtureFindings(document, known).map(({ path, message, proposal }) => [path.at(-1), message, proposal]);
}

it('tells a sender who is not there, by which id is meant, and another address than theirs', () => {
  expect(found('7', 'Ada@Firm.example')).toEqual([]);
  expect(found('701')).toEqual([
    ['senderUserId', 'is "701", which is nobody of this account', 'did you mean 7, the user id of Ada?'],
  ]);
  expect(found('99')).toEqual([
    ['senderUserId', 'is "99", which is nobody of this account', 'name the user id of somebody who works there'],
  ]);
  expect(found('8')).toEqual([['senderUserId', 'is Bo, who has left', 'name somebody else']]);
  expect(found('7', 'sales@firm.example')).toEqual([
    [
      'senderEmail',
      'is not the address of Ada in HubSpot',
      'if that is no other inbox of theirs, write ada@firm.example',
    ],
  ]);
});

it('says nothing where no sequence is named, or the user ids of people are not known', () => {
  expect(nurtureFindings(policyDocument({ nurture: { list: '9' } }), people)).toEqual([]);
  expect(found('99', 'ada@firm.example', [{ ownerId: '701', name: 'Ada', active: true }])).toEqual([]);
});
