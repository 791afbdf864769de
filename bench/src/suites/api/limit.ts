/** Desktops in one look, terminate or create (botocore model of `workspaces`). */
const perCall = 25;
/** Seconds that a look permits calls for, and calls of WorkSpaces in a second. */
const freshFor = 5;
const perSecond = 2;

export type Kind = 'rebuild' | 'recreate' | 'join';

/** Calls without which it can't be done: those that change something, and the reads that have to come before and after them. */
export type Limit = { changes: number; reads: number };

/**
 * A look is two calls, of states and of connections, and shows 25. One is due after the leaving is heard and one when the grace is
 * over; that is good for five seconds, and so is each that follows it: ten calls, two of them the next look's. What was called has
 * to be seen to have had its effect: under way and ready, gone in two looks, and ready; there, only states are asked for.
 */
export function limitOf(kind: Kind, desktops: number): Limit {
  const groups = Math.ceil(desktops / perCall);
  const look = 2 * groups;
  switch (kind) {
    case 'rebuild': {
      // The policy bounds what may be lost: the snapshot's age is asked for, a call each.
      const snapshots = desktops;
      const calls = freshFor * perSecond - 2;
      // The look that found it due is still good for the first few, each with its snapshot.
      const further = 2 * Math.ceil(Math.max(0, desktops - calls / 2) / calls);
      const seen = 2 * groups;
      return { changes: desktops, reads: 2 * look + snapshots + further + seen };
    }
    case 'recreate': {
      // Tags as they are, a call each; then the look that permits the terminate, and what a create needs: bundle and directory.
      const tags = desktops;
      const further = tags > (freshFor * perSecond) / 2 ? look : 0;
      const needs = 2 * groups;
      const gone = 2 * groups;
      return {
        changes: 2 * groups,
        reads: 2 * look + tags + further + needs + gone + newDesktops(groups),
      };
    }
    case 'join':
      return { changes: groups, reads: newDesktops(groups) };
  }
  return kind satisfies never;
}

/** Seen to be ready; seen by whoever makes their alarms; and a look at them, for their users may have connected already. */
const newDesktops = (groups: number): number => groups + groups + 2 * groups;
