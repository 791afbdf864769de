import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { noAnswer } from '../calls.ts';
import type { Control } from '../control/control.ts';
import { controlAnswer } from '../control/routes.ts';
import type { DesktopCloud } from '../desktop-cloud.ts';
import { AwsFault, type CallContext } from '../kernel.ts';
import { cborCall } from '../protocol/cbor.ts';
import type { WireCall } from '../protocol/codec.ts';
import { jsonCall, jsonRefusal } from '../protocol/json.ts';
import { queryCall } from '../protocol/query.ts';
import type { WireAnswer, WireRequest } from '../protocol/wire.ts';
import { schedulerCall } from '../scheduler/index.ts';
import { contextOf } from './caller.ts';
import { readRequest } from './read-request.ts';

/** Protocols in the order in which a request shows them: RPC v2 CBOR by path, JSON by header, REST by path, Query by form. */
const protocols: readonly ((request: WireRequest, cloud: DesktopCloud) => WireCall | undefined)[] = [
  cborCall,
  jsonCall,
  schedulerCall,
  (request, cloud) => queryCall(request, cloud.apis.values()),
];

/** The desktop cloud behind HTTP. Answers in the protocol that the client chose. */
export function httpServer(cloud: DesktopCloud, control: Control): Server {
  const server = createServer((message, response) => {
    answer(cloud, control, message)
      .then((given) => {
        if (given !== noAnswer) write(response, given);
      })
      .catch((error: unknown) => {
        // Only a client that went away, or a fault of ours: the first needs no answer, the second must be seen.
        if (message.readableAborted || response.destroyed) return;
        console.error(error);
        write(response, jsonRefusal(new AwsFault('InternalFailure', 'The desktop cloud failed', 500)));
      });
  });
  // A request that never ends must not hold its socket for ever; an answer may take as long as a fault says.
  server.requestTimeout = 30_000;
  server.headersTimeout = 10_000;
  // Longer than SDKs keep idle sockets, or a call can meet a socket that was just closed.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function answer(
  cloud: DesktopCloud,
  control: Control,
  message: IncomingMessage,
): Promise<WireAnswer | typeof noAnswer> {
  let request: WireRequest;
  try {
    request = await readRequest(message);
  } catch (error) {
    if (error instanceof AwsFault) return jsonRefusal(error);
    throw error;
  }
  if (request.path.startsWith('/_control/')) return controlAnswer(control, request);
  const context = contextOf(request);
  for (const protocol of protocols) {
    const call = protocol(request, cloud);
    if (call !== undefined) return answerCall(cloud, call, context, request);
  }
  return jsonRefusal(
    new AwsFault('UnknownOperationException', `${request.method} ${request.path} is no operation`, 404),
    context.requestId,
  );
}

async function answerCall(
  cloud: DesktopCloud,
  call: WireCall,
  context: CallContext,
  request: WireRequest,
): Promise<WireAnswer | typeof noAnswer> {
  const api = cloud.apis.get(call.target);
  if (api === undefined) {
    return call.refuse(
      new AwsFault('UnknownOperationException', `There is no API ${call.target}`),
      context.requestId,
    );
  }
  try {
    const userAgent = request.headers['user-agent'];
    const output = await cloud.call(api, call.operation, () => call.input(), context, userAgent);
    return output === noAnswer ? noAnswer : call.answer(output, context.requestId);
  } catch (error) {
    if (error instanceof AwsFault) return call.refuse(error, context.requestId);
    throw error;
  }
}

function write(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
