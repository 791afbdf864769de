import { defineConfig } from 'vitest/config';
import { dropGuard, guardsIn, guardsOf } from './test/guards/drop-guard.ts';

/** Set by test/guards/run.ts: the decider is loaded without this guard, and some test has to fail for it. */
const dropped = process.env.CLEANDESK_DROP_GUARD;
if (
  dropped !== undefined &&
  guardsOf(`${import.meta.dirname}/src/domain`).filter((name) => name === dropped).length !== 1
)
  throw new Error(`${dropped} is not the name of one guard: nothing would be dropped`);

export default defineConfig({
  plugins:
    dropped === undefined
      ? []
      : [
          {
            name: 'drop-guard',
            enforce: 'pre',
            transform(code: string, id: string) {
              if (!id.includes('/src/domain/') || !guardsIn(code).some(({ name }) => name === dropped))
                return;
              return dropGuard(code, dropped);
            },
          },
        ],
  // A decider that was loaded without one guard must not be found in the cache by the next run.
  test: { include: ['test/**/*.test.ts'], fsModuleCache: dropped === undefined },
});
