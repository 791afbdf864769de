/** Inputs of the operations, written from the botocore service model `workspaces` 2015-04-08. */
import * as z from 'zod';
import { globalAccelerator } from './members.ts';

const workspaceId = z.string().regex(/^ws-[0-9a-z]{8,63}$/);
const directoryId = z
  .string()
  .min(10)
  .max(65)
  .regex(/^(d-[0-9a-f]{8,63}$)|(wsd-[0-9a-z]{8,63}$)/);
const bundleId = z.string().regex(/^wsb-[0-9a-z]{8,63}$/);
const userName = z.string().min(1).max(63);
const nextToken = z.string().min(1).max(2048);
const limit = z.int().min(1).max(25);
const resourceId = z.string().min(1);
const batch = <Item extends z.ZodType>(item: Item, max = 25) => z.array(item).min(1).max(max);

const tag = z.object({ Key: z.string().min(1).max(127), Value: z.string().max(255).optional() });

const computeType = z.enum([
  'VALUE',
  'STANDARD',
  'PERFORMANCE',
  'POWER',
  'GRAPHICS',
  'POWERPRO',
  'GENERALPURPOSE_4XLARGE',
  'GENERALPURPOSE_8XLARGE',
  'GRAPHICSPRO',
  'GRAPHICS_G4DN',
  'GRAPHICSPRO_G4DN',
  'GRAPHICS_G6_XLARGE',
  'GRAPHICS_G6_2XLARGE',
  'GRAPHICS_G6_4XLARGE',
  'GRAPHICS_G6_8XLARGE',
  'GRAPHICS_G6_16XLARGE',
  'GRAPHICS_GR6_4XLARGE',
  'GRAPHICS_GR6_8XLARGE',
  'GRAPHICS_G6F_LARGE',
  'GRAPHICS_G6F_XLARGE',
  'GRAPHICS_G6F_2XLARGE',
  'GRAPHICS_G6F_4XLARGE',
  'GRAPHICS_GR6F_4XLARGE',
  'GRAPHICS_G7_2XLARGE',
  'GRAPHICS_G7_4XLARGE',
  'GRAPHICS_G7_8XLARGE',
  'GRAPHICS_G7_12XLARGE',
]);

const operatingSystem = z.enum([
  'AMAZON_LINUX_2',
  'UBUNTU_18_04',
  'UBUNTU_20_04',
  'UBUNTU_22_04',
  'UNKNOWN',
  'WINDOWS_10',
  'WINDOWS_11',
  'WINDOWS_7',
  'WINDOWS_SERVER_2016',
  'WINDOWS_SERVER_2019',
  'WINDOWS_SERVER_2022',
  'WINDOWS_SERVER_2025',
  'RHEL_8',
  'ROCKY_8',
  'UBUNTU_24_04',
  'RHEL_9',
  'ROCKY_9',
  'UBUNTU_26_04',
  'RHEL_10',
  'ROCKY_10',
]);

const workspaceProperties = z.object({
  RunningMode: z.enum(['AUTO_STOP', 'ALWAYS_ON', 'MANUAL']).optional(),
  RunningModeAutoStopTimeoutInMinutes: z.int().optional(),
  RootVolumeSizeGib: z.int().optional(),
  UserVolumeSizeGib: z.int().optional(),
  ComputeTypeName: computeType.optional(),
  Protocols: z.array(z.enum(['PCOIP', 'WSP'])).optional(),
  OperatingSystemName: operatingSystem.optional(),
  GlobalAccelerator: globalAccelerator.optional(),
  NestedVirtualizationEnabled: z.boolean().optional(),
});

const workspaceRequest = z.object({
  DirectoryId: directoryId,
  UserName: userName,
  BundleId: bundleId,
  VolumeEncryptionKey: z.string().optional(),
  UserVolumeEncryptionEnabled: z.boolean().optional(),
  RootVolumeEncryptionEnabled: z.boolean().optional(),
  WorkspaceProperties: workspaceProperties.optional(),
  Tags: z.array(tag).optional(),
  WorkspaceName: z
    .string()
    .regex(/^[a-zA-Z0-9_()][a-zA-Z0-9_.()-]{1,63}$/)
    .optional(),
});
export type WorkspaceRequest = z.output<typeof workspaceRequest>;

export const createWorkspaces = z.object({ Workspaces: batch(workspaceRequest) });

export const describeWorkspaces = z.object({
  WorkspaceIds: batch(workspaceId).optional(),
  DirectoryId: directoryId.optional(),
  UserName: userName.optional(),
  BundleId: bundleId.optional(),
  WorkspaceName: z.string().optional(),
  Limit: limit.optional(),
  NextToken: nextToken.optional(),
});

const changeRequest = z.object({ WorkspaceId: workspaceId });
/** In the model the id of a start and a stop is not required; a request without one names no desktop. */
const looseChangeRequest = z.object({ WorkspaceId: workspaceId.optional() });

export const terminateWorkspaces = z.object({ TerminateWorkspaceRequests: batch(changeRequest) });
export const rebuildWorkspaces = z.object({ RebuildWorkspaceRequests: batch(changeRequest, 1) });
export const rebootWorkspaces = z.object({ RebootWorkspaceRequests: batch(changeRequest) });
export const startWorkspaces = z.object({ StartWorkspaceRequests: batch(looseChangeRequest) });
export const stopWorkspaces = z.object({ StopWorkspaceRequests: batch(looseChangeRequest) });

export const describeConnectionStatus = z.object({
  WorkspaceIds: batch(workspaceId).optional(),
  NextToken: nextToken.optional(),
});

export const describeSnapshots = z.object({ WorkspaceId: workspaceId });

export const createTags = z.object({ ResourceId: resourceId, Tags: z.array(tag) });
export const describeTags = z.object({ ResourceId: resourceId });
export const deleteTags = z.object({ ResourceId: resourceId, TagKeys: z.array(z.string().min(1)) });

export const describeBundles = z.object({
  BundleIds: batch(bundleId).optional(),
  Owner: z.string().optional(),
  NextToken: nextToken.optional(),
});

export const describeDirectories = z.object({
  DirectoryIds: batch(directoryId).optional(),
  WorkspaceDirectoryNames: batch(z.string().regex(/^[a-zA-Z0-9][a-zA-Z0-9_.\s-]{1,64}$/)).optional(),
  Filters: batch(
    z.object({
      Name: z.enum(['USER_IDENTITY_TYPE', 'WORKSPACE_TYPE']),
      Values: batch(z.string().max(64)),
    }),
  ).optional(),
  Limit: limit.optional(),
  NextToken: nextToken.optional(),
});
