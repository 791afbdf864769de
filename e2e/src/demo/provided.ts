import { seatProvisionedV1 } from '@cleandesk/contracts';
import { concerns } from '../people/evidence.ts';
import type { DesktopState } from '../stack/cloud-state.ts';
import type { Stage } from '../stack/stage.ts';
import type { Character } from './narrator.ts';
import { type Ending, faceOf } from './play.ts';

/** Somebody who is given a desktop, or loses it, without doing anything in one. */
export type Provided = Character & {
  desktops(): Promise<DesktopState[]>;
  isRight: (desktop: DesktopState) => boolean;
};

export const hasOne = 'given a desktop';
export const hasNone = 'removed';

/** @param isRight whether a desktop is what they were to get */
export function providedFor(
  stage: Stage,
  userName: string,
  isRight: (desktop: DesktopState) => boolean,
): Provided {
  const workspaceIds = () =>
    new Set(
      stage.bus
        .all(seatProvisionedV1, ({ seat }) => seat.userName === userName)
        .map(({ workspaceId }) => workspaceId),
    );
  return {
    userName,
    isNamedIn: (value) => concerns(value, { userName, workspaceIds: workspaceIds() }),
    desktops: async () => (await stage.cloud.desktops()).filter((one) => one.userName === userName),
    isRight,
  };
}

export async function endingOf(
  member: Provided,
  told: { story: string; expected: string; first?: DesktopState | undefined; problem: string | undefined },
): Promise<Ending> {
  const { story, expected, first } = told;
  const desktops = await member.desktops();
  const seen = inWords(desktops, member.isRight);
  const problem = told.problem ?? (seen === expected ? undefined : `${member.userName}: ${seen}`);
  const [after] = desktops;
  return {
    user: member.userName,
    story,
    before: first && faceOf(first),
    after: after && faceOf(after),
    expected,
    seen,
    ok: problem === undefined,
    ...(problem === undefined ? {} : { problem }),
  };
}

/** By the desktop cloud's own books, which list the desktops that there are. */
function inWords(desktops: readonly DesktopState[], isRight: Provided['isRight']): string {
  const [desktop, ...others] = desktops;
  if (desktop === undefined) return hasNone;
  if (others.length > 0) return `${desktops.length} desktops`;
  if (desktop.state !== 'AVAILABLE') return desktop.state;
  return isRight(desktop) ? hasOne : 'given one without its tags';
}
