import type { Telemetry } from 'bullmq';

/** The queue's own spans for BullMQ, and how to send what is left. */
export interface StartedTelemetry {
  queue: Telemetry;
  close(): Promise<void>;
}

/**
 * Sends spans to `endpoint` (OTLP over HTTP, path /v1/traces). Its packages are loaded only here, so that nobody pays for
 * them who does not want spans. A collector that is away costs the spans and nothing else.
 */
export async function startTelemetry(endpoint: string): Promise<StartedTelemetry> {
  const [
    { NodeTracerProvider, BatchSpanProcessor },
    { OTLPTraceExporter },
    { resourceFromAttributes },
    { BullMQOtel },
  ] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
    import('bullmq-otel'),
  ]);
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'baton' }),
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: `${endpoint}/v1/traces` }))],
  });
  provider.register();
  return { queue: new BullMQOtel({ tracerName: 'baton' }), close: () => provider.shutdown().catch(() => {}) };
}
