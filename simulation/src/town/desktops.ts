import { type DesktopSpec, desktopSpec } from '@cleandesk/contracts';
import { ControlFault, type DesktopCloud } from '@cleandesk/desktop-cloud';
import { names } from '../functions/host.ts';
import type { World } from '../world.ts';
import { directoryId } from './place.ts';

type Fleet = ReturnType<DesktopCloud['branch']>['fleet'];
/** A desktop as the desktop cloud holds it: the truth, and not what any API shows of it. */
export type Desktop = NonNullable<ReturnType<Fleet['get']>>;

/** Each user's desktop has something of its own: one made of another's spec is noticed. */
export const specOf = (userName: string): DesktopSpec =>
  desktopSpec.parse({
    bundleId: 'wsb-standard1',
    runningMode: 'AUTO_STOP',
    autoStopMinutes: 60,
    rootVolumeGib: 80,
    userVolumeGib: 50,
    tags: { managed: 'yes', Team: 'blue', Owner: userName },
  });

/** What a desktop is made of, in one line that tells two of them apart. */
export function madeOf(desktop: Desktop): string {
  const { properties, tags } = desktop;
  return JSON.stringify([
    desktop.bundleId,
    properties.RunningMode,
    properties.RunningModeAutoStopTimeoutInMinutes,
    properties.RootVolumeSizeGib,
    properties.UserVolumeSizeGib,
    properties.ComputeTypeName,
    properties.Protocols,
    desktop.rootVolumeEncrypted ?? false,
    desktop.userVolumeEncrypted ?? false,
    desktop.volumeEncryptionKey,
    // Whether it is managed people change as they like, which group's it is changes, and marks of the service are not theirs.
    [...tags]
      .filter(([key]) => !key.startsWith('cleandesk:') && key !== 'managed' && key !== 'DirectoryGroup')
      .sort(([a], [b]) => a.localeCompare(b)),
  ]);
}

/** The desktops of the account, with what nobody but AWS and their users know. All times epoch ms. */
export class Desktops {
  /** When its user really left it last, whatever AWS noticed of it. */
  readonly leftAt = new Map<string, number>();
  /** When a rebuild of it was taken last. */
  readonly rebuiltAt = new Map<string, number>();
  /** Since when it has not had the tag that policies ask for. */
  readonly unmanagedAt = new Map<string, number>();
  /** Users whose desktop no policy matched for a while: what was decided then was not done. */
  readonly onceUnmanaged = new Set<string>();
  /** Holds that somebody set on it in the console: since when, and until when. */
  readonly heldByTag = new Map<string, { since: number; until: number }>();
  /** When the seat of a user, in lower case, took over a desktop that stood: not one that was made for it. */
  readonly adoptedAt = new Map<string, number>();
  /** When a seat was first said to have it. */
  readonly knownAt = new Map<string, number>();
  readonly #world: World;

  constructor(world: World) {
    this.#world = world;
  }

  get #fleet(): Fleet {
    return this.#world.cloud.branch(names).fleet;
  }

  /** All that AWS has, also what is on its way out. */
  all(): Desktop[] {
    return [...this.#fleet.desktops];
  }

  byId(id: string): Desktop | undefined {
    return this.#fleet.get(id);
  }

  ofUser(userName: string): Desktop | undefined {
    const theirs = [...this.#fleet.ofUser(directoryId, userName)];
    return theirs.find((one) => one.userName === userName && !one.gone && !isGoing(one));
  }

  /** Made by somebody of the owner's, before or beside the service. */
  async make(userNames: readonly string[], made: (userName: string) => DesktopSpec = specOf): Promise<void> {
    await this.#world.aws('WorkspacesService', 'CreateWorkspaces', {
      Workspaces: userNames.map((UserName) => {
        const spec = made(UserName);
        return {
          DirectoryId: directoryId,
          UserName,
          BundleId: spec.bundleId,
          WorkspaceProperties: {
            RunningMode: spec.runningMode,
            RunningModeAutoStopTimeoutInMinutes: spec.autoStopMinutes,
          },
          Tags: Object.entries(spec.tags).map(([Key, Value]) => ({ Key, Value })),
        };
      }),
    });
  }

  /** @returns whether the user could do that */
  session(desktop: Desktop, action: 'connect' | 'disconnect' | 'drop' | 'fail'): boolean {
    const now = this.#world.time.now();
    const hadSession = desktop.session !== undefined && desktop.session.droppedAt === undefined;
    try {
      this.#world.control.session({ workspaceId: desktop.id, action });
    } catch (error) {
      // Nobody can log in to a desktop that stands still, or leave one that they are not connected to.
      if (error instanceof ControlFault) return false;
      throw error;
    }
    if (hadSession && (action === 'disconnect' || action === 'drop')) this.leftAt.set(desktop.id, now);
    return true;
  }

  /** Used since it was last made or rebuilt. */
  isDirty({ id, lastLogin }: Desktop): boolean {
    return lastLogin !== undefined && lastLogin > (this.rebuiltAt.get(id) ?? 0);
  }
}

export const isGoing = ({ state }: Pick<Desktop, 'state'>): boolean =>
  state === 'TERMINATING' || state === 'TERMINATED';

/** Somebody sits before it. */
export const isUsed = ({ session }: Desktop): boolean =>
  session !== undefined && session.droppedAt === undefined;

/** As a policy sees it. */
export const policyView = ({ directoryId: of, bundleId, userName, tags }: Desktop) => ({
  directoryId: of,
  bundleId,
  userName,
  tags: Object.fromEntries(tags),
});
