import { Decoder, Encoder } from 'cbor-x';
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

/** smithy-rpc-v2-cbor: `POST /service/<service>/operation/<operation>`. Dates travel as tag 1 (epoch seconds). */
const path = /^\/service\/([^/]+)\/operation\/([^/]+)$/;

// Records and shared structures are extensions of the library that AWS does not speak.
const decoder = new Decoder({ useRecords: false, mapsAsObjects: true });
const encoder = new Encoder({
  useRecords: false,
  mapsAsObjects: true,
  tagUint8Array: false,
  variableMapSize: true,
});

export function cborCall(request: WireRequest): WireCall | undefined {
  const match = path.exec(request.path);
  const [, target, operation] = match ?? [];
  if (target === undefined || operation === undefined) return undefined;
  return {
    target,
    operation,
    input: () => readCbor(request.body),
    answer: (output, requestId) => cborAnswer(200, requestId, output),
    refuse: (fault, requestId) => {
      const answer = cborAnswer(fault.status, requestId, {
        __type: fault.code,
        message: fault.message,
        ...fault.fields,
      });
      return { ...answer, headers: { ...answer.headers, ...queryErrorHeader(request, fault) } };
    },
  };
}

function cborAnswer(status: number, requestId: string, output: unknown): WireAnswer {
  return {
    status,
    headers: {
      'content-type': 'application/cbor',
      'smithy-protocol': 'rpc-v2-cbor',
      'x-amzn-requestid': requestId,
    },
    body: encoder.encode(encodable(output ?? {}, (date) => date)),
  };
}

function readCbor(body: Buffer): unknown {
  if (body.length === 0) return {};
  const unreadable = (): AwsFault =>
    new AwsFault('SerializationException', 'The request body is not a readable CBOR structure');
  if (!isWellFormed(body)) throw unreadable();
  let value: unknown;
  try {
    value = decoder.decode(body);
    if (isPlain(value)) return withoutNulls(value);
  } catch (error) {
    // The library throws plain Errors, RangeErrors and TypeErrors for bytes that it can't read.
    if (error instanceof UnreadableBody) throw unreadable();
    if (!(error instanceof Error)) throw error;
  }
  throw unreadable();
}

/**
 * Whether every length that the bytes claim is there. The decoder allocates what a header claims before it
 * reads on, so that nine bytes could ask for gigabytes.
 */
function isWellFormed(body: Buffer): boolean {
  let position = 0;
  const item = (depth: number): boolean => {
    if (depth > 64 || position >= body.length) return false;
    const first = body.readUInt8(position++);
    const [major, info] = [first >> 5, first & 31];
    if (info > 27 && info < 31) return false;
    const indefinite = info === 31;
    if (indefinite) return openEnded(major, depth);
    const width = info < 24 ? 0 : 2 ** (info - 24);
    if (position + width > body.length) return false;
    const size =
      width === 0
        ? info
        : width === 8
          ? Number(body.readBigUInt64BE(position))
          : body.readUIntBE(position, width);
    position += width;
    switch (major) {
      case 2:
      case 3:
        position += size;
        return position <= body.length;
      case 4:
        return items(size, depth);
      case 5:
        return items(size * 2, depth);
      case 6:
        return item(depth + 1);
      default:
        return true;
    }
  };
  const items = (count: number, depth: number): boolean => {
    if (count > body.length - position) return false;
    for (let index = 0; index < count; index++) if (!item(depth + 1)) return false;
    return true;
  };
  const openEnded = (major: number, depth: number): boolean => {
    if (major < 2 || major > 5) return false;
    while (position < body.length) {
      if (body.readUInt8(position) === 0xff) {
        position++;
        return true;
      }
      if (!item(depth + 1)) return false;
    }
    return false;
  };
  return item(0) && position === body.length;
}
