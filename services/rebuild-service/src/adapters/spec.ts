import { type DesktopSpec, desktopSpec } from '@cleandesk/contracts';
import type { Desktop, Tags } from '@cleandesk/workspaces';
import { isAttemptTag } from './attempt-tag.ts';
import { isHoldTag } from './hold-tag.ts';

/** Everything that it takes to make this desktop again, or the reason why it can't be written down. */
export function specOf(desktop: Desktop, tags: Tags): DesktopSpec | { problem: string } {
  const untold = untoldOf(desktop);
  if (untold.length > 0) {
    return { problem: `AWS does not tell the ${untold.join(', ')} of ${desktop.workspaceId}` };
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
    tags: ownersTags(tags),
  });
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${path.map(String).join('.')}: ${message}`);
  return { problem: `${desktop.workspaceId} has properties that we do not know: ${faults.join('; ')}` };
}

/** Left out of a create, these would be what AWS or the bundle gives by itself, and be billed like that. */
const untoldOf = (desktop: Desktop): string[] =>
  [
    desktop.runningMode === undefined ? 'running mode' : '',
    desktop.runningMode === 'AUTO_STOP' && desktop.autoStopMinutes === undefined ? 'stop time-out' : '',
    desktop.rootVolumeGib === undefined ? 'size of the root volume' : '',
    desktop.userVolumeGib === undefined ? 'size of the user volume' : '',
    desktop.computeType === undefined ? 'compute type' : '',
  ].filter((what) => what !== '');

/** Tags of AWS's own can't be written back; the mark of an attempt, or of a hold that is over, belongs to the old desktop. */
export const ownersTags = (tags: Tags): Tags =>
  Object.fromEntries(
    Object.entries(tags).filter(
      ([name]) => !name.toLowerCase().startsWith('aws:') && !isAttemptTag(name) && !isHoldTag(name),
    ),
  );
