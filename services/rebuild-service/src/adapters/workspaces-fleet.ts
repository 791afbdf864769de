import type { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { firstMatch, type Policy } from '@cleandesk/policies';
import { type Pace, UnexpectedAnswer, type WorkspacesReader } from '@cleandesk/workspaces';
import type { Clock, Fleet, Journal } from '../ports.ts';
import { attemptOf } from './attempt-tag.ts';
import { bundleImages } from './bundle-images.ts';
import { examiner } from './creatable.ts';
import { holding } from './holding.ts';
import type { KeyStates } from './kms-keys.ts';
import { insteadOfIndexForMs, looks, seen } from './looks.ts';
import { policyTags } from './policy-tags.ts';
import { rebuildSnapshots } from './rebuild-snapshots.ts';
import { recentDesktops } from './recent-desktops.ts';
import { ownersTags } from './spec.ts';
import { workspacesCalls } from './workspaces-calls.ts';

export type WorkspacesFleetOptions = {
  /** Built with `maxAttempts: 1`: a destructive call is never repeated by the SDK, and every call has its turn. */
  client: WorkSpacesClient;
  /** On the same client and pace, with rank `first`. */
  reader: WorkspacesReader;
  /** The same without a rank: what is being made can wait for who is to be reset. */
  observer: Pick<WorkspacesReader, 'desktops'>;
  pace: Pace;
  keys: KeyStates;
  policies: readonly Policy[];
  clock: Clock;
  journal: Pick<Journal, 'info'>;
  wait?: (ms: number) => Promise<void>;
};

/** The desktops themselves, as Amazon WorkSpaces has them. */
export function workspacesFleet(options: WorkspacesFleetOptions): Fleet {
  const { reader, observer, policies, clock } = options;
  const desktops = recentDesktops({ read: (ids) => reader.desktops(ids), clock });
  const tags = policyTags({ reader, clock, keepMs: insteadOfIndexForMs });
  const atOnce = looks({ ...options, desktops, tags });
  const inTime = looks({ ...options, reader: { ...reader, ...observer }, desktops, tags });

  return {
    ...holding(options),
    ...workspacesCalls(options),
    look: atOnce.look,
    observe: (ids, { isAwaited = false } = {}) => (isAwaited ? atOnce : inTime).observe(ids),
    // What it reads is exact tags that the last look need not read again.
    examine: examiner({
      ...options,
      reader: { exactTags: (id) => tags.read(id) },
      desktop: (id) => desktops.recall(id),
    }),
    snapshotOf: rebuildSnapshots(options),
    imagesOf: bundleImages(options),

    async findOfUser({ directoryId, userName }) {
      const at = clock.now();
      const found = await reader.desktopOfUser(directoryId, userName);
      if (found === undefined) return { at };
      const desktop = seen(found);
      if (desktop === undefined) {
        throw new UnexpectedAnswer(`AWS describes ${found.workspaceId} without its bundle`);
      }
      // One that goes away is nobody's to adopt, and its tags may be gone already.
      if (desktop.state === 'TERMINATING' || desktop.state === 'TERMINATED') return { at, desktop };
      // The index of tags follows by seconds to minutes, and this desktop may be seconds old.
      const ofIt = await tags.read(desktop.workspaceId);
      const attemptTag = attemptOf(ofIt);
      const policy = firstMatch(policies, { ...desktop, tags: ofIt });
      return {
        at,
        desktop,
        ...(attemptTag === undefined ? {} : { attemptTag }),
        ...(policy === undefined ? {} : { policy }),
        tags: ownersTags(ofIt),
      };
    },
  };
}
