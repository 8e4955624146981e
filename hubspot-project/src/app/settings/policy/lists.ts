/** The list with another item at a place. */
export function replaced<T>(items: readonly T[], at: number, item: T): T[] {
  return items.map((one, place) => (place === at ? item : one));
}

/** The list without the item at a place. */
export function without<T>(items: readonly T[], at: number): T[] {
  return items.filter((_, place) => place !== at);
}

/** The list with an item moved by one place; the same list where there is no such place. */
export function moved<T>(items: readonly T[], at: number, by: 1 | -1): T[] {
  const other = items[at + by];
  const item = items[at];
  if (item === undefined || other === undefined) return [...items];
  return replaced(replaced(items, at, other), at + by, item);
}

/** A name that is not taken yet: the wish itself, or with a number behind it. */
export function freeName(wish: string, taken: readonly string[], separator: string): string {
  if (!taken.includes(wish)) return wish;
  for (let number = 2; ; number += 1) {
    const name = `${wish}${separator}${number}`;
    if (!taken.includes(name)) return name;
  }
}
