import { newDesktopId } from '../../domain/workspaces/naming.ts';
import { isAllowedFrom } from '../../domain/workspaces/states.ts';
import { AwsFault } from '../../kernel.ts';
import type { Branch } from '../branch.ts';
import type { Bundle } from '../bundles/bundle.ts';
import type { Handlers } from '../handlers.ts';
import { asItem, type Desktop, isUnderModification } from './desktop.ts';
import { fateOf } from './fate.ts';
import { theDesktop } from './found.ts';
import { newborn } from './newborn.ts';

/** A desktop as it was, or another in its place: calls about one desktop, refused as a whole. */
export const replacing: Handlers = {
  RestoreWorkspace(branch, { WorkspaceId }) {
    const desktop = theDesktop(branch, WorkspaceId);
    refuseUnless(
      isAllowedFrom('restore', desktop.state),
      `A WorkSpace in the state ${desktop.state} can not be restored.`,
    );
    refuseUnless(
      !isUnderModification(desktop),
      'The properties of this WorkSpace are currently under modification.',
    );
    refuseUnless(
      desktop.restorable.length > 0 && desktop.snapshots.length > 0,
      'There are no snapshots of both volumes to restore the WorkSpace from.',
    );
    branch.lifecycle.restore(desktop, fateOf(branch, 'RestoreWorkspace', asItem(desktop)));
    return {};
  },

  MigrateWorkspace(branch, { SourceWorkspaceId, BundleId }) {
    const source = theDesktop(branch, SourceWorkspaceId);
    const bundle = theBundle(branch, BundleId);
    // What is under way is told apart from a state that does not fit: the first passes.
    if (isUnderModification(source, 'for a moment') || source.state === 'UPDATING') {
      throw new AwsFault(
        'OperationInProgressException',
        'The properties of this WorkSpace are currently being modified. Try again in a moment.',
      );
    }
    refuseUnless(
      isAllowedFrom('migrate', source.state),
      `A WorkSpace in the state ${source.state} can not be migrated.`,
    );
    // "Migrating Linux WorkSpaces is not currently supported" (AG, migrate a WorkSpace).
    for (const system of [source.properties.OperatingSystemName, bundle.operatingSystem]) {
      refuseUnless(system.startsWith('WINDOWS'), `A WorkSpace with ${system} can not be migrated.`);
    }
    if (source.snapshots.length === 0) {
      throw new AwsFault('ResourceUnavailableException', 'There is no snapshot of the user volume.', 400, {
        ResourceId: SourceWorkspaceId,
      });
    }
    const target = branch.fleet.add((order) => targetOf(branch, order, source, bundle));
    branch.lifecycle.migrate(source, target, fateOf(branch, 'MigrateWorkspace', asItem(source)));
    return { SourceWorkspaceId, TargetWorkspaceId: target.id };
  },
};

/** "All tags … are carried over …, and the running mode … is preserved"; id, computer name and address are new (AG, migrate a WorkSpace). */
function targetOf({ world }: Branch, order: number, source: Desktop, bundle: Bundle): Desktop {
  const { GlobalAccelerator, NestedVirtualizationEnabled, UserVolumeSizeGib, ...kept } = source.properties;
  return {
    ...newborn(world.clock.now()),
    id: newDesktopId(world.random),
    order,
    directoryId: source.directoryId,
    userName: source.userName,
    bundleId: bundle.bundleId,
    subnetId: source.subnetId,
    workspaceName: source.workspaceName,
    volumeEncryptionKey: source.volumeEncryptionKey,
    rootVolumeEncrypted: source.rootVolumeEncrypted,
    userVolumeEncrypted: source.userVolumeEncrypted,
    properties: {
      ...kept,
      RootVolumeSizeGib: bundle.rootGib,
      // Choice: the user volume comes back from its snapshot, and never smaller than that.
      UserVolumeSizeGib: Math.max(bundle.userGib, UserVolumeSizeGib),
      ComputeTypeName: bundle.computeType,
      Protocols: [...bundle.protocols],
      OperatingSystemName: bundle.operatingSystem,
      GlobalAccelerator,
      NestedVirtualizationEnabled,
    },
    tags: new Map(source.tags),
    migratesFrom: { id: source.id, state: source.state },
  };
}

function theBundle({ bundles }: Branch, id: string): Bundle {
  const bundle = bundles.get(id);
  if (bundle !== undefined && !bundle.deleted) return bundle;
  throw new AwsFault('ResourceNotFoundException', 'The resource could not be found.', 400, {
    ResourceId: id,
  });
}

/** Choice: of the errors that both operations list, this one says that it is not done from here. */
function refuseUnless(isFine: boolean, message: string): void {
  if (!isFine) throw new AwsFault('OperationNotSupportedException', message);
}
