import {
  DescribeWorkspaceBundlesCommand,
  DescribeWorkspaceDirectoriesCommand,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import type { DesktopSpec } from '@cleandesk/contracts';
import { type Desktop, type Pace, patiently, type WorkspacesReader } from '@cleandesk/workspaces';
import { seatId } from '../domain/seat.ts';
import type { Examination, SeenDesktop } from '../domain/signals.ts';
import type { Clock } from '../ports.ts';
import type { KeyStates } from './kms-keys.ts';
import { specOf } from './spec.ts';

export type ExaminerOptions = {
  client: WorkSpacesClient;
  reader: Pick<WorkspacesReader, 'exactTags'>;
  /** As seen a moment ago, or now. */
  desktop(workspaceId: string): Promise<Desktop | undefined>;
  pace: Pace;
  keys: KeyStates;
  clock: Clock;
  wait?: (ms: number) => Promise<void>;
};

/** ms for which a good answer holds for other desktops of the same bundle, directory and key. A bad one never does. */
const goodForMs = 60_000;
/** ms that a throttled read is repeated for. */
const patienceMs = 5000;
/** Tags of a resource (Tagging AWS Resources, "Tag naming limits"), less the one of ours. */
const tagsOfItsOwn = 49;

/** What stands in the way; `undefined`: nothing. */
type Problem = string | undefined;

/** All that a create needs, and whether AWS would take it. Asked before a terminate, which nobody can take back. */
export function examiner(options: ExaminerOptions): (desktop: SeenDesktop) => Promise<Examination> {
  const { client, reader, pace, keys, clock } = options;
  const goodUntil = new Map<string, number>();

  const read = <T>(call: () => Promise<T>): Promise<T> =>
    patiently(call, {
      turn: () => pace.turn('first'),
      clock: { now: () => clock.now(), ...(options.wait ? { wait: options.wait } : {}) },
      patienceMs,
    });

  async function remembered(key: string, check: () => Promise<Problem>): Promise<Problem> {
    if ((goodUntil.get(key) ?? 0) > clock.now()) return undefined;
    const problem = await check();
    if (problem === undefined) goodUntil.set(key, clock.now() + goodForMs);
    else goodUntil.delete(key);
    return problem;
  }

  const bundle = (id: string): Promise<Problem> =>
    remembered(id, async () => {
      const answer = await orNothing(
        read(() => client.send(new DescribeWorkspaceBundlesCommand({ BundleIds: [id] }))),
      );
      const found = answer?.Bundles?.find(({ BundleId }) => BundleId === id);
      if (found === undefined) return `the bundle ${id} does not exist any more`;
      return found.State === undefined || found.State === 'AVAILABLE'
        ? undefined
        : `the bundle ${id} is ${found.State}`;
    });

  const directory = (id: string): Promise<Problem> =>
    remembered(id, async () => {
      const answer = await orNothing(
        read(() => client.send(new DescribeWorkspaceDirectoriesCommand({ DirectoryIds: [id] }))),
      );
      const state = answer?.Directories?.find(({ DirectoryId }) => DirectoryId === id)?.State;
      return state === 'REGISTERED' ? undefined : `the directory ${id} is ${state ?? 'not registered'}`;
    });

  const key = ({
    volumeEncryptionKey: id,
    rootVolumeEncrypted,
    userVolumeEncrypted,
  }: DesktopSpec): Promise<Problem> | undefined =>
    id === undefined || !(rootVolumeEncrypted || userVolumeEncrypted)
      ? undefined
      : remembered(id, async () => {
          const state = await keys.stateOf(id);
          return state === 'Enabled' ? undefined : `the key ${id} of its volumes is ${state}`;
        });

  return async (seen) => {
    const { workspaceId } = seen;
    const desktop = await options.desktop(workspaceId);
    // Gone since the look: the next one sees it, too.
    if (desktop === undefined) throw new Error(`${workspaceId} was there a moment ago and is not now`);
    if (seatId(desktop) !== seatId(seen)) return cannot(`${workspaceId} belongs to another user now`);
    const tags = await reader.exactTags(workspaceId);
    const spec = specOf(desktop, tags);
    if ('problem' in spec) return cannot(spec.problem);
    if (Object.keys(spec.tags).length > tagsOfItsOwn) {
      return cannot(`${workspaceId} has ${tagsOfItsOwn + 1} tags; one has to go, to make room for ours`);
    }
    const problem =
      (await bundle(spec.bundleId)) ?? (await directory(desktop.directoryId)) ?? (await key(spec));
    return problem === undefined ? { creatable: true, spec } : cannot(problem);
  };
}

const cannot = (problem: string): Examination => ({ creatable: false, problem });

/** AWS answers a question for what does not exist with nothing, or with an error. */
async function orNothing<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof Error && notThere.has(error.name)) return undefined;
    throw error;
  }
}
const notThere = new Set(['ResourceNotFoundException', 'InvalidParameterValuesException']);
