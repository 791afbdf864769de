import type { Workflows } from '../../src/ports.ts';
import type { Machine, State, Task } from './definition.ts';
import { evaluated } from './expressions.ts';

export type Execution = {
  name: string;
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED';
  /** Where it is now. */
  state: string;
  /** Each state that it entered. */
  path: string[];
  /** Why it failed. */
  error?: string;
};

type Running = Execution & { input: unknown; retries: number; attempt: number };
type Due = { at: number; order: number; work: () => Promise<void> };
type Clock = { at: number };

/**
 * Step Functions in virtual time: it interprets a state machine, calls its function, and hands out tokens that are good once and
 * until their task is over.
 */
export function virtualSteps(
  machine: Machine,
  clock: Clock,
  /** The function behind every task. What it throws fails the task. */
  invoke: (payload: unknown) => Promise<unknown>,
) {
  const executions = new Map<string, Running>();
  const tokens = new Map<string, (output: unknown) => void>();
  const due: Due[] = [];
  let order = 0;

  const later = (ms: number, work: () => Promise<void>) => {
    order += 1;
    due.push({ at: clock.at + ms, order, work });
    due.sort((a, b) => a.at - b.at || a.order - b.order);
  };
  const fail = (execution: Running, error: string) => Object.assign(execution, { status: 'FAILED', error });

  const enter = (execution: Running, name: string, input: unknown) => {
    Object.assign(execution, { state: name, input, retries: 0 });
    execution.path.push(name);
    later(0, () => begin(execution));
  };
  const leave = (execution: Running, { Next }: { Next?: string | undefined }, output: unknown) => {
    if (Next !== undefined) return enter(execution, Next, output);
    Object.assign(execution, { status: 'SUCCEEDED', input: output });
  };
  const stateOf = ({ state }: Running): State => {
    const found = machine.States[state];
    if (found === undefined) throw new Error(`There is no state ${state}`);
    return found;
  };

  async function begin(execution: Running): Promise<void> {
    const state = stateOf(execution);
    switch (state.Type) {
      case 'Choice': {
        for (const { Condition, Next } of state.Choices) {
          const holds = await evaluated(Condition, { input: execution.input });
          if (typeof holds !== 'boolean') throw new Error(`${Condition} is neither true nor false`);
          if (holds) return enter(execution, Next, execution.input);
        }
        return enter(execution, state.Default, execution.input);
      }
      case 'Wait':
        return later(state.Seconds * 1000, async () => leave(execution, state, execution.input));
      case 'Task':
        return attempt(execution, state);
    }
    state satisfies never;
  }

  async function attempt(execution: Running, task: Task): Promise<void> {
    execution.attempt += 1;
    const waits = task.Resource.endsWith('.waitForTaskToken');
    const token = `${execution.name}/${execution.state}/${execution.attempt}`;
    const { input } = execution;
    let isOver = false;
    /** Whichever comes first ends the task: an answer, an error, the time. */
    const over = (then: () => Promise<void>) => {
      if (isOver) return;
      isOver = true;
      tokens.delete(token);
      later(0, then);
    };
    const succeed = (result: unknown) =>
      over(async () => {
        const output = task.Output === undefined ? result : await evaluated(task.Output, { input, result });
        leave(execution, task, output);
      });
    if (waits) tokens.set(token, succeed);
    if (task.TimeoutSeconds !== undefined)
      later(task.TimeoutSeconds * 1000, async () => over(() => failed(execution, task, 'States.Timeout')));
    const states = { input, context: waits ? { Task: { Token: token } } : {} };
    const { Payload } = callOf(await evaluated(task.Arguments, states));
    try {
      const answer = await invoke(Payload);
      if (!waits) succeed({ Payload: answer });
    } catch (error) {
      const name = error instanceof Error ? error.name : 'Error';
      over(() => failed(execution, task, name));
    }
  }

  /** `States.TaskFailed` stands for every error but `States.Timeout`. */
  const matches = (error: string) => (equals: readonly string[]) =>
    equals.some(
      (one) =>
        one === error || one === 'States.ALL' || (one === 'States.TaskFailed' && error !== 'States.Timeout'),
    );

  async function failed(execution: Running, task: Task, error: string): Promise<void> {
    const isFor = matches(error);
    const retry = task.Retry.find(({ ErrorEquals }) => isFor(ErrorEquals));
    if (retry !== undefined && execution.retries < retry.MaxAttempts) {
      const seconds = Math.min(
        retry.IntervalSeconds * retry.BackoffRate ** execution.retries,
        retry.MaxDelaySeconds,
      );
      execution.retries += 1;
      return later(seconds * 1000, () => attempt(execution, task));
    }
    const caught = task.Catch.find(({ ErrorEquals }) => isFor(ErrorEquals));
    if (caught === undefined) return void fail(execution, error);
    const { input } = execution;
    const states = { input, errorOutput: { Error: error } };
    enter(
      execution,
      caught.Next,
      caught.Output === undefined ? input : await evaluated(caught.Output, states),
    );
  }

  const workflows: Workflows = {
    async start(requestId) {
      if (executions.has(requestId)) return;
      const execution: Running = {
        name: requestId,
        status: 'RUNNING',
        state: machine.StartAt,
        path: [],
        input: { requestId },
        retries: 0,
        attempt: 0,
      };
      executions.set(requestId, execution);
      enter(execution, machine.StartAt, execution.input);
    },
    async resume(token, output) {
      // As it goes over the wire.
      tokens.get(token)?.(JSON.parse(JSON.stringify(output)));
    },
  };

  /** Lets so much time pass, and does all that comes due in it, in its order. */
  const passes = async (ms: number): Promise<void> => {
    const until = clock.at + ms;
    for (;;) {
      const [next] = due;
      if (next === undefined || next.at > until) break;
      due.shift();
      clock.at = Math.max(clock.at, next.at);
      await next.work();
    }
    clock.at = until;
  };

  return {
    workflows,
    passes,
    executions: (): readonly Execution[] => [...executions.values()],
    execution: (name: string): Execution | undefined => executions.get(name),
    /** A person begins a failed execution anew where it failed. */
    redrive: (name: string): void => {
      const execution = executions.get(name);
      if (execution?.status !== 'FAILED') return;
      Object.assign(execution, { status: 'RUNNING', retries: 0 });
      later(0, () => begin(execution));
    },
  };
}

/** What the definition says of a call, after its expressions. */
function callOf(value: unknown): { Payload: unknown } {
  if (typeof value !== 'object' || value === null || !('Payload' in value))
    throw new Error('A call has no payload');
  return { Payload: value.Payload };
}
