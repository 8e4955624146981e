import { describe, it } from 'vitest';
import { attackTenancy } from '../tenancy-attack.ts';

describe('an account', () => {
  it('is out of reach in 10,000 tries', { timeout: 3_600_000 }, () => attackTenancy(10_000));
});
