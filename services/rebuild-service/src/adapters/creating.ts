import {
  CreateWorkspacesCommand,
  type FailedCreateWorkspaceRequest,
  type WorkSpacesClient,
  type Workspace,
} from '@aws-sdk/client-workspaces';
import type { SeatRef } from '@cleandesk/contracts';
import type { Pace } from '@cleandesk/workspaces';
import { seatId } from '../domain/seat.ts';
import type { CallOutcome, Clock, CreateOrder, Journal } from '../ports.ts';
import { type Attempt, attemptOnce } from './attempt-once.ts';
import { bisect } from './bisect.ts';
import { asksForProtocols, createRequest } from './create-request.ts';
import { refused, unanswered } from './outcomes.ts';

export type CreatingOptions = {
  client: WorkSpacesClient;
  pace: Pace;
  clock: Clock;
  journal: Pick<Journal, 'info'>;
  wait?: (ms: number) => Promise<void>;
};

/**
 * Makes desktops, in groups of at most 25. The desktop before has been terminated, so a user waits for what comes of
 * this: where AWS refuses the parameters of a create that names protocols, it is made once more without them, and the
 * outcome says so. Nothing else is ever left out: a desktop with smaller or unencrypted volumes, without its tags or
 * with another compute type is not the one that was there.
 */
export function creating(
  options: CreatingOptions,
): (orders: readonly CreateOrder[]) => Promise<CallOutcome[]> {
  return (orders) => bisect(orders, creatingRound(options), options.clock);
}

/** What one group teaches counts for the groups that it is halved into, and no longer. */
function creatingRound({ client, journal, ...wire }: CreatingOptions) {
  /** Kinds of order whose protocols AWS has refused. */
  const refusedKinds = new Set<string>();
  let inVain = false;
  const names = (order: CreateOrder) => asksForProtocols(order.spec) && !refusedKinds.has(kindOf(order));

  const make = (group: readonly CreateOrder[], named: (order: CreateOrder) => boolean): Promise<Attempt> =>
    attemptOnce(async () => {
      const items = group.map((order) => createRequest(order, { protocols: named(order) }));
      const answer = await client.send(new CreateWorkspacesCommand({ Workspaces: items }));
      return group.map((order): CallOutcome => {
        const outcome = created(order, answer);
        const asked = named(order) || !asksForProtocols(order.spec);
        return asked || outcome.kind !== 'accepted' ? outcome : { ...outcome, without: ['protocols'] };
      });
    }, wire);

  const makeWithout = async (group: readonly CreateOrder[], code: string): Promise<Attempt> => {
    const attempt = await make(group, () => false);
    const made =
      attempt.kind === 'answered' ? attempt.outcomes.filter(({ kind }) => kind === 'accepted').length : 0;
    journal.info('AWS refused creates that name protocols; they were asked for without', { code, made });
    return attempt;
  };

  /** Where the call was taken, and the protocols of some of its items were not. */
  async function itemsWithout(
    group: readonly CreateOrder[],
    outcomes: CallOutcome[],
  ): Promise<CallOutcome[]> {
    const again = group.flatMap((order, index) => {
      const outcome = outcomes[index] ?? unanswered;
      return outcome.kind === 'refused' && isAboutParameters(outcome) && names(order)
        ? [{ order, index, code: outcome.code }]
        : [];
    });
    const [first] = again;
    if (first === undefined) return outcomes;
    const second = await makeWithout(
      again.map(({ order }) => order),
      first.code,
    );
    if (second.kind === 'refused') return outcomes;
    const merged = new Map(
      again.map(({ index }, position) => [
        index,
        second.kind === 'answered' ? (second.outcomes[position] ?? unanswered) : second,
      ]),
    );
    return outcomes.map((outcome, index) => merged.get(index) ?? outcome);
  }

  return async (group: readonly CreateOrder[]): Promise<Attempt> => {
    const naming = group.filter(names);
    const first = await make(group, names);
    if (first.kind === 'answered') {
      return { kind: 'answered', outcomes: await itemsWithout(group, first.outcomes) };
    }
    if (naming.length === 0 || first.kind !== 'refused' || !isAboutParameters(first)) return first;
    // A group is halved until its orders are of one kind, or each stands alone: nobody's protocols are dropped for
    // somebody else's. When a group is refused without them as well, it is about something else, and only whoever
    // stands alone is asked for twice again.
    const kinds = new Set(naming.map(kindOf));
    if (group.length > 1 && (kinds.size > 1 || inVain)) return first;
    const second = await makeWithout(group, first.code);
    inVain ||= second.kind === 'refused' && group.length > 1;
    if (second.kind === 'answered') for (const kind of kinds) refusedKinds.add(kind);
    return second;
  };
}

/** Whether AWS takes protocols depends on the bundle, the compute type and which they are. */
const kindOf = ({ spec }: CreateOrder): string =>
  JSON.stringify([spec.bundleId, spec.computeType, spec.protocols]);

/**
 * A property that does not suit the bundle refuses the whole call with InvalidParameterValuesException (Terraform
 * provider, issue 39553: volume sizes); what it would be for a single item nobody tells.
 */
const isAboutParameters = ({ code, message }: { code: string; message: string }): boolean =>
  /^(InvalidParameter|Validation|OperationNotSupported|UnsupportedWorkspaceConfiguration)/.test(code) ||
  /protocol/i.test(`${code} ${message}`);

/** The answer names users, in whatever order and letters: an item in neither list may have been made. */
function created(
  { ref }: CreateOrder,
  answer: {
    PendingRequests?: Workspace[] | undefined;
    FailedRequests?: FailedCreateWorkspaceRequest[] | undefined;
  },
): CallOutcome {
  const pending = answer.PendingRequests?.find((item) => isOf(item, ref));
  if (pending !== undefined) {
    const { WorkspaceId: workspaceId } = pending;
    return { kind: 'accepted', ...(workspaceId === undefined ? {} : { workspaceId }) };
  }
  const failed = answer.FailedRequests?.find((item) => isOf(item.WorkspaceRequest, ref));
  return failed === undefined ? unanswered : refused(failed);
}

const isOf = (
  item: { DirectoryId?: string | undefined; UserName?: string | undefined } | undefined,
  ref: SeatRef,
): boolean =>
  item?.DirectoryId !== undefined &&
  item.UserName !== undefined &&
  seatId({ directoryId: item.DirectoryId, userName: item.UserName }) === seatId(ref);
