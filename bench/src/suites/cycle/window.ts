import type { StackEnvironment } from '@cleandesk/launcher';
import { storyteller } from '../../../../e2e/src/stack/clients.ts';
import type { Stage } from '../../../../e2e/src/stack/stage.ts';
import { stackFolder } from '../../stack/bench-stack.ts';
import { gbSecondsOf, type Invocation, sumOf, whenQuiet } from '../../stack/invocations.ts';
import { billedOnItsShare, processorTimes } from '../../stack/processor-time.ts';

/** What functions, the bus and AWS's APIs had to do while something happened, for one of those to whom it happened. */
export type Spent = {
  gbSeconds: number;
  /** The same where a function with little memory has as little of a processor, as on AWS. */
  gbSecondsOnShare: number;
  billedMs: number;
  invocations: number;
  events: number;
  apiCalls: number;
  functions: {
    function: string;
    memoryMb: number;
    invocations: number;
    billedMs: number;
    processorMs: number;
    gbSeconds: number;
    gbSecondsOnShare: number;
  }[];
  calls: { operation: string; calls: number }[];
};

/** Whose functions and calls are counted. */
export type Side = {
  owns(functionName: string): boolean;
  calls(caller: string): boolean;
  /** Events on our bus; the seed has none. */
  hasBus: boolean;
};
/** By this application its functions are told from ours (`deploy.py`). */
const seedsCaller = 'seed';
export const seedsSide: Side = {
  owns: (name) => name.startsWith('Workspace_'),
  calls: (caller) => caller === seedsCaller,
  hasBus: false,
};
export const ourSide: Side = {
  owns: (name) => !seedsSide.owns(name),
  calls: (caller) => ![storyteller, seedsCaller].includes(caller),
  hasBus: true,
};

/** ms without an invocation after which nothing goes on. */
const quietMs = 2_000;

/**
 * Lets something happen to so many desktops, and counts all of one side that ended and was called meanwhile.
 * @param options.billed what was billed of an invocation, where it is not what the log says
 * @param options.endsAfterMs without an invocation nothing more is to come
 */
export async function spentOn(
  { stage, stack }: { stage: Stage; stack: StackEnvironment },
  side: Side,
  desktops: number,
  happen: () => Promise<void>,
  options: { billed?: (invocation: Invocation) => number; endsAfterMs?: number } = {},
): Promise<Spent> {
  const { billed = ({ billedMs }) => billedMs, endsAfterMs = quietMs } = options;
  await whenQuiet(stack.baseUrl, Date.now(), quietMs);
  const since = Date.now();
  const { total } = await stage.cloud.callsAfter(0);
  const heard = stage.bus.events.length;
  const before = processorTimes(stackFolder());
  await happen();
  const all = (await whenQuiet(stack.baseUrl, since, endsAfterMs))
    .filter(({ functionName }) => side.owns(functionName))
    .map((one) => ({ ...one, billedMs: billed(one) }));
  const after = processorTimes(stackFolder());
  const { items, missed } = await stage.cloud.callsAfter(total);
  if (missed > 0) throw new Error(`The desktop cloud forgot ${missed} calls that were to be counted`);
  const calls = items.filter(({ caller }) => side.calls(caller));
  const each = (count: number): number => Math.round((count / desktops) * 100) / 100;
  const names = [...new Set(all.map(({ functionName }) => functionName))].toSorted();
  const operations = [...new Set(calls.map(({ operation }) => operation))].toSorted();
  const functions = names.map((name) => {
    const own = all.filter(({ functionName }) => functionName === name);
    const memoryMb = own[0]?.memoryMb ?? 0;
    const billedMs = sumOf(own.map(({ billedMs }) => billedMs)) / desktops;
    const processorMs = Math.max(0, (after.get(name) ?? 0) - (before.get(name) ?? 0)) / desktops;
    return {
      function: name,
      memoryMb,
      invocations: each(own.length),
      billedMs: each(billedMs * desktops),
      processorMs: each(processorMs * desktops),
      gbSeconds: sumOf(own.map(gbSecondsOf)) / desktops,
      gbSecondsOnShare: gbSecondsOf({
        billedMs: billedOnItsShare(billedMs, processorMs, memoryMb),
        memoryMb,
      }),
    };
  });
  return {
    gbSeconds: sumOf(functions.map(({ gbSeconds }) => gbSeconds)),
    gbSecondsOnShare: sumOf(functions.map(({ gbSecondsOnShare }) => gbSecondsOnShare)),
    billedMs: each(sumOf(all.map(({ billedMs }) => billedMs))),
    invocations: each(all.length),
    events: side.hasBus ? each(stage.bus.events.length - heard) : 0,
    apiCalls: each(calls.length),
    functions,
    calls: operations.map((operation) => ({
      operation,
      calls: each(calls.filter((one) => one.operation === operation).length),
    })),
  };
}
