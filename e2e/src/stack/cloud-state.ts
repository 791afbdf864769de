import * as z from 'zod';

const time = z.string().transform((text) => Date.parse(text));
const tag = z.object({ Key: z.string(), Value: z.string() });

/** One desktop as the desktop cloud knows it: the truth, not what an API tells of it. */
const desktop = z
  .object({
    WorkspaceId: z.string(),
    DirectoryId: z.string(),
    UserName: z.string(),
    State: z.string(),
    BundleId: z.string(),
    ComputerName: z.string().optional(),
    VolumeEncryptionKey: z.string().optional(),
    UserVolumeEncryptionEnabled: z.boolean().optional(),
    RootVolumeEncryptionEnabled: z.boolean().optional(),
    WorkspaceProperties: z.record(z.string(), z.unknown()),
    listed: z.boolean(),
    createdAt: time,
    tags: z.array(tag),
    ipAddress: z.string().nullable(),
    session: z.object({ since: time, droppedAt: time.nullable() }).nullable(),
    lastLogin: time.nullable(),
    connection: z.object({ state: z.string(), checkedAt: time }),
    history: z.array(z.object({ at: time, state: z.string() })),
  })
  .transform((raw) => ({
    workspaceId: raw.WorkspaceId,
    directoryId: raw.DirectoryId,
    userName: raw.UserName,
    state: raw.State,
    bundleId: raw.BundleId,
    computerName: raw.ComputerName,
    ipAddress: raw.ipAddress ?? undefined,
    properties: raw.WorkspaceProperties,
    encryption: {
      key: raw.VolumeEncryptionKey,
      root: raw.RootVolumeEncryptionEnabled ?? false,
      user: raw.UserVolumeEncryptionEnabled ?? false,
    },
    tags: Object.fromEntries(raw.tags.map(({ Key, Value }) => [Key, Value])),
    isConnected: raw.session !== null,
    lastLoginAt: raw.lastLogin ?? undefined,
    connection: raw.connection,
    createdAt: raw.createdAt,
    history: raw.history,
  }));
export type DesktopState = z.output<typeof desktop>;

/** One call of an API that the desktop cloud serves. */
const call = z.object({
  at: time,
  api: z.string(),
  operation: z.string(),
  caller: z.string(),
  request: z.record(z.string(), z.array(z.string())),
  outcome: z.enum(['answered', 'refused', 'hung', 'underWay']),
  code: z.string().optional(),
  failedItems: z.number().optional(),
  tookMs: z.number().optional(),
});
export type Call = z.output<typeof call>;

export const cloudState = z.object({
  speed: z.number(),
  desktops: z.array(desktop),
  ledger: z.array(call).default([]),
});
export type CloudState = z.output<typeof cloudState>;
