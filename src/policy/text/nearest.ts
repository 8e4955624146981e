/**
 * The candidate that somebody most likely meant by a word that is none of them; null: nothing is near enough. Case, blanks and
 * signs count little, and a word may be off by a third of its letters.
 */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = bare(word);
  if (wanted === '') return null;
  let best: string | null = null;
  let bestDistance = Math.max(1, Math.floor(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    if (candidate === word) continue;
    const distance = editDistance(wanted, bare(candidate), bestDistance + 1);
    // Of equally near words the one of the same length: letters are swapped more often than left out.
    const isBetter = best !== null && best.length !== word.length && candidate.length === word.length;
    if (distance < bestDistance || (isBetter && distance === bestDistance))
      [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; `limit` where there are at least so many. */
export function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (same ? 0 : 1));
      if (a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (before[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    if (Math.min(...row) >= limit) return limit;
    [before, last] = [last, row];
  }
  return Math.min(limit, last[b.length] ?? limit);
}

function bare(word: string): string {
  return word
    .slice(0, 120)
    .toLowerCase()
    .replace(/[\s_-]+/gu, '');
}
