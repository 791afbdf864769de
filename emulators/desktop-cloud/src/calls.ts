import { type Faults, faultOfCall, refusesItems } from './faults.ts';
import { type AwsApi, AwsFault, type CallContext, type Clock, type Operation } from './kernel.ts';
import { idsIn, type Ledger, type LedgerEntry } from './ledger.ts';
import { isPlain } from './protocol/wire.ts';
import { type FindDesktop, subjectOf } from './subject.ts';

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

/** The connection breaks instead of this answer, or in its midst. */
export class BrokenAnswer {
  /** What would have come; absent when nothing of it does. */
  readonly outcome: Outcome | undefined;

  constructor(outcome?: Outcome) {
    this.outcome = outcome;
  }
}

type Outcome = { result: unknown } | { fault: AwsFault };

type Parts = {
  clock: Clock;
  ledger: Ledger;
  faults: Faults;
  /** Whose the desktops are that a call names. */
  desktopOf(context: CallContext): FindDesktop;
  /** Whether the account's rate lets the call through. */
  lets(call: Call): boolean;
  /** After a call that was done or refused, before its answer leaves. */
  done(call: Call, input: unknown, outcome: Outcome): void;
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
   * The operation's result, or `noAnswer`, or a `BrokenAnswer`.
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
      const isAnswer = result !== noAnswer && !(result instanceof BrokenAnswer);
      entry.outcome = isAnswer ? 'answered' : 'hung';
      if (isAnswer) noteFailedItems(entry, result);
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

  private async perform(call: Call, read: Outcome): Promise<unknown> {
    const { faults } = this.parts;
    const input = 'result' in read ? read.result : undefined;
    const operation = call.api.operations.get(call.operation);
    if (operation === undefined) {
      throw new AwsFault(
        'UnknownOperationException',
        `${call.operation} is not an operation of ${call.api.name}`,
      );
    }
    const subject = () => subjectOf(input, this.parts.desktopOf(call.context));
    const delay = faults.take(['delay'], call.operation, subject);
    if (delay !== undefined) await this.pass(delay.delayMs);
    const fault = faults.take(
      refusesItems(call.operation) ? refusing : [...refusing, 'directoryUnavailable'],
      call.operation,
      subject,
    );
    if (fault?.kind === 'hangBefore') return noAnswer;
    if (fault?.kind === 'cutBefore') return new BrokenAnswer();
    const outcome = await this.outcome(call, operation, read, () => {
      if (fault !== undefined) throw faultOfCall(fault);
      if (!this.parts.lets(call)) throw new AwsFault('ThrottlingException', 'Rate exceeded');
    });
    this.parts.done(call, input, outcome);
    const lost = faults.take(['acceptThenHang', 'cut', 'halfAnswer'], call.operation, subject);
    if (lost?.kind === 'acceptThenHang') return noAnswer;
    if (lost !== undefined) return new BrokenAnswer(lost.kind === 'halfAnswer' ? outcome : undefined);
    if ('fault' in outcome) throw outcome.fault;
    return outcome.result;
  }

  private async outcome(call: Call, operation: Operation, read: Outcome, gate: () => void): Promise<Outcome> {
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

const refusing = ['hangBefore', 'throttle', 'error', 'cutBefore'] as const;

function attempt(read: () => unknown): Outcome {
  try {
    return { result: read() };
  } catch (error) {
    if (error instanceof AwsFault) return { fault: error };
    throw error;
  }
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
