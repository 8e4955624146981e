import type { PlacedNode } from './place-tree.ts';
import type { TextProblem } from './text-problem.ts';
import { MAX_DEPTH } from './text-problem.ts';

const BLANK = /[\t\n\r ]*/y;
const STRING = /"(?:[^"\\\p{Cc}]|\\.)*"/uy;
const SCALAR = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/y;

/** What stops the reading; nothing after it can be made out. */
class Unreadable extends Error {
  readonly problem: TextProblem;
  constructor(problem: TextProblem) {
    super(problem.message);
    this.problem = problem;
  }
}

/**
 * Reads JSON with the place of each part, several times as fast as the YAML parser would. Never throws; a key that is there
 * twice is a problem.
 */
export function readJson(text: string): { value: unknown; placed: PlacedNode } | { problems: TextProblem[] } {
  const reader = new JsonReader(text);
  try {
    const read = reader.value(null, 0);
    reader.end();
    return reader.problems.length > 0 ? { problems: reader.problems } : read;
  } catch (error) {
    if (error instanceof Unreadable) return { problems: [...reader.problems, error.problem] };
    throw error;
  }
}

class JsonReader {
  readonly problems: TextProblem[] = [];
  private readonly text: string;
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  value(keyOffset: number | null, depth: number): { value: unknown; placed: PlacedNode } {
    this.skip(BLANK);
    const offset = this.at;
    if (depth > MAX_DEPTH) throw new Unreadable({ offset, message: `is nested more than ${MAX_DEPTH} deep` });
    if (this.text[offset] === '{') return this.object({ offset, keyOffset }, depth);
    if (this.text[offset] === '[') return this.list({ offset, keyOffset }, depth);
    const word = this.text[offset] === '"' ? this.string() : this.skip(SCALAR);
    if (word === '') throw this.unexpected();
    return { value: JSON.parse(word), placed: { offset, keyOffset, children: null } };
  }

  end(): void {
    this.skip(BLANK);
    if (this.at < this.text.length) throw this.unexpected();
  }

  private object(at: { offset: number; keyOffset: number | null }, depth: number) {
    const entries: [string, unknown][] = [];
    const children = new Map<string, PlacedNode>();
    this.items('}', () => {
      const offset = this.at;
      const key: unknown = JSON.parse(this.string());
      if (typeof key !== 'string') throw this.unexpected();
      this.expect(':');
      if (children.has(key)) this.problems.push({ offset, message: `"${key}" is here twice` });
      const { value, placed } = this.value(offset, depth + 1);
      entries.push([key, value]);
      children.set(key, placed);
    });
    return { value: Object.fromEntries(entries), placed: { ...at, children } };
  }

  private list(at: { offset: number; keyOffset: number | null }, depth: number) {
    const values: unknown[] = [];
    const children: PlacedNode[] = [];
    this.items(']', () => {
      const { value, placed } = this.value(null, depth + 1);
      values.push(value);
      children.push(placed);
    });
    return { value: values, placed: { ...at, children } };
  }

  /** Reads what stands between brackets, the first of which is next. */
  private items(close: string, readOne: () => void): void {
    this.at += 1;
    this.skip(BLANK);
    if (this.text[this.at] === close) {
      this.at += 1;
      return;
    }
    for (;;) {
      readOne();
      this.skip(BLANK);
      const next = this.text[this.at];
      if (next !== ',' && next !== close) throw this.unexpected();
      this.at += 1;
      if (next === close) return;
      this.skip(BLANK);
    }
  }

  /** The string that is next, in its quotes. */
  private string(): string {
    const { at } = this;
    const word = this.skip(STRING);
    if (word === '') throw this.unexpected();
    if (!word.includes('\\') || isJsonString(word)) return word;
    throw new Unreadable({ offset: at, message: 'has an escape that JSON does not know' });
  }

  private expect(sign: string): void {
    this.skip(BLANK);
    if (this.text[this.at] !== sign) throw this.unexpected();
    this.at += 1;
  }

  private skip(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? '';
    this.at += found.length;
    return found;
  }

  private unexpected(): Unreadable {
    const sign = this.text[this.at];
    const message = sign === undefined ? 'ends too early' : `has ${JSON.stringify(sign)} where JSON allows none`;
    return new Unreadable({ offset: this.at, message });
  }
}

function isJsonString(word: string): boolean {
  try {
    return typeof JSON.parse(word) === 'string';
  } catch {
    return false;
  }
}
