import { BatonError, OutcomeUnknown } from '../errors.ts';
import { recordBatch, type CrmRecord } from './answers.ts';
import { BATCH_SIZE, chunksOf } from './chunks.ts';
import { errorOfInput, maySucceedInParts, type RefusalBody } from './refusals.ts';
import type { Transport } from './transport.ts';
import { apiPath } from './versions.ts';

/** How one input of a batch ended. `id` is HubSpot's id of the record written. */
export type WriteResult = { ok: true; id: string } | { ok: false; error: BatonError };

export interface BatchInput {
  /** Unique in the batch; HubSpot gives it back with the result or the error. */
  traceId: string;
  /** As HubSpot wants the input, without the trace id. */
  input: { id?: string; properties: Readonly<Record<string, string>>; associations?: readonly unknown[] };
}

/**
 * Writes up to any number of records in batches of 100 and answers for each input. One bad input never fails its
 * neighbours: HubSpot says per input what was wrong (207), and a batch it refuses as a whole is halved until the bad one
 * stands alone. Only errors that are no answer of HubSpot's (our own store, a bug) are thrown.
 */
export async function writeBatches(
  transport: Transport,
  options: {
    type: 'contacts' | 'tasks';
    action: 'update' | 'create';
    inputs: readonly BatchInput[];
    /** Which input made this record, if it came back without a trace id. */
    recognise?(record: CrmRecord): string | undefined;
  },
): Promise<Map<string, WriteResult>> {
  const { type, action, recognise } = options;

  async function write(inputs: readonly BatchInput[]): Promise<[string, WriteResult][]> {
    try {
      const answer = await transport.send({
        operation: `${type}.batch_${action}`,
        method: 'POST',
        path: apiPath('objects', `/${type}/batch/${action}`),
        body: { inputs: inputs.map(({ traceId, input }) => ({ ...input, objectWriteTraceId: traceId })) },
        effect: action,
        batch: true,
        answer: recordBatch,
      });
      return await settle(inputs, answer.results, answer.errors);
    } catch (error) {
      if (!(error instanceof BatonError)) throw error;
      if (inputs.length > 1 && maySucceedInParts(error)) return inHalves(inputs);
      return inputs.map(({ traceId }) => [traceId, { ok: false, error }]);
    }
  }

  async function inHalves(inputs: readonly BatchInput[]): Promise<[string, WriteResult][]> {
    const middle = Math.ceil(inputs.length / 2);
    return [...(await write(inputs.slice(0, middle))), ...(await write(inputs.slice(middle)))];
  }

  async function settle(
    inputs: readonly BatchInput[],
    records: readonly CrmRecord[],
    errors: readonly RefusalBody[],
  ): Promise<[string, WriteResult][]> {
    const ends = new Map<string, WriteResult>();
    const byRecordId = new Map(
      inputs.flatMap(({ traceId, input }) => (input.id === undefined ? [] : [[input.id, traceId]])),
    );
    for (const record of records) {
      const traceId = record.objectWriteTraceId ?? byRecordId.get(record.id) ?? recognise?.(record);
      if (traceId !== undefined) ends.set(traceId, { ok: true, id: record.id });
    }
    const nameless: RefusalBody[] = [];
    for (const body of errors) {
      const traceIds =
        body.context?.objectWriteTraceId ?? (body.context?.ids ?? []).flatMap((id) => byRecordId.get(id) ?? []);
      if (traceIds.length === 0) nameless.push(body);
      for (const traceId of traceIds) ends.set(traceId, { ok: false, error: errorOfInput(body, action) });
    }
    const open = inputs.filter(({ traceId }) => !ends.has(traceId));
    const [only] = open;
    const [reason] = nameless;
    const stray = records.find((record) => ![...ends.values()].some((end) => end.ok && end.id === record.id));
    if (open.length === 1 && only !== undefined) {
      // One input and one answer are left: they belong together, even where HubSpot did not say so.
      if (stray !== undefined) ends.set(only.traceId, { ok: true, id: stray.id });
      else if (reason !== undefined) ends.set(only.traceId, { ok: false, error: errorOfInput(reason, action) });
      else ends.set(only.traceId, { ok: false, error: unsaid() });
    } else if (open.length > 1 && action === 'update') {
      for (const [traceId, end] of await inHalves(open)) ends.set(traceId, end);
    } else {
      for (const { traceId } of open) ends.set(traceId, { ok: false, error: unsaid() });
    }
    return [...ends];
  }

  const ends: [string, WriteResult][] = [];
  for (const chunk of chunksOf(options.inputs, BATCH_SIZE)) ends.push(...(await write(chunk)));
  return new Map(ends);
}

function unsaid(): OutcomeUnknown {
  return new OutcomeUnknown('HubSpot did not say what became of this write.');
}
