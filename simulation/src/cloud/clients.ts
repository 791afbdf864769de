import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { AwsFault, type DesktopCloud, noAnswer } from '@cleandesk/desktop-cloud';
import type { Line } from '../functions/line.ts';
import type { Tally } from '../tally.ts';
import type { VirtualTime } from '../time/virtual-time.ts';
import { refusalOf } from './refusals.ts';

/** What stands behind the clients of one process. */
export type Behind = { cloud: DesktopCloud; line: Line; time: VirtualTime; tally: Tally; caller: string };

/** A call as it was made: who looks on learns what AWS was asked, and when its answer was there. */
export type Watcher = {
  asked?(operation: string, input: object): void;
  /** At the moment at which AWS takes it. @returns what to do when it has been done. */
  arrives?(operation: string, input: object): ((output: unknown) => void) | undefined;
  answered?(operation: string, input: object, output: unknown): void;
};

const region = 'us-east-1';
const wire = { region, credentials: { accessKeyId: 'simulation', secretAccessKey: 'simulation' } };
/** One of each for all histories: only their types and their configuration are used. */
const models = {
  workspaces: new WorkSpacesClient(wire),
  cloudwatch: new CloudWatchClient(wire),
  scheduler: new SchedulerClient(wire),
  tagging: new ResourceGroupsTaggingAPIClient(wire),
};

/** Attempts of an SDK that was not told otherwise. */
const attempts = 3;

/**
 * The SDK's clients without a wire: commands go to the desktop cloud as they are. Signing, serialising and a socket would
 * take 0.6 ms a call, and this takes 0.03 ms; what it leaves out, the contract suites and the stories play over HTTP.
 */
export function clientsOf(behind: Behind, patienceMs: number, watcher: Watcher = {}) {
  return {
    // Built with `maxAttempts: 1` in both services.
    workspaces: over(models.workspaces, sender(behind, 'WorkspacesService', 1, patienceMs, watcher)),
    cloudwatch: over(
      models.cloudwatch,
      sender(behind, 'GraniteServiceVersion20100801', attempts, patienceMs, watcher),
    ),
    scheduler: over(models.scheduler, sender(behind, 'AWSScheduler', attempts, patienceMs, watcher)),
    tagging: over(
      models.tagging,
      sender(behind, 'ResourceGroupsTaggingAPI_20170126', attempts, patienceMs, watcher),
    ),
  };
}

const nothingMore = Buffer.from('{}');

type Send = (command: object) => Promise<unknown>;

/** The client, but for how it sends. */
export const over = <Client extends object>(model: Client, send: Send): Client =>
  new Proxy(model, {
    get: (target, key, receiver) => (key === 'send' ? send : Reflect.get(target, key, receiver)),
  });

function sender(behind: Behind, target: string, most: number, patienceMs: number, watcher: Watcher): Send {
  const { cloud, line, time, tally, caller } = behind;
  const api = cloud.apis.get(target);
  if (api === undefined) throw new Error(`The desktop cloud has no ${target}`);

  const attempt = async (operation: string, input: object): Promise<unknown> => {
    watcher.asked?.(operation, input);
    const output = await line.call(operation, patienceMs, async () => {
      const done = watcher.arrives?.(operation, input);
      try {
        const answer = await cloud.call(api, operation, () => input, { caller });
        done?.(answer);
        return answer;
      } catch (error) {
        if (!(error instanceof AwsFault)) throw error;
        if (error.code === 'ThrottlingException') tally.count('throttled');
        throw refusalOf(api.name, error);
      }
    });
    if (output === noAnswer) throw new Error('Nobody asked the desktop cloud to be silent');
    watcher.answered?.(operation, input, output);
    return output;
  };

  const persistently = async (operation: string, input: object): Promise<unknown> => {
    for (let count = 1; ; count += 1) {
      try {
        return await attempt(operation, input);
      } catch (error) {
        if (count >= most || !isWorthRetrying(error)) throw error;
        await time.wait(100 * 2 ** count);
      }
    }
  };

  return (command) => {
    const operation = command.constructor.name.replace(/Command$/, '');
    if (!isCommand(command)) throw new Error(`${operation} is no command`);
    const { middlewareStack, input } = command;
    if (middlewareStack.identify().length === 0) return persistently(operation, input);
    // Somebody listens to the bytes of the answer, for what the SDK does not know. The desktop cloud says nothing of that kind.
    const handler = middlewareStack.resolve(async () => {
      const output = await persistently(operation, input);
      return { response: { body: nothingMore }, output };
    }, {});
    return handler({ input }).then(({ output }) => output);
  };
}

type Answer = { response: unknown; output: unknown };
type Command = {
  input: object;
  middlewareStack: {
    identify(): string[];
    resolve(answer: () => Promise<Answer>, context: object): (asked: { input: object }) => Promise<Answer>;
  };
};

const isCommand = (command: object): command is Command =>
  'input' in command && 'middlewareStack' in command && typeof command.input === 'object';

/** As the SDK's standard mode: what may work in a moment. */
function isWorthRetrying(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError' || ('code' in error && error.code === 'ECONNRESET')) return true;
  return error.name === 'ThrottlingException' || ('$fault' in error && error.$fault === 'server');
}
