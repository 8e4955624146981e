import { newRequestId } from '@baton/ui';
import { afterEach, expect, test, vi } from 'vitest';
import * as z from 'zod/mini';

afterEach(() => vi.unstubAllGlobals());

test.each([
  ['where the worker has one', undefined],
  ['where it has no randomUUID', {}],
])('is a new UUID each time: %s', (_, replaced) => {
  if (replaced !== undefined) vi.stubGlobal('crypto', replaced);
  const ids = Array.from({ length: 200 }, () => newRequestId());
  expect(ids.filter((id) => !z.uuid({ version: 'v4' }).safeParse(id).success)).toEqual([]);
  expect(new Set(ids).size).toBe(200);
});
