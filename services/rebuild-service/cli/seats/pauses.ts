import type { ResetScope } from '@cleandesk/contracts';
import { dynamoSafeguards } from '../../src/adapters/dynamo-safeguards.ts';
import type { SeatsTable } from './seats.ts';

/** Whose resets wait for a person. */
export type Paused = { scope: ResetScope; because: string; since: string };

/** As people say it. */
export const scopeName = (scope: ResetScope): string =>
  'policy' in scope ? scope.policy : `${scope.directoryId}/${scope.bundleId}`;

/** What `resume` can let go on. */
export async function pausesIn(table: SeatsTable, now: number): Promise<Paused[]> {
  const { breakers, outages, failures } = await dynamoSafeguards(table).read([], now);
  const iso = (at: number) => new Date(at).toISOString();
  const ofPolicies = [
    { pauses: outages, usual: 'too many left at once' },
    { pauses: failures, usual: 'rebuilds ended badly' },
  ].flatMap(({ pauses, usual }) =>
    [...pauses].flatMap(([policy, all]) =>
      all
        .filter(({ overSince }) => overSince === undefined)
        .map(({ because = usual, openedAt }) => ({ scope: { policy }, because, since: iso(openedAt) })),
    ),
  );
  const ofBundles = [...breakers].map(([key, at]) => {
    const [directoryId = '', bundleId = ''] = key.split('/');
    return { scope: { directoryId, bundleId }, because: 'a recreate failed there', since: iso(at) };
  });
  return [...ofPolicies, ...ofBundles];
}
