import {
  CreateTagsCommand,
  type FailedWorkspaceChangeRequest,
  RebootWorkspacesCommand,
  RebuildWorkspacesCommand,
  TerminateWorkspacesCommand,
} from '@aws-sdk/client-workspaces';
import { groupTag } from '../domain/group-tag.ts';
import type { CallOutcome, Fleet } from '../ports.ts';
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
    notAfter?: number,
  ): Promise<CallOutcome[]> =>
    bisect(
      ids,
      (group) =>
        attemptOnce(
          async () => {
            const { FailedRequests } = await call(group);
            const failed = new Map((FailedRequests ?? []).map((item) => [item.WorkspaceId, item]));
            return group.map((id) => changed(failed.get(id)));
          },
          options,
          notAfter,
        ),
      clock,
    );

  const byId = async (ids: readonly string[], outcomes: Promise<CallOutcome[]>) => {
    const inOrder = await outcomes;
    return new Map(ids.map((id, index) => [id, inOrder[index] ?? unanswered]));
  };

  return {
    terminate: (ids, notAfter) =>
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
          notAfter,
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

    async rebuild(workspaceId, notAfter) {
      const [outcome] = await change(
        [workspaceId],
        ([WorkspaceId]) =>
          client.send(new RebuildWorkspacesCommand({ RebuildWorkspaceRequests: [{ WorkspaceId }] })),
        notAfter,
      );
      return outcome ?? unanswered;
    },

    async tag(orders, notAfter) {
      const pace = { turn: () => options.pace.turn('later') };
      const outcomes = new Map<string, CallOutcome>();
      for (const { workspaceId, group } of orders) {
        const tag = { ResourceId: workspaceId, Tags: [{ Key: groupTag, Value: group }] };
        const call = async (): Promise<CallOutcome[]> => {
          await client.send(new CreateTagsCommand(tag));
          return [{ kind: 'accepted' }];
        };
        const attempt = await attemptOnce(call, { ...options, pace }, notAfter);
        outcomes.set(workspaceId, attempt.kind === 'answered' ? { kind: 'accepted' } : attempt);
      }
      return outcomes;
    },

    create: creating(options),
  };
}

const changed = (failed: FailedWorkspaceChangeRequest | undefined): CallOutcome =>
  failed === undefined ? { kind: 'accepted' } : refused(failed);
