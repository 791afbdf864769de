import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { isThrottle } from './patience.ts';

/**
 * Calls back for each call, and for each answer with which AWS asks for fewer of them, whoever made the call and whatever
 * becomes of it.
 */
export function onCalls(clients: WatchedClients, tell: { called(): void; throttled(): void }): void {
  const asked = async <T>(answer: Promise<T>): Promise<T> => {
    tell.called();
    try {
      return await answer;
    } catch (error) {
      if (isThrottle(error)) tell.throttled();
      throw error;
    }
  };
  // Inside of the SDK's own retries: each of them is a call, too.
  const options = { step: 'deserialize', priority: 'high', name: 'onCalls' } as const;
  clients.workspaces.middlewareStack.add((next) => (args) => asked(next(args)), options);
  clients.tagging.middlewareStack.add((next) => (args) => asked(next(args)), options);
}

export type WatchedClients = { workspaces: WorkSpacesClient; tagging: ResourceGroupsTaggingAPIClient };
