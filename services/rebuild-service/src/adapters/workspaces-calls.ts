import {
  CreateTagsCommand,
  type FailedWorkspaceChangeRequest,
  RebootWorkspacesCommand,
  RebuildWorkspacesCommand,
  TerminateWorkspacesCommand,
} from '@aws-sdk/client-workspaces';
import type { Pace } from '@cleandesk/workspaces';
import { groupTag } from '../domain/group-tag.ts';
import type { CallOutcome, Fleet, Permission } from '../ports.ts';
import { attemptOnce } from './attempt-once.ts';
import { bisect } from './bisect.ts';
import { type CreatingOptions, creating } from './creating.ts';
import { refused, unanswered } from './outcomes.ts';

/** All calls of this product that change a WorkSpace. HTTP 200 is not success: each item has its own outcome. */
export function workspacesCalls(
  options: CreatingOptions,
): Pick<Fleet, 'terminate' | 'create' | 'rebuild' | 'reboot' | 'tag'> {
  const { client, clock } = options;

  /** A change answers with what it refused; whatever it does not name, it took. */
  const change = (
    ids: readonly string[],
    call: (
      group: readonly string[],
    ) => Promise<{ FailedRequests?: FailedWorkspaceChangeRequest[] | undefined }>,
    permission?: Permission,
  ): Promise<CallOutcome[]> =>
    bisect(
      ids,
      (group) =>
        attemptOnce(
          async () => {
            const still = await permission?.stillFor(group);
            const asked = still === undefined ? group : group.filter((id) => still.has(id));
            if (asked.length === 0) return group.map(() => notPermitted);
            const { FailedRequests } = await call(asked);
            const failed = new Map((FailedRequests ?? []).map((item) => [item.WorkspaceId, item]));
            return group.map((id) => (asked.includes(id) ? changed(failed.get(id)) : notPermitted));
          },
          options,
          permission?.notAfter,
        ),
      clock,
    );

  const byId = async (ids: readonly string[], outcomes: Promise<CallOutcome[]>) => {
    const inOrder = await outcomes;
    return new Map(ids.map((id, index) => [id, inOrder[index] ?? unanswered]));
  };

  return {
    terminate: (ids, permission) =>
      byId(
        ids,
        change(
          ids,
          (group) =>
            client.send(
              new TerminateWorkspacesCommand({
                TerminateWorkspaceRequests: group.map((WorkspaceId) => ({ WorkspaceId })),
              }),
            ),
          permission,
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

    async rebuild(workspaceId, permission) {
      const [outcome] = await change(
        [workspaceId],
        ([WorkspaceId]) =>
          client.send(new RebuildWorkspacesCommand({ RebuildWorkspaceRequests: [{ WorkspaceId }] })),
        permission,
      );
      return outcome ?? unanswered;
    },

    async tag(orders, permission) {
      const pace: Pace = { turn: (_rank, notAfter) => options.pace.turn('later', notAfter) };
      const outcomes = new Map<string, CallOutcome>();
      for (const { workspaceId, group } of orders) {
        const tag = { ResourceId: workspaceId, Tags: [{ Key: groupTag, Value: group }] };
        const call = async (): Promise<CallOutcome[]> => {
          if (!(await permission.stillFor([workspaceId])).has(workspaceId)) return [notPermitted];
          await client.send(new CreateTagsCommand(tag));
          return [{ kind: 'accepted' }];
        };
        const attempt = await attemptOnce(call, { ...options, pace }, permission.notAfter);
        outcomes.set(
          workspaceId,
          attempt.kind === 'answered' ? (attempt.outcomes[0] ?? unanswered) : attempt,
        );
      }
      return outcomes;
    },

    create: creating(options),
  };
}

const notPermitted: CallOutcome = { kind: 'notTried', because: 'nothing permits it any more' };

const changed = (failed: FailedWorkspaceChangeRequest | undefined): CallOutcome =>
  failed === undefined ? { kind: 'accepted' } : refused(failed);
