import { durations } from './domain/workspaces/durations.ts';
import type { AwsEvent, AwsFault, CallContext, Clock, EventSink } from './kernel.ts';
import type { Pace } from './pace.ts';
import { isPlain } from './protocol/wire.ts';
import { lowerCamel } from './validation.ts';
import { model } from './workspaces/model.ts';

/** CloudTrail has every call, EventBridge is told of those that change something (EventBridge User Guide). */
const onlyReads = /^(Describe|Get|List)/;
export const isTold = (operation: string): boolean => !onlyReads.test(operation);

export type RecordedCall = {
  operation: string;
  input: unknown;
  context: CallContext;
  userAgent?: string | undefined;
  outcome: { result: unknown } | { fault: AwsFault };
};

/** CloudTrail, as EventBridge delivers it: `AWS API Call via CloudTrail`. */
export class Trail {
  private readonly clock: Clock;
  private readonly pace: Pace;
  private readonly events: EventSink;
  private readonly newId: () => string;
  /** Logos and the like: CloudTrail has who put them, and not what they are. */
  private readonly leftOut = model.membersOf('blob');

  /** `pace`: in AWS's time an event comes some time after its call. */
  constructor(parts: { clock: Clock; pace: Pace; events: EventSink; newId: () => string }) {
    this.clock = parts.clock;
    this.pace = parts.pace;
    this.events = parts.events;
    this.newId = parts.newId;
  }

  /** Also a call that was refused as a whole is recorded, with its error. */
  record(call: RecordedCall): void {
    if (!isTold(call.operation)) return;
    const { context, outcome } = call;
    const time = this.clock.now();
    const event: AwsEvent = {
      source: 'aws.workspaces',
      detailType: 'AWS API Call via CloudTrail',
      time,
      resources: [],
      detail: {
        eventVersion: '1.11',
        userIdentity: identityOf(context, call.userAgent ?? ''),
        eventTime: new Date(time).toISOString().replace(/\.\d+Z$/, 'Z'),
        eventSource: 'workspaces.amazonaws.com',
        eventName: call.operation,
        awsRegion: context.region,
        sourceIPAddress: '127.0.0.1',
        userAgent: call.userAgent ?? 'unknown',
        ...('fault' in outcome ? { errorCode: outcome.fault.code, errorMessage: outcome.fault.message } : {}),
        requestParameters: this.told(call.input),
        responseElements: 'result' in outcome ? this.told(outcome.result) : null,
        requestID: context.requestId,
        eventID: this.newId(),
        readOnly: false,
        eventType: 'AwsApiCall',
        managementEvent: true,
        recipientAccountId: context.accountId,
        eventCategory: 'Management',
      },
    };
    this.pace.after(durations.trailEventLag, () => this.events.emit(event, context));
  }

  /**
   * Members in lowerCamel, unlike in the API; values stay as they are, and what is empty is null. Choice: times as ISO
   * texts; each service has its own way.
   */
  private told(parameters: unknown): unknown {
    const written = this.withoutBlobs(parameters);
    if (!isPlain(written) || Object.keys(written).length === 0) return null;
    return lowerCamel(written);
  }

  private withoutBlobs(value: unknown): unknown {
    if (value instanceof Date) return value.toISOString();
    if (Array.isArray(value)) return value.map((item) => this.withoutBlobs(item));
    if (!isPlain(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name, member]) => !this.leftOut.has(name) && !(member instanceof Uint8Array))
        .map(([name, member]) => [name, this.withoutBlobs(member)]),
    );
  }
}

/** A function acts by its role, a person or a script by a key of a user. */
function identityOf({ accountId, caller }: CallContext, userAgent: string) {
  const id = caller.toUpperCase().replace(/[^A-Z0-9]/g, '');
  const account = { accountId, accessKeyId: caller };
  if (!userAgent.includes('exec-env/AWS_Lambda')) {
    const arn = `arn:aws:iam::${accountId}:user/${caller}`;
    return { type: 'IAMUser', principalId: `AIDA${id}`, arn, ...account, userName: caller };
  }
  return {
    type: 'AssumedRole',
    principalId: `AROA${id}:${caller}`,
    arn: `arn:aws:sts::${accountId}:assumed-role/${caller}/${caller}`,
    ...account,
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: `AROA${id}`,
        arn: `arn:aws:iam::${accountId}:role/${caller}`,
        accountId,
        userName: caller,
      },
    },
  };
}
