import { VirtualClock } from '../../src/clock.ts';
import { Control } from '../../src/control/control.ts';
import { DesktopCloud, type DesktopCloudOptions } from '../../src/desktop-cloud.ts';
import { type AwsEvent, AwsFault, type MetricDatum } from '../../src/kernel.ts';
import { isPlain } from '../../src/protocol/wire.ts';

export const minute = 60_000;
export const directoryId = 'd-9067000001';
export const bundleId = 'wsb-standard1';

/** A cloud in virtual time at the speed of AWS, with ears for what it emits. */
export function stand(options: DesktopCloudOptions = {}) {
  const clock = new VirtualClock();
  const events: AwsEvent[] = [];
  const metrics: MetricDatum[] = [];
  const cloud = new DesktopCloud({
    clock,
    random: sequence(),
    settings: { throttle: { enabled: false } },
    checkAnswers: true,
    events: { emit: (event) => void events.push(event) },
    metrics: { put: (datum) => void metrics.push(datum) },
    ...options,
  });
  const control = new Control(cloud);
  const api = cloud.apis.get('WorkspacesService');
  if (api === undefined) throw new Error('WorkSpaces is not there');

  const call = async (
    operation: string,
    input: object = {},
    context = {},
  ): Promise<Record<string, unknown>> => {
    const answer = await cloud.call(api, operation, () => input, context);
    if (!isPlain(answer)) throw new Error(`${operation} answered ${String(answer)}`);
    return answer;
  };

  /** Creates one desktop for each user and waits until all stand. */
  async function standing(userNames: string[], more: object = {}): Promise<string[]> {
    const ids: string[] = [];
    for (let index = 0; index < userNames.length; index += 25) {
      const batch = userNames.slice(index, index + 25);
      const answer = await call('CreateWorkspaces', {
        Workspaces: batch.map((UserName) => ({
          DirectoryId: directoryId,
          BundleId: bundleId,
          UserName,
          ...more,
        })),
      });
      ids.push(...idsOf(answer.PendingRequests));
    }
    clock.advance(45 * minute);
    return ids;
  }
  const one = async (userName: string, more: object = {}): Promise<string> =>
    first(await standing([userName], more));

  const stateOf = async (id: string): Promise<string | undefined> => {
    const [desktop] = list((await call('DescribeWorkspaces', { WorkspaceIds: [id] })).Workspaces);
    return text(desktop?.State);
  };
  const describe = async (id: string): Promise<Record<string, unknown>> =>
    first(list((await call('DescribeWorkspaces', { WorkspaceIds: [id] })).Workspaces));
  const connection = async (id: string): Promise<Record<string, unknown>> =>
    first(
      list(
        (await call('DescribeWorkspacesConnectionStatus', { WorkspaceIds: [id] })).WorkspacesConnectionStatus,
      ),
    );
  const counted = (name: string, id: string): number =>
    metrics.filter((datum) => datum.name === name && datum.dimensions.WorkspaceId === id).length;

  return {
    clock,
    cloud,
    control,
    events,
    metrics,
    call,
    one,
    standing,
    stateOf,
    describe,
    connection,
    counted,
  };
}

export type Stand = ReturnType<typeof stand>;

/** The same numbers in every run. */
function sequence(): () => number {
  let state = 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** The fault that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<AwsFault> {
  try {
    await call;
  } catch (error) {
    if (error instanceof AwsFault) return error;
    throw error;
  }
  throw new Error('the call was not refused');
}

export function list(value: unknown): Record<string, unknown>[] {
  if (!Array.isArray(value)) throw new Error(`${JSON.stringify(value)} is not a list`);
  return value.filter(isPlain);
}
export function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('the list is empty');
  return item;
}
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
export const idsOf = (items: unknown): string[] =>
  list(items).map(({ WorkspaceId }) => text(WorkspaceId) ?? 'none');
export const codesOf = (answer: Record<string, unknown>): (string | undefined)[] =>
  list(answer.FailedRequests).map(({ ErrorCode }) => text(ErrorCode));
/** `user-1`, `user-2`, …: the seed's extra names. */
export const people = (count: number): string[] => Array.from({ length: count }, (_, n) => `user-${51 + n}`);
