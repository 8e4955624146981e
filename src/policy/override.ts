/** That an admin has set somebody away or available, whatever HubSpot says. Epoch milliseconds. */
export interface Override {
  state: 'away' | 'available';
  sinceMs: number;
  /** From then on it has no effect; null: until somebody clears it. */
  untilMs: number | null;
}

interface Presence {
  availability: 'available' | 'away' | 'unknown';
  outOfOffice: readonly { startMs: number; endMs: number }[];
  override?: Override;
}

/**
 * A person as the override has it: away like somebody on leave until then, or there in spite of status and leave. Working
 * hours and holidays are left as they are. An override that has expired changes nothing.
 */
export function withOverride<P extends Presence>(person: P, override: Override | undefined, nowMs: number): P {
  if (override === undefined || (override.untilMs !== null && override.untilMs <= nowMs)) return person;
  const { state, sinceMs, untilMs } = override;
  if (state === 'available') {
    const outOfOffice =
      untilMs === null
        ? []
        : person.outOfOffice.flatMap(({ startMs, endMs }) =>
            endMs <= untilMs ? [] : [{ startMs: Math.max(startMs, untilMs), endMs }],
          );
    return { ...person, availability: 'available', outOfOffice, override };
  }
  if (untilMs === null) return { ...person, availability: 'away', override };
  const leave = { startMs: Math.min(sinceMs, nowMs), endMs: untilMs };
  return { ...person, outOfOffice: [...person.outOfOffice, leave], override };
}
