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

/** A desktop came into a state. `session`: the one that stood until then. */
const move = z.object({
  at: time,
  workspaceId: z.string(),
  directoryId: z.string(),
  userName: z.string(),
  state: z.string(),
  session: z.object({ since: time, droppedAt: time.nullable() }).nullable(),
});
export type Move = z.output<typeof move>;

/** What came since one has read, of what is remembered. */
export type Since<T> = { items: readonly T[]; missed: number; total: number };

const counted = { missed: z.number(), total: z.number() };
export const movesSince = z
  .object({ ...counted, moves: z.array(move) })
  .transform(({ moves: items, ...rest }): Since<Move> => ({ items, ...rest }));
export const callsSince = z
  .object({ ...counted, calls: z.array(call) })
  .transform(({ calls: items, ...rest }): Since<Call> => ({ items, ...rest }));

/** Faults that were taken away, and how often each has met something. */
export const clearedFaults = z
  .object({
    cleared: z.array(z.object({ operation: z.string(), kind: z.string(), met: z.number() })),
  })
  .transform(({ cleared }) => cleared);
export type MetFault = z.output<typeof clearedFaults>[number];

export const cloudState = z.object({
  speed: z.number(),
  desktops: z.array(desktop),
  ledger: z.array(call).default([]),
});
export type CloudState = z.output<typeof cloudState>;
