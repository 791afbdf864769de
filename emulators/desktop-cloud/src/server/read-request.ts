import type { IncomingMessage } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { AwsFault } from '../kernel.ts';
import type { WireRequest } from '../protocol/wire.ts';

/** Largest body taken, and largest that a compressed one may become: 6 MB of logos, in base64 in JSON. */
const largestBody = 9 * 1024 * 1024;

/**
 * A request with its whole body. SDKs compress large PutMetricData calls.
 * @throws AwsFault RequestEntityTooLargeException (413), SerializationException
 */
export async function readRequest(message: IncomingMessage): Promise<WireRequest> {
  const headers: Record<string, string | undefined> = {};
  for (const [name, value] of Object.entries(message.headers)) {
    headers[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  const body = unpacked(await readBody(message), headers['content-encoding']);
  // Not `new URL`: it refuses targets that HTTP lets through, and a client may send any.
  const [path = '/', query = ''] = (message.url ?? '/').split(/\?(.*)/s);
  return { method: message.method ?? 'GET', path, query: new URLSearchParams(query), headers, body };
}

async function readBody(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    if (!Buffer.isBuffer(chunk)) continue;
    size += chunk.length;
    // What comes after the limit is read and thrown away, or the client would never read the answer.
    if (size <= largestBody) chunks.push(chunk);
  }
  if (size > largestBody) {
    throw new AwsFault(
      'RequestEntityTooLargeException',
      `The request is larger than ${largestBody} bytes`,
      413,
    );
  }
  return Buffer.concat(chunks);
}

function unpacked(body: Buffer, encoding: string | undefined): Buffer {
  if (encoding !== 'gzip') return body;
  try {
    return gunzipSync(body, { maxOutputLength: largestBody });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new AwsFault('SerializationException', 'The request body can not be decompressed');
  }
}
