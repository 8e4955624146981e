/** What became of the leads of one arm. */
export interface ArmFigures {
  leads: number;
  /** Somebody said, or showed by hand, that the owner was the wrong one. */
  wrongOwner: number;
  /** Waiting because nobody could take them. */
  held: number;
  /** HubSpot refused a write. */
  refused: number;
}

export type Trouble = Exclude<keyof ArmFigures, 'leads'>;

/** From this share on a trouble stops a canary; less is what happens anyhow. */
export const BOUNDS: Readonly<Record<Trouble, number>> = { wrongOwner: 0.1, held: 0.2, refused: 0.1 };

/** Fewer troubles than these are no pattern. */
const FEWEST = 3;
/** 95 of 100. */
const Z = 1.96;

/** Between these the true share lies, 95 times of 100 (Wilson); of nothing: anywhere. */
export function shareInterval(count: number, of: number): { low: number; high: number } {
  if (of === 0) return { low: 0, high: 1 };
  const share = count / of;
  const middle = share + (Z * Z) / (2 * of);
  const spread = Z * Math.sqrt((share * (1 - share)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  return { low: Math.max(0, (middle - spread) / whole), high: Math.min(1, (middle + spread) / whole) };
}

/** Which leads follow a draft: those of these countries (ISO 3166 alpha-2) or, where none are named, a share of all. */
export interface CanaryShare {
  /** Of 100. */
  percent: number;
  countries: readonly string[];
}

/** Does this lead follow the draft? `arm` is the lead's stable number from 0 to 99; `country` null: not known. */
export function follows({ arm, country }: { arm: number; country: string | null }, share: CanaryShare): boolean {
  if (share.countries.length > 0) return country !== null && share.countries.includes(country);
  return arm < share.percent;
}

/**
 * What speaks for ending a canary now: a trouble whose share is certainly above its bound, and certainly above that of the
 * other leads. null: nothing does. Pure.
 */
export function troubleOf(canary: ArmFigures, others: ArmFigures): Trouble | null {
  const troubles: readonly Trouble[] = ['wrongOwner', 'held', 'refused'];
  return (
    troubles.find((trouble) => {
      const { low } = shareInterval(canary[trouble], canary.leads);
      const usual = others.leads === 0 ? 0 : others[trouble] / others.leads;
      return canary[trouble] >= FEWEST && low > BOUNDS[trouble] && low > usual;
    }) ?? null
  );
}
