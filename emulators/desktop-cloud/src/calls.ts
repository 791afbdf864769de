import { type Faults, faultOfCall, type Subject } from './faults.ts';
import { type AwsApi, AwsFault, type CallContext, type Clock, type Operation } from './kernel.ts';
import { idsIn, type Ledger, type LedgerEntry } from './ledger.ts';
import { isPlain } from './protocol/wire.ts';

/** A call as it reaches an API, whatever protocol it came in. */
export type Call = {
  api: AwsApi;
  operation: string;
  /** Decodes the input; throws an AwsFault when it can't be read. */
  input: () => unknown;
  context: CallContext;
  userAgent?: string | undefined;
};

/** No answer comes to this call: the client waits until it gives up. */
export const noAnswer = Symbol('no answer');

type Parts = {
  clock: Clock;
  ledger: Ledger;
  faults: Faults;
  /** Whether the account's rate lets the call through. */
  lets(call: Call): boolean;
  /** After a call that was done or refused, before its answer leaves. */
  done(call: Call, input: unknown, outcome: { result: unknown } | { fault: AwsFault }): void;
  /** The call is over, whatever became of it. */
  ended(entry: LedgerEntry): void;
};

/** Takes every call to its operation: ledger, rate, faults on demand, then the operation itself. */
export class Calls {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /**
   * The operation's result, or `noAnswer`.
   * @throws AwsFault whatever AWS would answer
   */
  async take(call: Call): Promise<unknown> {
    const { clock, ledger } = this.parts;
    const read = attempt(call.input);
    const entry = ledger.open({
      at: clock.now(),
      api: call.api.name,
      operation: call.operation,
      region: call.context.region,
      caller: call.context.caller,
      environment: /exec-env\/(\S+)/.exec(call.userAgent ?? '')?.[1],
      request: 'result' in read ? idsIn(read.result) : {},
      outcome: 'underWay',
    });
    try {
      const result = await this.perform(call, read);
      entry.outcome = result === noAnswer ? 'hung' : 'answered';
      if (result !== noAnswer) noteFailedItems(entry, result);
      return result;
    } catch (error) {
      entry.outcome = 'refused';
      entry.code = error instanceof AwsFault ? error.code : 'InternalFailure';
      throw error;
    } finally {
      entry.tookMs = clock.now() - entry.at;
      this.parts.ended(entry);
    }
  }

  private async perform(call: Call, read: Attempt): Promise<unknown> {
    const { faults } = this.parts;
    const input = 'result' in read ? read.result : undefined;
    const operation = call.api.operations.get(call.operation);
    if (operation === undefined) {
      throw new AwsFault(
        'UnknownOperationException',
        `${call.operation} is not an operation of ${call.api.name}`,
      );
    }
    const subject = subjectOf(input);
    const delay = faults.take(['delay'], call.operation, subject);
    if (delay !== undefined) await this.pass(delay.delayMs);
    const fault = faults.take(['hangBefore', 'throttle', 'error'], call.operation, subject);
    if (fault?.kind === 'hangBefore') return noAnswer;
    const outcome = await this.outcome(call, operation, read, () => {
      if (fault !== undefined) throw faultOfCall(fault);
      if (!this.parts.lets(call)) throw new AwsFault('ThrottlingException', 'Rate exceeded');
    });
    this.parts.done(call, input, outcome);
    if (faults.take(['acceptThenHang'], call.operation, subject) !== undefined) return noAnswer;
    if ('fault' in outcome) throw outcome.fault;
    return outcome.result;
  }

  private async outcome(
    call: Call,
    operation: Operation,
    read: Attempt,
    gate: () => void,
  ): Promise<{ result: unknown } | { fault: AwsFault }> {
    try {
      gate();
      if ('fault' in read) return read;
      return { result: await operation(read.result, call.context) };
    } catch (error) {
      if (error instanceof AwsFault) return { fault: error };
      throw error;
    }
  }

  private pass(ms: number): Promise<void> {
    const { clock } = this.parts;
    return new Promise((resolve) => clock.at(clock.now() + ms, resolve));
  }
}

type Attempt = { result: unknown } | { fault: AwsFault };

function attempt(read: () => unknown): Attempt {
  try {
    return { result: read() };
  } catch (error) {
    if (error instanceof AwsFault) return { fault: error };
    throw error;
  }
}

function subjectOf(input: unknown): Subject {
  const ids = idsIn(input);
  return {
    workspaceIds: [...(ids.WorkspaceId ?? []), ...(ids.WorkspaceIds ?? []), ...(ids.ResourceId ?? [])],
    userNames: ids.UserName ?? [],
  };
}

function noteFailedItems(
  entry: { code?: string | undefined; failedItems?: number | undefined },
  result: unknown,
): void {
  if (!isPlain(result) || !Array.isArray(result.FailedRequests) || result.FailedRequests.length === 0) return;
  entry.failedItems = result.FailedRequests.length;
  const [first]: unknown[] = result.FailedRequests;
  if (isPlain(first) && typeof first.ErrorCode === 'string') entry.code = first.ErrorCode;
}
