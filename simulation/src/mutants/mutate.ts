import { dropGuard } from '@cleandesk/guards';

/** A guard of the decider that is dropped, or code that is replaced. `file`: the end of its path. */
export type Change = { file: string } & ({ drop: string } | { replace: string; by: string });

/** A fault that is put into the services' code, to see that the laws notice. */
export type Mutant = {
  law: 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;
  /** In the words of whoever would have made this mistake. */
  name: string;
  /** More than one where the code holds the law in more than one place. */
  changes: readonly Change[];
};

/** @throws when the code has nothing to change, or more than one place: then nothing would be shown. */
export function mutated(source: string, change: Change): string {
  if ('drop' in change) return dropGuard(source, change.drop);
  const parts = source.split(change.replace);
  if (parts.length !== 2)
    throw new Error(`${change.file}: "${change.replace}" stands there ${parts.length - 1} times`);
  return parts.join(change.by);
}
