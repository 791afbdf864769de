import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { Measure, Measures } from './measures.ts';

/** Plain values that name things of ours: ids, counts, states. Never a detail, never a person. */
export type Fields = Readonly<Record<string, string | number | boolean | undefined>>;

export type Log = {
  info(message: string, fields?: Fields): void;
  warn(message: string, fields?: Fields): void;
  /** The error's class and message are written, and those of its causes; never what it carries. */
  error(message: string, error: unknown, fields?: Fields): void;
  /** Every line until the next call carries this id; `undefined` ends it. */
  correlate(correlationId: string | undefined): void;
};

/** By what a value is told apart, e.g. `{ outcome: 'completed' }`. */
export type Dimensions = Readonly<Record<string, string | undefined>>;

/** Published as CloudWatch metrics in the log (EMF), at the end of an invocation at the latest. */
export type Meter<Name extends string = string> = {
  /** One more, or so many. */
  count(name: Name, by?: number, of?: Dimensions): void;
  /** How many there are now, or how long it took, in the measure's unit. */
  gauge(name: Name, value: number, of?: Dimensions): void;
  publish(): void;
};

/** Structured lines in the function's log. The service's name comes from POWERTOOLS_SERVICE_NAME. */
export function functionLog(): Log {
  const logger = new Logger();
  return {
    info: (message, fields = {}) => logger.info(message, { ...fields }),
    warn: (message, fields = {}) => logger.warn(message, { ...fields }),
    error: (message, error, fields = {}) => logger.error(message, { ...fields, ...nameOf(error) }),
    correlate(correlationId) {
      if (correlationId === undefined) logger.removeKeys(['correlationId']);
      else logger.appendKeys({ correlationId });
    },
  };
}

/** Namespace and service come from POWERTOOLS_METRICS_NAMESPACE and POWERTOOLS_SERVICE_NAME. */
export function functionMeter<const M extends Measures>(measures: M): Meter<keyof M & string> {
  const known = new Map(Object.entries<Measure>(measures));
  const metrics = new Metrics();
  const add = (name: string, value: number, of: Dimensions = {}) => {
    const measure = known.get(name);
    if (measure === undefined) throw new Error(`Nobody declared that ${name} is measured`);
    for (const dimensions of measure.by) {
      if (dimensions.length === 0) metrics.addMetric(name, measure.unit, value);
      else addOf(metrics, { name, unit: measure.unit, value }, pick(of, dimensions));
    }
  };
  return {
    count: (name, by = 1, of) => add(name, by, of),
    gauge: (name, value, of) => add(name, value, of),
    publish() {
      // Powertools warns when there is nothing to publish; an invocation that counted nothing is no fault.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
}

/** Nothing where one of them is not known: a metric with fewer dimensions would be another one. */
function pick(of: Dimensions, names: readonly string[]): Record<string, string> | undefined {
  const picked: Record<string, string> = {};
  for (const name of names) {
    const value = of[name];
    if (value === undefined) return undefined;
    picked[name] = value;
  }
  return picked;
}

/** Written at once, in a line of its own: all values of one line have the same dimensions. */
function addOf(
  metrics: Metrics,
  { name, unit, value }: { name: string; unit: Measure['unit']; value: number },
  dimensions: Record<string, string> | undefined,
): void {
  if (dimensions === undefined) return;
  const single = metrics.singleMetric();
  single.addDimensions(dimensions);
  single.addMetric(name, unit, value);
}

/** Not the error itself: SDK errors carry whole answers, and those name people. */
export function nameOf(error: unknown): { error: string; because: string; cause?: string } {
  if (!(error instanceof Error))
    return { error: typeof error, because: 'something that is no Error was thrown' };
  return {
    error: error.name,
    because: error.message,
    ...(error.cause instanceof Error ? { cause: `${error.cause.name}: ${error.cause.message}` } : {}),
  };
}
