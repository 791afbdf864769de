import type { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { isThrottle } from './patience.ts';

/** Calls back for each answer with which AWS asks for fewer calls, whoever made the call and whatever becomes of it. */
export function onThrottle(clients: ThrottledClients, tell: () => void): void {
  const asked = async <T>(answer: Promise<T>): Promise<T> => {
    try {
      return await answer;
    } catch (error) {
      if (isThrottle(error)) tell();
      throw error;
    }
  };
  // Inside of the SDK's own retries: each of them is an answer, too.
  const options = { step: 'deserialize', priority: 'high', name: 'onThrottle' } as const;
  clients.workspaces.middlewareStack.add((next) => (args) => asked(next(args)), options);
  clients.tagging.middlewareStack.add((next) => (args) => asked(next(args)), options);
}

export type ThrottledClients = { workspaces: WorkSpacesClient; tagging: ResourceGroupsTaggingAPIClient };
