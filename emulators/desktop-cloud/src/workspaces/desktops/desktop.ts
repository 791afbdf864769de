import * as z from 'zod';
import { resources, waits } from '../../domain/workspaces/modification.ts';
import { desktopStates } from '../../domain/workspaces/states.ts';
import type { WorkspaceProperties } from '../../service-model/generated/workspaces.ts';
import { model } from '../model.ts';
import { membersSchema } from './members.ts';

/** What `WorkspaceProperties` hold of a desktop that was made. Sizes in GiB. */
export type DesktopProperties = WorkspaceProperties & {
  [Name in Exclude<keyof WorkspaceProperties, 'RunningModeAutoStopTimeoutInMinutes'>]: NonNullable<
    WorkspaceProperties[Name]
  >;
};

/** All times are epoch ms of the clock. */
const time = z.number();

const session = z.object({
  since: time,
  /** Set once the connection broke: the session still reads CONNECTED for a while. */
  droppedAt: time.optional(),
});
/** A user's session. */
export type Session = z.output<typeof session>;

const refusal = z.object({ code: z.string(), message: z.string() });

const properties = z.custom<WorkspaceProperties>(
  (value) => model.schemaOf('WorkspaceProperties').safeParse(value).success,
);

/** A change of properties that is under way. */
const modification = z.object({
  change: properties,
  /** What is told of it; changes of a moment are told of nowhere. */
  resource: z.enum(resources).optional(),
  state: z.enum(['UPDATE_INITIATED', 'UPDATE_IN_PROGRESS', 'UPDATE_FAILED']),
  /** A fault says that it comes to nothing. */
  fails: z.boolean().default(false),
  /** A fault keeps it from ending. */
  isHeldUp: z.boolean(),
});

/** One WorkSpace, as it is kept. */
export const desktopSchema = z.object({
  id: z.string(),
  /** Order of creation: pages are cut along it. */
  order: z.int(),
  directoryId: z.string(),
  userName: z.string(),
  bundleId: z.string(),
  subnetId: z.string(),
  createdAt: time,
  workspaceName: z.string().optional(),
  volumeEncryptionKey: z.string().optional(),
  rootVolumeEncrypted: z.boolean().optional(),
  userVolumeEncrypted: z.boolean().optional(),
  properties: z.custom<DesktopProperties>(
    (value) => model.schemaOf('WorkspaceProperties').safeParse(value).success,
  ),
  tags: z.array(z.tuple([z.string(), z.string()])).transform((tags) => new Map(tags)),
  /** What was set up by hand. */
  members: membersSchema,
  state: z.enum(desktopStates),
  /** Whether Describe knows the id: not just after the create, and not after TERMINATED. */
  listed: z.boolean(),
  /** It is gone, and only its seat is still taken. */
  gone: z.boolean(),
  /** What its create or rebuild will end in, as a fault asked for. */
  failure: refusal.optional(),
  ipAddress: z.string().optional(),
  computerName: z.string().optional(),
  error: refusal.optional(),
  /** Of the user volume: what a rebuild needs. */
  snapshots: z.array(time),
  /** Of both volumes: what a restore needs. */
  restorable: z.array(time).default([]),
  /** What would have come next, but for a fault that keeps it where it is. */
  heldUp: z.string().optional(),
  modification: modification.optional(),
  /** What it can't be changed in for a while. */
  waits: z.array(z.enum(waits)).default([]),
  /** It takes the place of another desktop, which had this state before. */
  migratesFrom: z.object({ id: z.string(), state: z.enum(desktopStates) }).optional(),
  session: session.optional(),
  /** When somebody was connected, as long as metrics can be asked for; one without an end goes on. */
  visits: z.array(z.object({ from: time, to: time.optional() })).optional(),
  lastLogin: time.optional(),
  /** A user waits for the stopped desktop to resume. */
  loginWaits: z.boolean(),
  connections: z.array(
    z.object({
      at: time,
      state: z.enum(['CONNECTED', 'DISCONNECTED', 'UNKNOWN']),
      lastKnown: time.optional(),
    }),
  ),
  history: z.array(z.object({ at: time, state: z.enum(desktopStates) })),
});
export type Desktop = z.output<typeof desktopSchema>;

/** Whether something lasting is being changed of it now. A change of a moment counts only with `even`. */
export const isUnderModification = ({ modification }: Desktop, even?: 'for a moment'): boolean =>
  modification !== undefined &&
  modification.state !== 'UPDATE_FAILED' &&
  (even !== undefined || modification.resource !== undefined);

/** How faults know it. */
export const asItem = ({ id, userName, directoryId }: Desktop) => ({
  workspaceId: id,
  userName,
  directoryId,
});

/** As JSON that `desktopSchema` reads. */
export const keptDesktop = (desktop: Desktop) => ({ ...desktop, tags: [...desktop.tags] });
