import type { Watcher } from '../cloud/clients.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import type { Witness } from './witness.ts';

/** Notes what the answers of WorkSpaces have shown to a process, so that nobody blames it for what it could not see. */
export function watcherOf(witness: Witness, time: VirtualTime): Watcher {
  const askedAt = new WeakMap<object, number>();
  return {
    asked: (_operation, input) => void askedAt.set(input, time.now()),
    arrives: (operation, input) => witness.calls(operation, input),
    answered(operation, input, output) {
      const times = { askedAt: askedAt.get(input) ?? time.now(), answeredAt: time.now() };
      if (operation === 'DescribeTags' && 'ResourceId' in input && typeof input.ResourceId === 'string')
        witness.tags.set(input.ResourceId, times);
      for (const id of taggedIn(operation, input)) witness.indexed.set(id, times.askedAt);
      if (operation !== 'DescribeWorkspacesConnectionStatus') return;
      for (const one of statusesIn(output))
        witness.connections.set(one.WorkspaceId, {
          ...times,
          state: one.ConnectionState,
          lastConnectedAt: one.LastKnownUserConnectionTimestamp?.getTime(),
        });
    },
  };
}

const taggedIn = (operation: string, input: object): string[] => {
  if (operation === 'DescribeTags' && 'ResourceId' in input) return [String(input.ResourceId)];
  const isListed = operation === 'GetResources' && 'ResourceARNList' in input;
  if (!isListed || !Array.isArray(input.ResourceARNList)) return [];
  return input.ResourceARNList.map((arn) => String(arn).replace(/^.*\//, ''));
};

type Status = {
  WorkspaceId: string;
  ConnectionState?: string;
  LastKnownUserConnectionTimestamp?: Date;
};

const statusesIn = (output: unknown): Status[] =>
  isConnections(output) ? output.WorkspacesConnectionStatus : [];

const isConnections = (output: unknown): output is { WorkspacesConnectionStatus: Status[] } =>
  typeof output === 'object' && output !== null && 'WorkspacesConnectionStatus' in output;
