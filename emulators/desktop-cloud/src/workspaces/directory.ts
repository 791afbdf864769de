import type { BundleSeed, DirectorySeed } from '../seed.ts';

/** A directory that WorkSpaces knows. */
export type Directory = DirectorySeed & {
  state: 'REGISTERED' | 'DEREGISTERED';
  readonly subnetIds: readonly string[];
  readonly tags: Map<string, string>;
  /** Names in lower case: user names are not case-sensitive. */
  readonly users: Set<string>;
};

export type Bundle = BundleSeed & {
  deleted: boolean;
  /** From which desktops are made and rebuilt from now on; those that stand keep what they have. */
  imageId: string;
  readonly createdAt: number;
  readonly tags: Map<string, string>;
};

/** Whom AWS takes as the name of a desktop that belongs to nobody (service model, `WorkspaceRequest.UserName`). */
export const userDecoupled = '[UNDEFINED]';

export const knowsUser = (directory: Directory, userName: string): boolean =>
  userName === userDecoupled || directory.users.has(userName.toLowerCase());
