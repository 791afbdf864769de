import { mustBe, mustEndAs } from '../people/expectations.ts';
import { lookTakes, until } from '../people/moments.ts';
import { enters, type Person } from '../people/person.ts';
import type { Call } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

type Destructive = 'RebuildWorkspaces' | 'TerminateWorkspaces' | 'CreateWorkspaces';

const arrival = {
  hangBefore: 'before the call arrived',
  acceptThenHang: 'after the call arrived, without an answer',
} as const;

/** Reads the calls that are made from now on. */
async function callsFromNow(stage: Stage): Promise<() => Promise<readonly Call[]>> {
  const { total } = await stage.cloud.callsAfter(Number.MAX_SAFE_INTEGER);
  return async () => (await stage.cloud.callsAfter(total)).items;
}

/** The call that got no answer, once there is one. */
async function hungCall(
  person: Person,
  operation: Destructive,
  calls: () => Promise<readonly Call[]>,
): Promise<Call> {
  const names = (call: Call) => [
    ...(call.request.WorkspaceId ?? []),
    ...(call.request.UserName ?? []).map((name) => name.toLowerCase()),
  ];
  return person.eventually(`a ${operation} without an answer`, async () =>
    (await calls()).find(
      (call) =>
        call.operation === operation &&
        call.outcome === 'hung' &&
        (names(call).includes(person.first.workspaceId) || names(call).includes(person.userName)),
    ),
  );
}

/** Whom a fault meets: a create names no desktop yet, the others name no user. */
const meets = (person: Person, operation: Destructive) =>
  operation === 'CreateWorkspaces'
    ? { userName: person.userName }
    : { workspaceId: person.first.workspaceId };

const crash = (operation: Destructive, kind: keyof typeof arrival): Story => ({
  title: `a function that dies in ${operation} ${arrival[kind]}: one clean desktop`,
  async play(stage) {
    const strategy = operation === 'RebuildWorkspaces' ? 'rebuild' : 'recreate';
    const person = await enters(stage, {
      name: `dies.${operation.slice(0, 3).toLowerCase()}.${kind === 'hangBefore' ? 'before' : 'after'}`,
      tags: { Cleandesk: strategy },
    });
    await person.isWatched();
    await person.fault({ operation, kind, ...meets(person, operation) });
    const calls = await callsFromNow(stage);
    await person.arrives();
    await person.leaves();
    await hungCall(person, operation, calls);
    await person.isReset();
    await until(Date.now() + lookTakes);
    await mustEndAs(
      person,
      strategy === 'rebuild' ? { kind: 'rebuilt', times: 1 } : { kind: 'recreated', times: 1 },
    );
  },
});

const backMeanwhile = (operation: 'RebuildWorkspaces' | 'TerminateWorkspaces'): Story => ({
  title: `a user who comes back while the function lies dead before its ${operation} keeps the desktop`,
  async play(stage) {
    const person = await enters(stage, {
      name: `back.${operation.slice(0, 3).toLowerCase()}`,
      tags: { Cleandesk: operation === 'RebuildWorkspaces' ? 'rebuild' : 'recreate' },
    });
    await person.isWatched();
    await person.fault({ operation, kind: 'hangBefore', ...meets(person, operation) });
    const calls = await callsFromNow(stage);
    await person.arrives();
    await person.leaves();
    const { at } = await hungCall(person, operation, calls);
    await person.arrives();
    await person.eventually('somebody looks again before the call is repeated', async () =>
      (await calls()).find(
        (call) =>
          call.operation === 'DescribeWorkspacesConnectionStatus' &&
          call.at > at &&
          call.request.WorkspaceIds?.includes(person.first.workspaceId),
      ),
    );
    await until(Date.now() + stage.graceMs + lookTakes);
    await mustEndAs(person, { kind: 'untouched' });
    await mustBe(person, 'still at work', (await person.desktop())?.isConnected, true);
  },
});

export const crashes: readonly Story[] = [
  ...(['RebuildWorkspaces', 'TerminateWorkspaces', 'CreateWorkspaces'] as const).flatMap((operation) =>
    (['hangBefore', 'acceptThenHang'] as const).map((kind) => crash(operation, kind)),
  ),
  backMeanwhile('RebuildWorkspaces'),
  backMeanwhile('TerminateWorkspaces'),
];
