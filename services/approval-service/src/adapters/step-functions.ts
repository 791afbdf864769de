import {
  ExecutionAlreadyExists,
  InvalidToken,
  SendTaskSuccessCommand,
  type SFNClient,
  StartExecutionCommand,
  TaskDoesNotExist,
  TaskTimedOut,
} from '@aws-sdk/client-sfn';
import type { Workflows } from '../ports.ts';

/** One execution for each request, of its name: a second start of the same is answered with the first one. */
export function stepFunctions({
  client,
  stateMachineArn,
}: {
  client: SFNClient;
  stateMachineArn: string;
}): Workflows {
  return {
    async start(requestId) {
      try {
        await client.send(
          new StartExecutionCommand({
            stateMachineArn,
            name: requestId,
            input: JSON.stringify({ requestId }),
          }),
        );
      } catch (error) {
        // It has ended already: within 90 days its name is not given again (StartExecution, API Reference).
        if (!(error instanceof ExecutionAlreadyExists)) throw error;
      }
    },

    async resume(taskToken, output) {
      try {
        await client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) }));
      } catch (error) {
        // The step has timed out, or was answered: what follows on it looks at the request for itself.
        if (
          error instanceof TaskTimedOut ||
          error instanceof TaskDoesNotExist ||
          error instanceof InvalidToken
        )
          return;
        throw error;
      }
    },
  };
}
