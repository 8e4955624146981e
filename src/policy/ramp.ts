import type { Ramp } from './pool-schema.ts';

const DAY_MS = 86_400_000;
const DAYS_PER_WEEK = 7;
const WHOLE = 100;

/**
 * Percent of the weight that a ramp leaves on a day (days since 1 January 1970): none before it begins, then whole percents
 * that grow evenly from day to day, rounded down, and all of it from the day on which its weeks are over.
 */
export function rampPercent({ from, weeks, startPercent }: Ramp, day: number): number {
  const begun = day - Date.parse(from) / DAY_MS;
  const length = weeks * DAYS_PER_WEEK;
  if (begun < 0) return 0;
  if (begun >= length) return WHOLE;
  return startPercent + Math.floor(((WHOLE - startPercent) * begun) / length);
}

/**
 * The members' weights on a day, in their order. While a ramp is under way all of them are in hundredths, so that they
 * stay whole numbers and in the same proportion to each other; otherwise they are as the policy has them.
 */
export function weightsOn(members: readonly { weight: number; ramp?: Ramp | undefined }[], day: number): number[] {
  const percents = members.map(({ ramp }) => (ramp === undefined ? WHOLE : rampPercent(ramp, day)));
  const unit = percents.some((percent) => percent > 0 && percent < WHOLE) ? WHOLE : 1;
  return members.map(({ weight }, place) => (weight * (percents[place] ?? WHOLE) * unit) / WHOLE);
}
