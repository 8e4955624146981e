import { describe, it } from 'vitest';
import { FUZZ_TARGETS } from './fuzz.ts';

/** Some of what `npm run test:long -- test/long/fuzz` throws for minutes. */
describe('whatever is thrown at it ends in an answer:', () => {
  it.each(FUZZ_TARGETS.map((target) => [target.name, target] as const))('%s', async (_name, target) => {
    await target.attack({ runs: 150 });
  });
});
