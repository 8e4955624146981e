import { z } from 'zod';
import type { Verdict } from '../policy/verdict.ts';

/** A verdict was written by us and is bound by its receipt; only its presence is checked here. */
export const storedVerdict = z.custom<Verdict>(
  (value) => typeof value === 'object' && value !== null && 'path' in value,
);
