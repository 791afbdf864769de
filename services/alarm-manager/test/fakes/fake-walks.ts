import type { Task, Walks } from '../../src/ports.ts';

type UnderWay = {
  walk: string;
  stretch: number;
  busyUntil: number;
  aliveUntil: number;
  askedAgain: boolean;
};

/** Walks in memory. Holds to the same contract suite as DynamoDB. */
export function fakeWalks(): Walks {
  const underWay = new Map<Task, UnderWay>();
  return {
    async enter(task, { walk, number }, { now, busyUntil, aliveUntil }) {
      const one = underWay.get(task);
      const again = one?.walk === walk && one.stretch === number && one.busyUntil < now;
      const onward = one?.walk === walk && one.stretch < number;
      const free = one === undefined || one.aliveUntil < now;
      if (!(again || (number > 0 ? onward : free))) {
        if (number > 0 || one?.walk === walk) return 'over';
        if (one) one.askedAgain = true;
        return 'another';
      }
      const askedAgain = number > 0 && (one?.askedAgain ?? false);
      underWay.set(task, { walk, stretch: number, busyUntil, aliveUntil, askedAgain });
      return 'mayGo';
    },
    async leave(task, walk) {
      const one = underWay.get(task);
      if (one?.walk !== walk) return 'ended';
      underWay.delete(task);
      return one.askedAgain ? 'askedAgain' : 'ended';
    },
  };
}
