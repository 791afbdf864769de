import type { Subject } from './faults.ts';
import { idsIn } from './ledger.ts';

/** Whose a desktop is, also one that is just gone. */
export type FindDesktop = (id: string) => { userName: string; directoryId: string } | undefined;

/** Whom a call or an event is about: whom it names, and those whose desktops it names. */
export function subjectOf(named: unknown, desktopOf: FindDesktop): Subject {
  const ids = idsIn(named);
  const workspaceIds = [
    ...(ids.WorkspaceId ?? []),
    ...(ids.WorkspaceIds ?? []),
    ...(ids.SourceWorkspaceId ?? []),
    ...(ids.PrimaryWorkspaceId ?? []),
    ...(ids.ResourceId ?? []),
  ];
  const desktops = workspaceIds.map(desktopOf).filter((desktop) => desktop !== undefined);
  return {
    workspaceIds,
    userNames: [...(ids.UserName ?? []), ...desktops.map(({ userName }) => userName)],
    directoryIds: [
      ...(ids.DirectoryId ?? []),
      ...(ids.DirectoryIds ?? []),
      ...desktops.map(({ directoryId }) => directoryId),
    ],
  };
}
