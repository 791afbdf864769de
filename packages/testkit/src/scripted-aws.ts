import { Readable } from 'node:stream';

/** One call as it left the SDK client: after its serializer, so a field that AWS does not know is not here either. */
export type AwsCall = {
  /** The operation's name; for a REST API the method and path, e.g. `POST /schedules/a-name`. */
  operation: string;
  /** The body, parsed from JSON. Timestamps are epoch seconds. */
  input: unknown;
};

/** What AWS would answer instead of a result. */
export class AwsRefusal extends Error {
  readonly code: string;
  readonly status: number;
  /** What the error's shape has besides a message. */
  readonly fields: Readonly<Record<string, unknown>>;
  constructor(code: string, message = code, status = 400, fields: Readonly<Record<string, unknown>> = {}) {
    super(message);
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

type Request = { method: string; path: string; headers: Record<string, string>; body?: unknown };

/**
 * A wire that ends in a function: give `config` to a real SDK client, and its serializers, retries and error classes
 * all work, without a network. For what an emulator can't be made to do on demand.
 * @param answer what AWS says to each call; throws {@link AwsRefusal} for an error, never resolves for a hang.
 */
export function scriptedAws(answer: (call: AwsCall) => unknown) {
  const calls: AwsCall[] = [];
  const handle = async (request: Request) => {
    const operation =
      request.headers['x-amz-target']?.split('.').pop() ?? `${request.method} ${request.path}`;
    const call = { operation, input: bodyOf(request.body) };
    calls.push(call);
    try {
      return { response: reply(200, (await answer(call)) ?? {}) };
    } catch (error) {
      if (!(error instanceof AwsRefusal)) throw error;
      return {
        response: reply(
          error.status,
          { __type: error.code, message: error.message, Message: error.message, ...error.fields },
          error.code,
        ),
      };
    }
  };
  return {
    calls,
    config: {
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: { handle },
    },
  };
}

const reply = (statusCode: number, body: unknown, errorType?: string) => ({
  statusCode,
  headers: {
    'content-type': 'application/x-amz-json-1.1',
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  },
  body: Readable.from([Buffer.from(JSON.stringify(body))]),
});

function bodyOf(body: unknown): unknown {
  if (typeof body === 'string') return body === '' ? {} : JSON.parse(body);
  if (body instanceof Uint8Array) return JSON.parse(new TextDecoder().decode(body));
  return {};
}
