import { conditionsOf, testsOf } from '../references.ts';
import type { PolicyDocument } from '../schema.ts';
import { nearest } from '../text/nearest.ts';
import type { Finding } from './finding.ts';

/** Lists that no rule names; where a rule names one of nearly the same name, that is likely a slip. */
export function listFindings(document: PolicyDocument): Finding[] {
  const used = new Set(
    conditionsOf(document).flatMap(({ when }) =>
      testsOf(when).flatMap((test) => ('list' in test && test.list !== undefined ? [test.list] : [])),
    ),
  );
  return Object.keys(document.lists)
    .filter((name) => !used.has(name))
    .map((name): Finding => {
      const twin = nearest(name, used);
      const path = ['lists', name];
      if (twin === null) {
        return {
          rule: 'unused_list',
          severity: 'warning',
          path,
          message: 'is named by no rule',
          proposal: 'remove it',
        };
      }
      const message = `is named by no rule, but "${twin}", which is spelt nearly so, is`;
      return { rule: 'similar_lists', severity: 'warning', path, message, proposal: 'check which one is meant' };
    });
}
