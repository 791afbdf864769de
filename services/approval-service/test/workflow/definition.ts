import { readFileSync } from 'node:fs';
import * as z from 'zod';

/**
 * The parts of the Amazon States Language that our state machine uses, and no others: a definition that uses more is refused
 * here, so that nobody believes it to be tested.
 */
const retry = z.strictObject({
  ErrorEquals: z.tuple([z.literal('States.TaskFailed')]),
  IntervalSeconds: z.int().positive(),
  BackoffRate: z.number().min(1),
  MaxDelaySeconds: z.int().positive(),
  MaxAttempts: z.int().nonnegative(),
  JitterStrategy: z.enum(['FULL', 'NONE']).optional(),
});
const caught = z.strictObject({
  ErrorEquals: z.tuple([z.enum(['States.Timeout', 'States.TaskFailed', 'States.ALL'])]),
  Output: z.unknown().optional(),
  Next: z.string(),
});
const onwards = {
  Next: z.string().optional(),
  End: z.literal(true).optional(),
  Comment: z.string().optional(),
};
const task = z.strictObject({
  Type: z.literal('Task'),
  Resource: z.enum(['arn:aws:states:::lambda:invoke', 'arn:aws:states:::lambda:invoke.waitForTaskToken']),
  Arguments: z.strictObject({ FunctionName: z.string(), Payload: z.record(z.string(), z.unknown()) }),
  Output: z.unknown().optional(),
  TimeoutSeconds: z.int().positive().max(99_999_999).optional(),
  Retry: z.array(retry).default([]),
  Catch: z.array(caught).default([]),
  ...onwards,
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  Comment: z.string().optional(),
  Choices: z.array(z.strictObject({ Condition: z.string(), Next: z.string() })).min(1),
  Default: z.string(),
});
const wait = z.strictObject({ Type: z.literal('Wait'), Seconds: z.int().positive(), ...onwards });
const machine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONata'),
  StartAt: z.string(),
  States: z.record(z.string(), z.discriminatedUnion('Type', [task, choice, wait])),
});

export type Machine = z.output<typeof machine>;
export type State = Machine['States'][string];
export type Task = z.output<typeof task>;

const written = (file: string): string =>
  readFileSync(new URL(`../../../../terraform/modules/approval-service/${file}`, import.meta.url), 'utf8');

const retried = (MaxAttempts?: number): string => {
  const standing = z.array(retry).parse(JSON.parse(written('workflow-retry.json')));
  return JSON.stringify(
    MaxAttempts === undefined ? standing : standing.map((one) => ({ ...one, MaxAttempts })),
  );
};

/**
 * The state machine with times in seconds, as Terraform fills them in.
 * @param times.attempts instead of as many as there are, for who wants to see what comes after the last one
 * @throws when it asks for a value that is not known here.
 */
export function definition(times: {
  remindAfterSeconds: number;
  expirySeconds: number;
  overdueSeconds: number;
  giveUpSeconds: number;
  attempts?: number;
}): Machine {
  return read(written('workflow.asl.json.tftpl'), {
    function: 'arn:aws:lambda:eu-central-1:123456789012:function:steps',
    retry: retried(times.attempts),
    remind_after_seconds: String(times.remindAfterSeconds),
    expire_after_reminder_seconds: String(times.expirySeconds - times.remindAfterSeconds),
    overdue_after_seconds: String(times.overdueSeconds),
    give_up_after_seconds: String(times.giveUpSeconds - times.overdueSeconds),
  });
}

/** @throws for unknown fields and variables, and for a state that leads nowhere. */
export function read(text: string, variables: Readonly<Record<string, string>>): Machine {
  const filled = text.replaceAll(/\$\{(\w+)\}/g, (_whole, name: string) => {
    const value = variables[name];
    if (value === undefined) throw new Error(`The definition asks for ${name}, which nobody fills in`);
    return value;
  });
  const found = machine.parse(JSON.parse(filled));
  for (const name of [found.StartAt, ...Object.values(found.States).flatMap(nextOf)])
    if (found.States[name] === undefined) throw new Error(`There is no state ${name}`);
  return found;
}

function nextOf(state: State): string[] {
  if (state.Type === 'Choice') return [state.Default, ...state.Choices.map(({ Next }) => Next)];
  if ((state.Next === undefined) === (state.End === undefined))
    throw new Error('A state either has a next one or is the end');
  const caughtBy = state.Type === 'Task' ? state.Catch.map(({ Next }) => Next) : [];
  return [...(state.Next === undefined ? [] : [state.Next]), ...caughtBy];
}
