import type { RequestsAnswer } from '../../control-api.ts';

type SeenRequest = RequestsAnswer['requests'][number];

/** Calls that people may want to read about, by method and a part of the path. */
const SENTENCES: readonly [method: string, path: RegExp, sentence: (inputs: number) => string][] = [
  [
    'POST',
    /\/contacts\/.*batch\/update|\/contacts\/batch\/update/,
    (inputs) => `Baton wrote to ${records(inputs, 'contact')}`,
  ],
  ['POST', /\/contacts\/batch\/read/, (inputs) => `Baton read ${records(inputs, 'contact')}`],
  ['PATCH', /\/contacts\//, () => 'Baton wrote to a contact'],
  ['POST', /\/tasks\/batch\/create/, (inputs) => `Baton made ${records(inputs, 'task')}`],
  ['POST', /\/tasks\/batch\/update/, (inputs) => `Baton changed ${records(inputs, 'task')}`],
  ['POST', /\/tasks\/search/, () => 'Baton looked for its tasks'],
  ['POST', /\/tasks$/, () => 'Baton made a task'],
  ['POST', /\/companies\/batch\/read/, (inputs) => `Baton read ${records(inputs, 'company')}`],
  ['POST', /\/associations\//, () => 'Baton asked what belongs together'],
  ['GET', /\/owners\//, () => 'Baton read the owners'],
  ['GET', /\/objects\/.*\/users/, () => 'Baton asked who is available'],
  ['GET', /\/settings\/users\/.*\/teams/, () => 'Baton read the teams'],
  ['GET', /\/settings\/users\//, () => 'Baton read the users'],
  ['POST', /\/properties\//, () => 'Baton looked after its properties'],
  ['POST', /\/oauth\/.*token/, () => 'Baton got a token'],
];

/** One call of the app as a sentence, with what came of it. */
export function sentenceOf({ method, path, status, body, tookMs }: SeenRequest): string {
  const found = SENTENCES.find(([one, part]) => one === method && part.test(path));
  const text = found === undefined ? `${method} ${path}` : found[2](inputsIn(body));
  if (status === 0) return `${text}: the connection was cut`;
  return status >= 400 ? `${text}: refused with ${status}` : `${text} (${tookMs} ms)`;
}

function inputsIn(body: unknown): number {
  const holdsInputs = typeof body === 'object' && body !== null && 'inputs' in body && Array.isArray(body.inputs);
  return holdsInputs ? Number(Object(body).inputs.length) : 1;
}

function records(count: number, what: string): string {
  const plural = what.endsWith('y') ? `${what.slice(0, -1)}ies` : `${what}s`;
  return count === 1 ? `a ${what}` : `${count} ${plural}`;
}
