/** HubSpot takes at most so many inputs in a batch call on objects ... */
export const BATCH_SIZE = 100;
/** ... half as many when the history of a property is asked for ... */
export const HISTORY_BATCH_SIZE = 50;
/** ... and more in a read of associations. */
export const ASSOCIATION_BATCH_SIZE = 1_000;

export function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let start = 0; start < items.length; start += size) chunks.push(items.slice(start, start + size));
  return chunks;
}
