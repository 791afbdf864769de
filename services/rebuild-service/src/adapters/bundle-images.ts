import { DescribeWorkspaceBundlesCommand, type WorkSpacesClient } from '@aws-sdk/client-workspaces';
import type { Pace } from '@cleandesk/workspaces';
import type { Instant } from '../domain/seat.ts';
import type { Clock, Fleet, Journal } from '../ports.ts';

/** ms for which an answer holds, and a missing one, too: about as long as one run lasts. */
const knownForMs = 60_000;
/** ms that an answer may take. */
const answerWithinMs = 2000;

/**
 * The images of bundles. One call of WorkSpaces' rate for all that are asked for, for the records in a turn that goes after
 * whatever a reset needs; it is not repeated, and what goes wrong with it is told and hinders nothing.
 */
export function bundleImages(options: {
  client: WorkSpacesClient;
  pace: Pace;
  clock: Clock;
  journal: Pick<Journal, 'info'>;
}): Fleet['imagesOf'] {
  const { client, pace, clock, journal } = options;
  let known = new Map<string, { imageId: string | undefined; at: Instant }>();

  async function read(BundleIds: string[], isNow: boolean): Promise<ReadonlyMap<string, string>> {
    await pace.turn(isNow ? 'first' : undefined);
    const answer = await client.send(new DescribeWorkspaceBundlesCommand({ BundleIds }), {
      requestTimeout: answerWithinMs,
    });
    return new Map(
      (answer.Bundles ?? []).flatMap(({ BundleId, ImageId }) =>
        BundleId === undefined || ImageId === undefined ? [] : [[BundleId, ImageId] as const],
      ),
    );
  }

  return async (bundleIds, how) => {
    const now = clock.now();
    known = new Map([...known].filter(([, { at }]) => now - at <= knownForMs));
    const asked = bundleIds.filter((id) => !known.has(id));
    if (asked.length > 0 && how !== 'known') {
      let images: ReadonlyMap<string, string> = new Map();
      try {
        images = await read(asked, how === 'now');
      } catch (error) {
        // A desktop must not wait for its record, which says then that the image is unknown.
        const because = error instanceof Error ? error.name : 'unknown';
        journal.info('The images of bundles could not be read', { bundles: asked.join(' '), because });
      }
      for (const id of asked) known.set(id, { imageId: images.get(id), at: now });
    }
    return new Map(
      bundleIds.flatMap((id) => {
        const imageId = known.get(id)?.imageId;
        return imageId === undefined ? [] : [[id, imageId] as const];
      }),
    );
  };
}
