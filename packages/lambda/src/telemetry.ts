import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics';

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

/** Counts, published as CloudWatch metrics in the log (EMF) at the end of an invocation. */
export type Meter = {
  count(name: string, by?: number): void;
  /** The same with dimensions beside the service: a metric of its own for each of their values, so use few. */
  countOf(dimensions: Readonly<Record<string, string>>, name: string, by?: number): void;
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
export function functionMeter(): Meter {
  const metrics = new Metrics();
  return {
    count: (name, by = 1) => metrics.addMetric(name, MetricUnit.Count, by),
    countOf(dimensions, name, by = 1) {
      // Written at once: all counts of one line have the same dimensions.
      const single = metrics.singleMetric();
      single.addDimensions({ ...dimensions });
      single.addMetric(name, MetricUnit.Count, by);
    },
    publish() {
      // Powertools warns when there is nothing to publish; an invocation that counted nothing is no fault.
      if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
    },
  };
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
