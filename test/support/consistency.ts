import { expect } from 'vitest';
import { findDisagreements } from '../../chaos/disagreements.ts';
import type { EmulatorState } from '../../emulator/control-api.ts';
import { asAdmin } from './postgres.ts';

/** Fails with what does not hold in store and CRM once a story has ended. */
export async function assertConsistent(o: {
  databaseUrl: string;
  portalId: number;
  state: EmulatorState;
}): Promise<void> {
  const found = await asAdmin((client) => findDisagreements(client, o), o.databaseUrl);
  expect(found).toEqual({ unfinished: [], wrong: [] });
}
