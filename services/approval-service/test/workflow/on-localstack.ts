import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Machine, State } from './definition.ts';

const call = z.object({ payload: z.record(z.string(), z.unknown()), answerTo: z.string() });

/**
 * The state machine on LocalStack. Its functions need Docker there, so each call of one goes through a queue, with a task token to answer:
 * states, expressions, times, retries and catches stay as they are written.
 */
function throughQueue(state: State, QueueUrl: string): unknown {
  if (state.Type !== 'Task') return state;
  return {
    ...state,
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    Arguments: {
      QueueUrl,
      MessageBody: { payload: state.Arguments.Payload, answerTo: '{% $states.context.Task.Token %}' },
    },
  };
}

export type RunningMachine = {
  client: SFNClient;
  stateMachineArn: string;
  /** Names of the states that the execution of this request entered, and how it stands. */
  execution(requestId: string): Promise<{ status: string; entered: string[] }>;
  stop(): Promise<void>;
};

/** @param handler the function of all steps, which is run here */
export async function machineOnLocalstack(
  endpoint: string,
  name: string,
  machine: Machine,
  handler: (payload: unknown) => Promise<unknown>,
): Promise<RunningMachine> {
  const options = {
    endpoint,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  };
  const client = new SFNClient(options);
  const queues = new SQSClient(options);
  const { QueueUrl = '' } = await queues.send(new CreateQueueCommand({ QueueName: `${name}-steps` }));
  const States = Object.fromEntries(
    Object.entries(machine.States).map(([state, is]) => [state, throughQueue(is, QueueUrl)]),
  );
  const { stateMachineArn = '' } = await client.send(
    new CreateStateMachineCommand({
      name,
      definition: JSON.stringify({ ...machine, States }),
      roleArn: 'arn:aws:iam::000000000000:role/workflow',
    }),
  );
  const waits = new Set(
    Object.values(machine.States).flatMap((state) =>
      state.Type === 'Task' && state.Resource.endsWith('.waitForTaskToken')
        ? [state.Arguments.Payload.step]
        : [],
    ),
  );
  const one = async (body: string): Promise<void> => {
    const { payload, answerTo: taskToken } = call.parse(JSON.parse(body));
    try {
      const Payload = await handler(payload);
      // A step that waits is answered by the service itself.
      if (waits.has(payload.step)) return;
      await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify({ Payload }) }));
    } catch (error) {
      await client.send(new SendTaskFailureCommand({ taskToken, error: 'Error', cause: String(error) }));
    }
  };
  let goesOn = true;
  const works = (async () => {
    while (goesOn) {
      const { Messages = [] } = await queues.send(
        new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 1 }),
      );
      for (const { Body = '', ReceiptHandle } of Messages) {
        await one(Body);
        await queues.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
      if (Messages.length === 0) await sleep(20);
    }
  })();
  return {
    client,
    stateMachineArn,
    async execution(requestId) {
      const executionArn = `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${requestId}`;
      const { status = '' } = await client.send(new DescribeExecutionCommand({ executionArn }));
      const { events = [] } = await client.send(
        new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }),
      );
      return { status, entered: events.flatMap((event) => event.stateEnteredEventDetails?.name ?? []) };
    },
    async stop() {
      goesOn = false;
      await works;
      client.destroy();
      queues.destroy();
    },
  };
}
