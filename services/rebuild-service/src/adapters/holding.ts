import {
  CreateTagsCommand,
  DeleteTagsCommand,
  ResourceNotFoundException,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import { type Pace, patiently } from '@cleandesk/workspaces';
import type { Clock, Fleet } from '../ports.ts';
import { holdTag, holdTagKey } from './hold-tag.ts';

/** ms that a throttled call is repeated for; the mark comes again later. */
const patienceMs = 2000;

/** Writes on a desktop that it is on hold. Doing it twice is the same as once. */
export function holding(options: {
  client: WorkSpacesClient;
  pace: Pace;
  clock: Clock;
  wait?: (ms: number) => Promise<void>;
}): Pick<Fleet, 'markHold'> {
  const { client, pace, clock } = options;
  return {
    async markHold(ResourceId, mark) {
      const call = () =>
        mark === undefined
          ? client.send(new DeleteTagsCommand({ ResourceId, TagKeys: [holdTagKey] }))
          : client.send(new CreateTagsCommand({ ResourceId, Tags: [holdTag(mark)] }));
      try {
        await patiently<unknown>(call, {
          turn: () => pace.turn(),
          clock: { now: () => clock.now(), ...(options.wait ? { wait: options.wait } : {}) },
          patienceMs,
        });
      } catch (error) {
        // Gone, and its tags with it.
        if (!(error instanceof ResourceNotFoundException)) throw error;
      }
    },
  };
}
