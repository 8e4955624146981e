/** So many are looked for one by one: making a table of them would cost a decision more than it saves. */
const FEW = 40;

/** Things of which each owner has at most one, found by the owner's id. */
export class ByOwner<T extends { ownerId: string }> {
  readonly #items: readonly T[];
  readonly #belongs: (item: T) => boolean;
  #byId: ReadonlyMap<string, T> | null = null;

  /** `belongs`: which of the items count. */
  constructor(items: readonly T[], belongs: (item: T) => boolean = () => true) {
    this.#items = items;
    this.#belongs = belongs;
  }

  /** undefined: the owner has none. */
  get(ownerId: string): T | undefined {
    const items = this.#items;
    if (items.length <= FEW) {
      for (const item of items) if (item.ownerId === ownerId && this.#belongs(item)) return item;
      return undefined;
    }
    this.#byId ??= new Map(items.filter(this.#belongs).map((item) => [item.ownerId, item]));
    return this.#byId.get(ownerId);
  }
}
