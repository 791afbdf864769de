import {
  CreateWorkspacesCommand,
  type FailedCreateWorkspaceRequest,
  type FailedWorkspaceChangeRequest,
  RebootWorkspacesCommand,
  RebuildWorkspacesCommand,
  TerminateWorkspacesCommand,
  type WorkSpacesClient,
  type Workspace,
} from '@aws-sdk/client-workspaces';
import type { SeatRef } from '@cleandesk/contracts';
import type { Pace } from '@cleandesk/workspaces';
import { seatId } from '../domain/seat.ts';
import type { CallOutcome, Clock, CreateOrder, Fleet } from '../ports.ts';
import { attemptOnce } from './attempt-once.ts';
import { bisect } from './bisect.ts';
import { createRequest } from './create-request.ts';

export type WorkspacesCallsOptions = {
  client: WorkSpacesClient;
  pace: Pace;
  clock: Clock;
  wait?: (ms: number) => Promise<void>;
};

/** All calls of this product that change a WorkSpace. HTTP 200 is not success: each item has its own outcome. */
export function workspacesCalls(
  options: WorkspacesCallsOptions,
): Pick<Fleet, 'terminate' | 'create' | 'rebuild' | 'reboot'> {
  const { client, clock } = options;

  /** A change answers with what it refused; whatever it does not name, it took. */
  const change = (
    ids: readonly string[],
    call: (
      group: readonly string[],
    ) => Promise<{ FailedRequests?: FailedWorkspaceChangeRequest[] | undefined }>,
  ): Promise<CallOutcome[]> =>
    bisect(
      ids,
      (group) =>
        attemptOnce(async () => {
          const { FailedRequests } = await call(group);
          const failed = new Map((FailedRequests ?? []).map((item) => [item.WorkspaceId, item]));
          return group.map((id) => changed(failed.get(id)));
        }, options),
      clock,
    );

  const byId = async (ids: readonly string[], outcomes: Promise<CallOutcome[]>) => {
    const inOrder = await outcomes;
    return new Map(ids.map((id, index) => [id, inOrder[index] ?? unanswered]));
  };

  return {
    terminate: (ids) =>
      byId(
        ids,
        change(ids, (group) =>
          client.send(
            new TerminateWorkspacesCommand({
              TerminateWorkspaceRequests: group.map((WorkspaceId) => ({ WorkspaceId })),
            }),
          ),
        ),
      ),

    reboot: (ids) =>
      byId(
        ids,
        change(ids, (group) =>
          client.send(
            new RebootWorkspacesCommand({
              RebootWorkspaceRequests: group.map((WorkspaceId) => ({ WorkspaceId })),
            }),
          ),
        ),
      ),

    async rebuild(workspaceId) {
      const [outcome] = await change([workspaceId], ([WorkspaceId]) =>
        client.send(new RebuildWorkspacesCommand({ RebuildWorkspaceRequests: [{ WorkspaceId }] })),
      );
      return outcome ?? unanswered;
    },

    create: (orders) =>
      bisect(
        orders,
        (group) =>
          attemptOnce(async () => {
            const answer = await client.send(
              new CreateWorkspacesCommand({ Workspaces: group.map(createRequest) }),
            );
            return group.map((order) => created(order, answer));
          }, options),
        clock,
      ),
  };
}

const unanswered: CallOutcome = { kind: 'uncertain', because: 'AWS did not say what became of this item' };

const changed = (failed: FailedWorkspaceChangeRequest | undefined): CallOutcome =>
  failed === undefined ? { kind: 'accepted' } : refused(failed);

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

const refused = (failed: {
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
}): CallOutcome => ({
  kind: 'refused',
  code: failed.ErrorCode ?? 'Unknown',
  message: failed.ErrorMessage ?? 'AWS gave no reason.',
});
