import { SpanStatusCode, trace, type Attributes } from '@opentelemetry/api';
import { codeOf } from './errors.ts';
import { traceField } from './trace.ts';

/** Does nothing until OpenTelemetry's SDK is started (start/telemetry.ts). */
const tracer = trace.getTracer('baton');

/**
 * A span around `work`, with the traces of the leads that are being worked on. Attributes are names, numbers and ids, never
 * a value of a contact; an error is named by its code. `work` may add attributes that it learns on its way.
 */
export function inSpan<T>(
  name: string,
  attributes: Attributes,
  work: (add: (learned: Attributes) => void) => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(name, async (span) => {
    if (!span.isRecording()) return work(() => {});
    const { trace: traces } = traceField();
    span.setAttributes({ ...attributes, ...(traces !== undefined && { 'baton.trace': [traces].flat() }) });
    try {
      return await work((learned) => void span.setAttributes(learned));
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR, message: codeOf(error) });
      throw error;
    } finally {
      span.end();
    }
  });
}
