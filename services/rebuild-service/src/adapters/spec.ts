import { type DesktopSpec, desktopSpec } from '@cleandesk/contracts';
import type { Desktop, Tags } from '@cleandesk/workspaces';
import { isAttemptTag } from './attempt-tag.ts';
import { isHoldTag } from './hold-tag.ts';

/** Everything that it takes to make this desktop again, or the reason why it can't be written down. */
export function specOf(desktop: Desktop, tags: Tags): DesktopSpec | { problem: string } {
  // Left out of a create, it would be what AWS gives by itself, and be billed like that.
  if (desktop.runningMode === undefined) {
    return { problem: `AWS does not tell the running mode of ${desktop.workspaceId}` };
  }
  const result = desktopSpec.safeParse({
    bundleId: desktop.bundleId,
    runningMode: desktop.runningMode,
    // AWS refuses a time-out for a desktop that does not stop by itself.
    ...(desktop.runningMode === 'AUTO_STOP' ? { autoStopMinutes: desktop.autoStopMinutes } : {}),
    rootVolumeGib: desktop.rootVolumeGib,
    userVolumeGib: desktop.userVolumeGib,
    computeType: desktop.computeType,
    protocols: desktop.protocols,
    // A word for a reader, which no create takes.
    ...(desktop.operatingSystem === 'UNKNOWN' ? {} : { operatingSystem: desktop.operatingSystem }),
    volumeEncryptionKey: desktop.volumeEncryptionKey,
    rootVolumeEncrypted: desktop.rootVolumeEncrypted,
    userVolumeEncrypted: desktop.userVolumeEncrypted,
    tags: Object.fromEntries(Object.entries(tags).filter(([name]) => isOfItsOwn(name))),
  });
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return { problem: `${desktop.workspaceId} has properties that we do not know: ${faults.join('; ')}` };
}

/** Tags of AWS's own can't be written back; the mark of an attempt, or of a hold that is over, belongs to the old desktop. */
const isOfItsOwn = (name: string): boolean =>
  !name.toLowerCase().startsWith('aws:') && !isAttemptTag(name) && !isHoldTag(name);
