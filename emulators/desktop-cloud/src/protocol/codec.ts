import type { AwsFault } from '../kernel.ts';
import type { WireAnswer } from './wire.ts';

/** How one client speaks: its operation, its input, and how an answer or a fault is written for it. */
export type WireCall = {
  /** `X-Amz-Target` prefix or service name of the RPC v2 CBOR path, e.g. `WorkspacesService`. */
  target: string;
  operation: string;
  /** Throws an AwsFault (SerializationException) when the body can't be read. */
  input(): unknown;
  answer(output: unknown, requestId: string): WireAnswer;
  refuse(fault: AwsFault, requestId: string): WireAnswer;
};
