import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { BrokenAnswer, noAnswer } from '../calls.ts';
import type { Control } from '../control/control.ts';
import { Onlookers } from '../control/onlookers.ts';
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
import { otherSite } from './other-site.ts';
import { pageFile } from './page-files.ts';
import { readRequest } from './read-request.ts';
import { signatureFault } from './signature.ts';

/** Protocols in the order in which a request shows them: RPC v2 CBOR by path, JSON by header, REST by path, Query by form. */
const protocols: readonly ((request: WireRequest, cloud: DesktopCloud) => WireCall | undefined)[] = [
  cborCall,
  jsonCall,
  schedulerCall,
  (request, cloud) => queryCall(request, cloud.apis.values()),
];

/** The desktop cloud behind HTTP. Answers in the protocol that the client chose. */
export function httpServer(cloud: DesktopCloud, control: Control): Server {
  const onlookers = new Onlookers(cloud);
  const server = createServer((message, response) => {
    if (message.method === 'GET' && message.url === '/_control/stream') return onlookers.join(response);
    answer(cloud, control, message)
      .then((given) => {
        if (given === noAnswer) return;
        if ('cutAfter' in given) breakOff(response, given.cutAfter);
        else write(response, given);
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

/** What is sent; half of it when a fault breaks the connection, or nothing of it. */
type Given = WireAnswer | typeof noAnswer | { cutAfter: WireAnswer | undefined };

async function answer(cloud: DesktopCloud, control: Control, message: IncomingMessage): Promise<Given> {
  let request: WireRequest;
  try {
    request = await readRequest(message);
  } catch (error) {
    if (error instanceof AwsFault) return jsonRefusal(error);
    throw error;
  }
  const site = otherSite(request);
  if (site !== undefined) {
    return jsonRefusal(
      new AwsFault('AccessDeniedException', `Pages of ${site} may not change this cloud.`, 403),
    );
  }
  if (request.path.startsWith('/_control/')) return controlAnswer(control, request);
  const file = pageFile(request);
  if (file !== undefined) return file;
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
): Promise<Given> {
  const badlySigned = signatureFault(request);
  if (badlySigned !== undefined) return call.refuse(badlySigned, context.requestId);
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
    if (output === noAnswer) return noAnswer;
    if (!(output instanceof BrokenAnswer)) return call.answer(output, context.requestId);
    const { outcome } = output;
    if (outcome === undefined) return { cutAfter: undefined };
    const { requestId } = context;
    return {
      cutAfter:
        'fault' in outcome ? call.refuse(outcome.fault, requestId) : call.answer(outcome.result, requestId),
    };
  } catch (error) {
    if (error instanceof AwsFault) return call.refuse(error, context.requestId);
    throw error;
  }
}

function write(response: ServerResponse, { status, headers, body }: WireAnswer): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The head and half of the body, then the connection breaks; with nothing to send it breaks at once. */
function breakOff(response: ServerResponse, given: WireAnswer | undefined): void {
  if (given === undefined) {
    response.destroy();
    return;
  }
  const body = Buffer.from(given.body);
  response.writeHead(given.status, { ...given.headers, 'content-length': body.length });
  response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.destroy());
}
