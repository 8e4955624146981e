import { z } from 'zod';
import type { ApiAnswer, ApiCall } from './api-route.ts';
import { batchAnswer, batchError, type BatchError } from './batch-answer.ts';
import { objectTypeOf } from './object-types.ts';
import { association, readBody, writtenValues } from './read-body.ts';
import { conflict } from './refusal.ts';
import { renderRecord } from './render.ts';
import { checkNewRecord } from './write-record.ts';

const createInput = z.object({
  objectWriteTraceId: z.string().optional(),
  properties: writtenValues,
  associations: z.array(association).default([]),
});
const createRequest = z.object({
  inputs: z.array(createInput).max(100, 'The maximum number of inputs supported in a batch request is 100'),
});
type CreateInput = z.output<typeof createInput>;

/**
 * Creates up to 100 records. With a trace id on every input a bad one is reported in a 207; without, the first bad one
 * fails the whole batch and nothing is created.
 */
export function batchCreate(call: ApiCall): ApiAnswer {
  const { inputs } = readBody(createRequest, call.body);
  const everyTraced = inputs.every((input) => input.objectWriteTraceId !== undefined);
  if (!everyTraced) checkAll(call, inputs);

  const { quirks } = call.world;
  const results: unknown[] = [];
  const errors: BatchError[] = [];
  for (const input of inputs) {
    const { objectWriteTraceId: trace, properties } = input;
    try {
      const record = prepare(call, input).create();
      const body = renderRecord(call.portal, record, quirks, { properties: Object.keys(properties) });
      const echo = trace !== undefined && quirks.batchCreateEchoesTraceId ? { objectWriteTraceId: trace } : {};
      results.push({ ...body, ...echo });
    } catch (error) {
      errors.push(batchError(error, trace === undefined ? {} : { objectWriteTraceId: [trace] }));
    }
  }
  return batchAnswer({ okStatus: 201, startedAtMs: call.atMs, results, errors });
}

function checkAll(call: ApiCall, inputs: readonly CreateInput[]): void {
  const emails = new Set<string>();
  for (const input of inputs) {
    prepare(call, input);
    const email = input.properties['email']?.toLowerCase();
    if (email === undefined || objectTypeOf(call.params['objectType']) !== 'contacts') continue;
    if (emails.has(email)) throw conflict('Contact already exists: the batch holds this e-mail address twice.');
    emails.add(email);
  }
}

function prepare(call: ApiCall, { properties, associations }: CreateInput) {
  return checkNewRecord(call, { type: objectTypeOf(call.params['objectType']), values: properties, associations });
}
