import { Composer, Parser, type CST, type Document } from 'yaml';
import { MAX_DEPTH, type TextProblem } from './text-problem.ts';

/**
 * Parses one YAML 1.2 (core schema) document. Never throws: what is nested too deep is found
 * before anything walks it.
 */
export function parseYaml(text: string): { document: Document.Parsed } | { problems: TextProblem[] } {
  const tokens = [...new Parser().parse(text)];
  const tooDeep = deeperThan(tokens, MAX_DEPTH);
  if (tooDeep !== null) return { problems: [{ offset: tooDeep, message: `is nested more than ${MAX_DEPTH} deep` }] };

  const composer = new Composer({ version: '1.2', schema: 'core', uniqueKeys: false });
  const [document, second] = withoutStacks(() => [...composer.compose(tokens, true, text.length)]);
  if (document === undefined) return { problems: [{ offset: 0, message: 'is empty' }] };
  const problems = document.errors.map((error) => ({ offset: error.pos[0], message: firstLine(error.message) }));
  if (second !== undefined) {
    problems.push({ offset: second.range[0], message: 'a policy is one document: nothing may follow a line of ---' });
  }
  return problems.length > 0 ? { problems } : { document };
}

/**
 * A text that is all mistakes makes thousands of errors. Where in the parser each was made nobody reads, and noting it takes
 * most of the time, in which nobody else is served.
 */
function withoutStacks<T>(work: () => T): T {
  const usual = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = usual;
  }
}

/** Where the first token is that is nested deeper; walks without recursion, since the text may be anybody's. */
function deeperThan(tokens: readonly CST.Token[], limit: number): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (depth > limit) return token.offset;
    if (token.type === 'document' && token.value !== undefined) open.push({ token: token.value, depth });
    if (!('items' in token)) continue;
    for (const { key, value } of token.items) {
      if (key !== undefined && key !== null) open.push({ token: key, depth: depth + 1 });
      if (value !== undefined) open.push({ token: value, depth: depth + 1 });
    }
  }
  return null;
}

function firstLine(message: string): string {
  return (message.split('\n')[0] ?? message).replace(/ at line \d+, column \d+:?$/, '');
}
