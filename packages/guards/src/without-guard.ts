import { join, sep } from 'node:path';
import { dropGuard, guardsBelow, guardsIn } from './drop-guard.ts';

/** A plugin of Vite's, as far as it is one. */
type Dropping = {
  name: string;
  enforce: 'pre';
  transform(code: string, id: string): string | undefined;
};

/**
 * For the `vitest.config.ts` of a service: its code is loaded without the guard that `cleandesk-guards` has named, and some
 * test has to fail for it.
 * @param service its folder
 */
export function withoutGuard(service: string): { plugins: Dropping[]; test: { fsModuleCache?: false } } {
  const dropped = process.env.CLEANDESK_DROP_GUARD;
  if (dropped === undefined) return { plugins: [], test: {} };
  const source = join(service, 'src');
  if (!guardsBelow(source).includes(dropped))
    throw new Error(`${dropped} is not the name of a guard: nothing would be dropped`);
  const transform = (code: string, id: string) => {
    if (!id.startsWith(source + sep) || !guardsIn(code).some(({ name }) => name === dropped))
      return undefined;
    return dropGuard(code, dropped);
  };
  return {
    plugins: [{ name: 'drop-guard', enforce: 'pre', transform }],
    // What was loaded without one guard must not be found in the cache by the next run.
    test: { fsModuleCache: false },
  };
}
