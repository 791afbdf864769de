import * as z from 'zod';
import { desktopStates } from '../../domain/workspaces/states.ts';
import { model } from '../model.ts';

/** Members of `Workspace` that AWS sets by calls which are not modelled. Names and words of the service model. */
const dataReplication = z.enum(['NO_REPLICATION', 'PRIMARY_AS_SOURCE']);
const workspaceId = z.string().regex(/^ws-[0-9a-z]{8,63}$/);
const time = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

export const membersSchema = z
  .strictObject({
    ModificationStates: z.array(
      z.strictObject({
        Resource: z.enum(['ROOT_VOLUME', 'USER_VOLUME', 'COMPUTE_TYPE', 'PROTOCOL', 'NESTED_VIRTUALIZATION']),
        State: z.enum(['UPDATE_INITIATED', 'UPDATE_IN_PROGRESS', 'UPDATE_FAILED']),
      }),
    ),
    RelatedWorkspaces: z.array(
      z.strictObject({
        WorkspaceId: workspaceId,
        Region: z.string().min(1).max(31),
        State: z.enum(desktopStates),
        Type: z.enum(['PRIMARY', 'STANDBY']),
      }),
    ),
    DataReplicationSettings: z.strictObject({
      DataReplication: dataReplication,
      RecoverySnapshotTime: time.optional(),
    }),
    StandbyWorkspacesProperties: z.array(
      z.strictObject({
        StandbyWorkspaceId: workspaceId,
        DataReplication: dataReplication,
        RecoverySnapshotTime: time.optional(),
      }),
    ),
    WorkspaceName: z.string().min(1),
  })
  .partial();
export type Members = z.output<typeof membersSchema>;

/** Properties that a person can change by hand, as ModifyWorkspaceProperties would. */
export const propertiesChange = z
  .strictObject({
    GlobalAccelerator: model.schemaOf('GlobalAcceleratorForWorkSpace'),
    NestedVirtualizationEnabled: z.boolean(),
  })
  .partial();
