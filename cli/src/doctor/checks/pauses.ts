import { pausesIn, scopeName } from '@cleandesk/rebuild-service/cli';
import type { Account } from '../account.ts';
import { orWell, type Seen, warn } from '../finding.ts';

/** Nobody of a paused scope is reset until a person resumes it. */
export async function pauses({ tables, deployment }: Account): Promise<Seen[]> {
  const paused = await pausesIn({ client: tables, tableName: deployment.seats }, Date.now());
  return orWell(
    paused.map(({ scope, because, since }) =>
      warn(
        `Resets of ${scopeName(scope)} are paused since ${since}: ${because}.`,
        'Find out why, then: cleandesk resume.',
      ),
    ),
    'Nothing is paused.',
  );
}
