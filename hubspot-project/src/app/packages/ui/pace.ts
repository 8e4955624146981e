const BACK_OFF_MS = [0, 5_000, 15_000, 60_000];

/** How long to leave the server alone after so many failures in a row; none: not at all. */
export function backOffMs(failures: number): number {
  return BACK_OFF_MS[Math.min(failures, BACK_OFF_MS.length - 1)] ?? 0;
}

/** The pace of a page that reads every `everyMs`, and less often while that fails. */
export function steady(everyMs: number): (value: unknown, failures: number) => number {
  return (_, failures) => Math.max(everyMs, backOffMs(failures));
}
