import type { AwsApi, CallContext, Operation } from '../kernel.ts';
import { validated } from '../validation.ts';
import type { Branch } from './branch.ts';
import { change } from './changing.ts';
import { create } from './creating.ts';
import * as describing from './describing.ts';
import * as shapes from './shapes.ts';
import { createTags, deleteTags, describeTags } from './tagging.ts';

/** The WorkSpaces API over the branches (one per account and region) that `branchOf` gives. */
export function workspacesApi(branchOf: (context: CallContext) => Branch): AwsApi {
  const on =
    (run: (branch: Branch, input: unknown) => unknown): Operation =>
    (input, context) =>
      run(branchOf(context), input);

  const operations = new Map<string, Operation>([
    ['CreateWorkspaces', on(({ fleet, lifecycle }, input) => create(fleet, lifecycle, input))],
    ['DescribeWorkspaces', on(({ fleet }, input) => describing.describeWorkspaces(fleet, input))],
    [
      'DescribeWorkspacesConnectionStatus',
      on(({ fleet, sessions }, input) => describing.describeConnections(fleet, sessions, input)),
    ],
    [
      'DescribeWorkspaceSnapshots',
      on(({ fleet }, input) => describing.describeWorkspaceSnapshots(fleet, input)),
    ],
    ['DescribeWorkspaceBundles', on(({ fleet }, input) => describing.describeWorkspaceBundles(fleet, input))],
    [
      'DescribeWorkspaceDirectories',
      on(({ fleet }, input) => describing.describeWorkspaceDirectories(fleet, input)),
    ],
    ['CreateTags', on(({ fleet }, input) => createTags(fleet, input))],
    ['DescribeTags', on(({ fleet }, input) => describeTags(fleet, input))],
    ['DeleteTags', on(({ fleet }, input) => deleteTags(fleet, input))],
    [
      'TerminateWorkspaces',
      on(({ fleet, lifecycle }, input) => {
        const { TerminateWorkspaceRequests: requests } = validated(shapes.terminateWorkspaces, input);
        return change(fleet, lifecycle, 'terminate', 'TerminateWorkspaces', requests);
      }),
    ],
    [
      'RebuildWorkspaces',
      on(({ fleet, lifecycle }, input) => {
        const { RebuildWorkspaceRequests: requests } = validated(shapes.rebuildWorkspaces, input);
        return change(fleet, lifecycle, 'rebuild', 'RebuildWorkspaces', requests);
      }),
    ],
    [
      'RebootWorkspaces',
      on(({ fleet, lifecycle }, input) => {
        const { RebootWorkspaceRequests: requests } = validated(shapes.rebootWorkspaces, input);
        return change(fleet, lifecycle, 'reboot', 'RebootWorkspaces', requests);
      }),
    ],
    [
      'StartWorkspaces',
      on(({ fleet, lifecycle }, input) => {
        const { StartWorkspaceRequests: requests } = validated(shapes.startWorkspaces, input);
        return change(fleet, lifecycle, 'start', 'StartWorkspaces', requests);
      }),
    ],
    [
      'StopWorkspaces',
      on(({ fleet, lifecycle }, input) => {
        const { StopWorkspaceRequests: requests } = validated(shapes.stopWorkspaces, input);
        return change(fleet, lifecycle, 'stop', 'StopWorkspaces', requests);
      }),
    ],
  ]);
  return { name: 'WorkSpaces', target: 'WorkspacesService', operations };
}
