import { randomUUID } from 'node:crypto';
import { AwsFault } from '../kernel.ts';
import type { WireCall } from './codec.ts';
import { queryErrorHeader } from './query-compatible.ts';
import {
  encodable,
  isPlain,
  UnreadableBody,
  type WireAnswer,
  type WireRequest,
  withoutNulls,
} from './wire.ts';

/** AWS JSON 1.0 and 1.1: `POST /` with `X-Amz-Target: <target>.<operation>`. */
export function jsonCall(request: WireRequest): WireCall | undefined {
  const header = request.headers['x-amz-target'];
  if (header === undefined) return undefined;
  const dot = header.lastIndexOf('.');
  // The version that the client chose comes back; 1.1 is what a client without a content type gets.
  const contentType = request.headers['content-type']?.startsWith('application/x-amz-json-1.0')
    ? 'application/x-amz-json-1.0'
    : 'application/x-amz-json-1.1';
  return {
    target: header.slice(0, Math.max(dot, 0)),
    operation: header.slice(dot + 1),
    input: () => readJson(request.body),
    answer: (output, requestId) => jsonAnswer(200, contentType, requestId, output),
    refuse: (fault, requestId) => ({
      ...jsonAnswer(fault.status, contentType, requestId, {
        __type: fault.code,
        message: fault.message,
        ...fault.fields,
      }),
      headers: {
        ...jsonAnswer(fault.status, contentType, requestId, undefined).headers,
        'x-amzn-errortype': fault.code,
        ...queryErrorHeader(request, fault),
      },
    }),
  };
}

function jsonAnswer(status: number, contentType: string, requestId: string, output: unknown): WireAnswer {
  return {
    status,
    headers: { 'content-type': contentType, 'x-amzn-requestid': requestId },
    body: JSON.stringify(encodable(output ?? {}, (date) => date.getTime() / 1000)),
  };
}

function readJson(body: Buffer): unknown {
  if (body.length === 0) return {};
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (isPlain(value)) return withoutNulls(value);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError || error instanceof UnreadableBody)) {
      throw error;
    }
  }
  throw new AwsFault('SerializationException', 'The request body is not a readable JSON structure');
}

/** A refusal to a request of which not even the protocol is known. */
export function jsonRefusal(fault: AwsFault, requestId: string = randomUUID()): WireAnswer {
  const answer = jsonAnswer(fault.status, 'application/x-amz-json-1.1', requestId, {
    __type: fault.code,
    message: fault.message,
  });
  return { ...answer, headers: { ...answer.headers, 'x-amzn-errortype': fault.code } };
}
