import type { Group } from './group.ts';
import type { Memory } from './memory.ts';
import type { GroupRead } from './read.ts';
import type { Instant } from './time.ts';

/** What a person can let pass for one run. */
export type Guard = 'GroupEmpty' | 'GroupShrunk' | 'GroupTooLarge' | 'UsersRenamed';

/** All that a run knows when it decides. */
export type Given = {
  group: Group;
  read: GroupRead;
  memory: Memory;
  now: Instant;
  /** Newer than that of every run before. */
  revision: number;
  passes: ReadonlySet<Guard>;
  /** A person asked for this run: seats that failed are asked for again at once. */
  isAsked: boolean;
};
