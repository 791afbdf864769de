import {
  DescribeWorkspaceBundlesCommand,
  DescribeWorkspaceDirectoriesCommand,
  type WorkSpacesClient,
} from '@aws-sdk/client-workspaces';
import type { DesktopSpec } from '@cleandesk/contracts';
import { type Pace, patiently, type WorkspacesReader } from '@cleandesk/workspaces';
import { type Instant, seatId } from '../domain/seat.ts';
import type { Examination, SeenDesktop } from '../domain/signals.ts';
import type { Clock } from '../ports.ts';
import { goodAnswers, type Problem } from './good-answers.ts';
import { holdOf } from './hold-tag.ts';
import { changesNow, irreproducible } from './irreproducible.ts';
import type { KeyStates } from './kms-keys.ts';
import type { Described } from './recent-desktops.ts';
import { specOf } from './spec.ts';

export type ExaminerOptions = {
  client: WorkSpacesClient;
  reader: Pick<WorkspacesReader, 'exactTags'>;
  /** As seen by the look that led here, or now. */
  desktop(workspaceId: string): Promise<Described | undefined>;
  pace: Pace;
  keys: KeyStates;
  clock: Clock;
  wait?: (ms: number) => Promise<void>;
};

/** ms that a throttled read is repeated for. */
const patienceMs = 5000;
/** Tags of a resource (Tagging AWS Resources, "Tag naming limits"), less the one of ours. */
const tagsOfItsOwn = 49;

/** All that a create needs, and whether AWS would take it. Asked before a terminate, which nobody can take back. */
export function examiner(options: ExaminerOptions): (desktop: SeenDesktop) => Promise<Examination> {
  const { client, reader, pace, keys, clock } = options;
  const good = goodAnswers(clock);

  const read = <T>(call: () => Promise<T>): Promise<T> =>
    patiently(call, {
      turn: () => pace.turn('first'),
      clock: { now: () => clock.now(), ...(options.wait ? { wait: options.wait } : {}) },
      patienceMs,
    });

  async function bundle(id: string): Promise<Problem> {
    const answer = await orNothing(
      read(() => client.send(new DescribeWorkspaceBundlesCommand({ BundleIds: [id] }))),
    );
    const found = answer?.Bundles?.find(({ BundleId }) => BundleId === id);
    if (found === undefined) return `the bundle ${id} does not exist any more`;
    if (found.BundleType === 'STANDBY') return `the bundle ${id} is for standby WorkSpaces only`;
    return found.State === undefined || found.State === 'AVAILABLE'
      ? undefined
      : `the bundle ${id} is ${found.State}`;
  }

  async function directory(id: string): Promise<Problem> {
    const answer = await orNothing(
      read(() => client.send(new DescribeWorkspaceDirectoriesCommand({ DirectoryIds: [id] }))),
    );
    const state = answer?.Directories?.find(({ DirectoryId }) => DirectoryId === id)?.State;
    return state === 'REGISTERED' ? undefined : `the directory ${id} is ${state ?? 'not registered'}`;
  }

  async function key(id: string): Promise<Problem> {
    const state = await keys.stateOf(id);
    return state === 'Enabled' ? undefined : `the key ${id} of its volumes is ${state}`;
  }

  async function needs(spec: DesktopSpec, directoryId: string, notBefore: Instant): Promise<Problem> {
    const { bundleId, volumeEncryptionKey: keyId, rootVolumeEncrypted, userVolumeEncrypted } = spec;
    const encrypted = rootVolumeEncrypted || userVolumeEncrypted;
    return (
      (await good.problem(bundleId, notBefore, () => bundle(bundleId))) ??
      (await good.problem(directoryId, notBefore, () => directory(directoryId))) ??
      (keyId === undefined || !encrypted ? undefined : await good.problem(keyId, notBefore, () => key(keyId)))
    );
  }

  return async (seen) => {
    const { workspaceId } = seen;
    const described = await options.desktop(workspaceId);
    // Gone since the look: the next one sees it, too.
    if (described === undefined) throw new Error(`${workspaceId} was there a moment ago and is not now`);
    const { desktop, at } = described;
    if (seatId(desktop) !== seatId(seen)) return cannot(`${workspaceId} belongs to another user now`);
    const different = changesNow(desktop) ?? irreproducible(desktop);
    if (different !== undefined) return cannot(different);
    const tags = await reader.exactTags(workspaceId);
    // The look that led here may be from before it, and good for a call all the same.
    if (holdOf(tags, clock.now()) !== undefined) return cannot('not now: somebody has put it on hold');
    const spec = specOf(desktop, tags);
    if ('problem' in spec) return cannot(spec.problem);
    if (Object.keys(spec.tags).length > tagsOfItsOwn) {
      return cannot(`${workspaceId} has ${tagsOfItsOwn + 1} tags; one has to go, to make room for ours`);
    }
    const problem = await needs(spec, desktop.directoryId, at);
    return problem === undefined ? { creatable: true, spec } : cannot(problem);
  };
}

const cannot = (problem: string): Examination => ({
  creatable: false,
  problem,
  ...(problem.startsWith('not now:') ? { notNow: true } : {}),
});

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
