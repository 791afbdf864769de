import * as z from 'zod';

/** Time comes in. Wall time on the server, virtual time in a simulation. All times are epoch milliseconds. */
export type Clock = {
  now(): number;
  /** Runs once at `at` (or as soon as possible after it). */
  at(at: number, run: () => void): Cancel;
};
export type Cancel = () => void;

/** Who calls, and in which corner of the cloud: accounts and regions are kept apart. */
export type CallContext = {
  accountId: string;
  region: string;
  /** Access key id, the function's name from the user agent, or `anonymous`: for the ledger and for `userIdentity`. */
  caller: string;
  requestId: string;
};

/** An error that AWS would answer: its code, its HTTP status, its message. */
export class AwsFault extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: Record<string, unknown>;
  constructor(code: string, message: string, status = 400, fields: Record<string, unknown> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

/** One operation of an API. Input has been decoded from the wire, not yet validated; Dates in the answer are encoded by the protocol. */
export type Operation = (input: unknown, context: CallContext) => unknown;

/** One AWS API as the server mounts it. */
export type AwsApi = {
  /** As in the ledger and in faults: `WorkSpaces`, `Scheduler`, `CloudWatch`, `ResourceGroupsTaggingAPI`. */
  name: string;
  /** Prefix of `X-Amz-Target` and service name of the RPC v2 CBOR path, e.g. `WorkspacesService`. Absent for REST APIs. */
  target?: string;
  operations: ReadonlyMap<string, Operation>;
  /** Present when older clients speak AWS Query (form fields in, XML out) to this API. */
  query?: QueryDialect;
};

/** What the AWS Query codec must know of an API. Shapes come from the operations' own input schemas. */
export type QueryDialect = {
  /** `Version` of the form, e.g. `2010-08-01`. */
  version: string;
  /** XML namespace of the answers. */
  namespace: string;
  inputOf(operation: string): z.ZodType | undefined;
  /** Members of answers that are maps: XML writes them as entries. */
  maps: ReadonlySet<string>;
};

/** One AWS event before EventBridge puts its envelope around it. */
export type AwsEvent = {
  source: string;
  detailType: string;
  time: number;
  resources?: string[];
  detail: unknown;
};
/** Where AWS's own events go: the default bus of the base emulator, or a simulation. Never throws into the caller. */
export type EventSink = { emit(event: AwsEvent, context: { accountId: string; region: string }): void };

/** What CloudWatch takes from the services that measure something. */
export type MetricDatum = {
  namespace: string;
  name: string;
  dimensions: Record<string, string>;
  /** epoch ms; the datapoint covers the time from here on. */
  timestamp: number;
  value: number;
  unit?: string;
};
export type MetricSink = { put(datum: MetricDatum, context: { accountId: string; region: string }): void };

/** Metrics that nobody puts: their values are worked out when somebody asks, and cost nothing until then. */
export type DerivedMetrics = {
  /** Whether there are values of this name at any time. */
  derives(namespace: string, name: string): boolean;
  /** Those that there are, as far as the name says; the caller looks at the dimensions again. */
  list(
    wanted: {
      namespace?: string | undefined;
      name?: string | undefined;
      dimensions?: readonly { name: string; value?: string | undefined }[] | undefined;
    },
    context: { accountId: string; region: string },
  ): Iterable<Pick<MetricDatum, 'namespace' | 'name' | 'dimensions'>>;
  /** Values from `from` on and before `to` (epoch ms), oldest first. */
  read(
    metric: { namespace: string; name: string; dimensions: Readonly<Record<string, string>> },
    from: number,
    to: number,
    context: { accountId: string; region: string },
  ):
    | { unit: string; values: { at: number; sum: number; count: number; min: number; max: number }[] }
    | undefined;
  /** Of the resource that a metric is about, whether it is put or worked out; of what is no resource there are none. */
  tagsOf(
    metric: { namespace: string; name: string; dimensions: Readonly<Record<string, string>> },
    context: { accountId: string; region: string },
  ): Readonly<Record<string, string>>;
};

/** Delivery to the targets of a schedule: an event bus, a function, a queue. Rejects when the target refused. */
export type TargetInvoker = {
  putEvent(busArn: string, event: { source: string; detailType: string; detail: string }): Promise<void>;
  invokeFunction(functionArn: string, payload: string): Promise<void>;
  sendMessage(queueArn: string, body: string, options?: MessageOptions): Promise<void>;
};
export type MessageOptions = {
  /** For FIFO queues. */
  groupId?: string;
  /** String attributes, as Scheduler puts them on what it gives up on. */
  attributes?: Record<string, string>;
};

/** A timestamp from any protocol: epoch seconds (JSON), ISO text (query, REST), a Date (CBOR). Becomes epoch ms. */
export const wireTimestamp = z.union([z.number(), z.string(), z.date()]).transform((value, context) => {
  const ms =
    value instanceof Date ? value.getTime() : typeof value === 'number' ? value * 1000 : Date.parse(value);
  if (Number.isFinite(ms)) return ms;
  context.addIssue({ code: 'custom', message: 'is not a timestamp' });
  return z.NEVER;
});
