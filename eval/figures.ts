/** One message: what people say that it is, what was found and how sure that was. */
export interface Judged {
  id: string;
  said: string;
  found: string;
  /** 0-1. */
  confidence: number;
  text: string;
}

export interface LabelFigures {
  label: string;
  /** How many messages have it. */
  count: number;
  precision: number;
  recall: number;
  f1: number;
}

/** Precision, recall and F1 of each label, in the order given. A label that is neither said nor found has 0. */
export function perLabel(judged: readonly Pick<Judged, 'said' | 'found'>[], labels: readonly string[]): LabelFigures[] {
  return labels.map((label) => {
    const pairs = judged.map(({ said, found }) => [said === label, found === label] as const);
    return { label, count: pairs.filter(([said]) => said).length, ...f1Of(pairs) };
  });
}

/** Of pairs [is it so, was it said]. */
export function f1Of(
  pairs: readonly (readonly [boolean, boolean])[],
): Pick<LabelFigures, 'precision' | 'recall' | 'f1'> {
  const count = (so: boolean, said: boolean) => pairs.filter((pair) => pair[0] === so && pair[1] === said).length;
  const [right, tooMuch, missed] = [count(true, true), count(false, true), count(true, false)];
  return {
    precision: share(right, right + tooMuch),
    recall: share(right, right + missed),
    f1: share(2 * right, 2 * right + tooMuch + missed),
  };
}

/** The mean F1 of all labels, each counting the same however rare it is. */
export function macroF1(judged: readonly Pick<Judged, 'said' | 'found'>[], labels: readonly string[]): number {
  return perLabel(judged, labels).reduce((sum, { f1 }) => sum + f1, 0) / labels.length;
}

export function accuracy(judged: readonly Pick<Judged, 'said' | 'found'>[]): number {
  return share(judged.filter(({ said, found }) => said === found).length, judged.length);
}

/** How often each label was found for each that was said; pairs that agree are left out, the most frequent first. */
export function confusions(judged: readonly Judged[]): { said: string; found: string; count: number }[] {
  const counts = new Map<string, { said: string; found: string; count: number }>();
  for (const { said, found } of judged) {
    if (said === found) continue;
    const known = counts.get(`${said}>${found}`);
    counts.set(`${said}>${found}`, { said, found, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].toSorted((a, b) => b.count - a.count);
}

/** How often an answer is right by how sure it was, in four steps; a well calibrated one is right as often as it is sure. */
export function calibration(judged: readonly Judged[]): { sure: string; count: number; right: number }[] {
  return [0, 0.25, 0.5, 0.75].map((from) => {
    const within = judged.filter(({ confidence }) => confidence >= from && (confidence < from + 0.25 || from === 0.75));
    return { sure: `${from} to ${from + 0.25}`, count: within.length, right: accuracy(within) };
  });
}

/** What was wrong although it was sure, the surest first. */
export function worstMistakes(judged: readonly Judged[], most: number): Judged[] {
  return judged
    .filter(({ said, found }) => said !== found)
    .toSorted((a, b) => b.confidence - a.confidence)
    .slice(0, most);
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
