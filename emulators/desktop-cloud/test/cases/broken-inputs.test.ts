import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { AwsFault } from '../../src/kernel.ts';
import { isPlain } from '../../src/protocol/wire.ts';
import { minute, stand } from '../workspaces/stand.ts';
import { at, chains, filled, type Kept } from './chains.ts';

const text = fc.oneof(
  fc.string(),
  fc.constantFrom('', '[UNDEFINED]', '__proto__', 'x'.repeat(3_000), '10.0.0.0/8'),
);
const wrong = fc.oneof(
  text,
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.constant(undefined),
  fc.array(text, { maxLength: 30 }),
  fc.dictionary(text, text, { maxKeys: 3 }),
  fc.constantFrom(new Date(0), new Uint8Array(9)),
);
type Breaks = { place: number; wrong: unknown }[];
const breaks: fc.Arbitrary<Breaks> = fc.array(fc.record({ place: fc.nat({ max: 12 }), wrong }), {
  minLength: 23,
  maxLength: 23,
});

/** The same value with `wrong` at the `n`-th place in it. */
function broken(value: unknown, n: { left: number }, instead: unknown): unknown {
  if (n.left-- === 0) return instead;
  if (Array.isArray(value)) return value.map((item) => broken(item, n, instead));
  if (!isPlain(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, broken(member, n, instead)]),
  );
}

it('whatever is wrong with an input, AWS’s answer or its error comes, while all that the cases do goes on', async () => {
  const property = fc.asyncProperty(breaks, async (all) => {
    const { call, clock } = stand();
    const tried = async (operation: string, input: unknown, place: object) => {
      try {
        return await call(operation, isPlain(input) ? input : {}, place);
      } catch (error) {
        if (error instanceof AwsFault && error.status < 500) return undefined;
        throw new Error(`${operation} ${JSON.stringify(input)}`, { cause: error });
      }
    };
    let next = 0;
    for (const { steps } of chains) {
      const kept: Kept = new Map();
      for (const step of steps) {
        if (step.operation === undefined) continue;
        const { operation } = step;
        const place = { accountId: step.as, region: step.in };
        const input = filled(step.input, kept, () => 'ws-000000000');
        for (let n = 0; n < 3; n++) {
          const { place: left, wrong: instead } = all[next++ % all.length] ?? { place: 0, wrong: undefined };
          await tried(operation, broken(input, { left: left + 1 }, instead), place);
        }
        const answer = await tried(operation, input, place);
        for (const [key, path] of Object.entries(step.keep)) {
          const value = at(answer, path);
          // A broken call may have made the same before.
          if (value !== undefined) kept.set(key, value);
        }
        clock.advance(20 * minute);
      }
    }
  });
  await expect(fc.assert(property, { numRuns: 15 })).resolves.toBeUndefined();
}, 120_000);
