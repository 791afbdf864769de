import * as z from 'zod';

/** A desktop's id. Pattern: botocore service model `workspaces` 2015-04-08, shape `WorkspaceId`. */
export const workspaceId = z.string().regex(/^ws-[0-9a-z]{8,63}$/);
/** A directory's id. Pattern: the same model, shape `DirectoryId`. */
export const directoryId = z.string().regex(/^(d-[0-9a-f]{8,63}|wsd-[0-9a-z]{8,63})$/);
/** A bundle's id. Pattern: the same model, shape `BundleId`. */
export const bundleId = z.string().regex(/^wsb-[0-9a-z]{8,63}$/);
/** A user's name in the directory, 1 to 63 characters, not case-sensitive: the same model, shape `UserName`. */
export const userName = z.string().min(1).max(63);
/** A point in time, ISO 8601 with an offset or `Z`. */
export const instant = z.iso.datetime({ offset: true });

/** The right of one user in one directory to one desktop. It outlives its desktops. */
export const seat = z.object({ directoryId, userName });
export type SeatRef = z.infer<typeof seat>;

/** What CloudWatch tells of the time of a disconnect: it lies somewhere in between. */
export const interval = z.object({ start: instant, end: instant });

/** One leaving of a user. `id` is the same however often and late the signal arrives. */
export const absence = z.object({ id: z.string().min(1).max(128), startedAt: instant });

/** What a reset does: a new root volume, or a new desktop. */
export const strategy = z.enum(['rebuild', 'recreate']);
export type Strategy = z.infer<typeof strategy>;

/** What a reset leaves to the desktop's user. */
export const resetKeeps = z.enum(['userVolume', 'userVolumeIfRecent', 'nothing', 'everything']);
export type ResetKeeps = z.infer<typeof resetKeeps>;

/** Of a request; it becomes part of a tag on the desktop that is made for it. */
export const requestId = z.string().regex(/^[A-Za-z0-9._:+=@-]{1,64}$/);
/** Of a request that was taken: 0.1.0 took any text. */
export const answeredRequestId = z.string().min(1).max(64);

/** Of a directory group, as its owner calls it; also the value of its desktops' `DirectoryGroup` tag. */
export const groupName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/);

/** A policy as a receipt names it; the version is a hash of what the policy says. */
export const policyRef = z.object({ name: z.string().min(1).max(64), version: z.string().min(1).max(64) });

/** Whose resets are paused: recreates of one directory and bundle after a failed one, or a policy's users after an outage. */
export const resetScope = z.union([
  z.object({ directoryId, bundleId }),
  z.object({ policy: z.string().min(1).max(64) }),
]);
export type ResetScope = z.infer<typeof resetScope>;

/** What led to a reset: a user who left, a person who asked, or that nobody used the desktop. */
export const resetCause = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('absence'), absence }),
  z.object({
    kind: z.literal('request'),
    requestId: answeredRequestId,
    requestedBy: z.string().min(1).max(256),
  }),
  z.object({ kind: z.literal('disuse'), unusedSince: instant }),
]);

/** A desktop as the network and the directory know it. A recreate and a rebuild both change the IP address. */
export const desktopFace = z.object({
  workspaceId,
  computerName: z.string().optional(),
  ipAddress: z.string().optional(),
});

/** What a create needs besides the seat. Names and limits follow the CreateWorkspaces request. */
export const desktopSpec = z.object({
  bundleId,
  runningMode: z.enum(['AUTO_STOP', 'ALWAYS_ON', 'MANUAL']).optional(),
  /** minutes, in steps of 60; only with AUTO_STOP. */
  autoStopMinutes: z.int().min(60).multipleOf(60).optional(),
  rootVolumeGib: z.int().positive().optional(),
  userVolumeGib: z.int().positive().optional(),
  computeType: z.string().min(1).max(64).optional(),
  protocols: z.array(z.string().min(1).max(16)).optional(),
  /** For whoever reads it. The bundle decides it, and no create asks for it. */
  operatingSystem: z.string().min(1).max(64).optional(),
  volumeEncryptionKey: z.string().min(1).max(2048).optional(),
  rootVolumeEncrypted: z.boolean().default(false),
  userVolumeEncrypted: z.boolean().default(false),
  /** Without `aws:*`, which can't be written back. */
  tags: z.record(z.string().min(1).max(127), z.string().max(255)).default({}),
});
export type DesktopSpec = z.infer<typeof desktopSpec>;
