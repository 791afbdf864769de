#!/usr/bin/env node
import { Command, InvalidArgumentError } from 'commander';
import { defaultSeed } from './seed.ts';
import { startDesktopCloud } from './server.ts';

const number =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text);
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`must be a number from ${least} to ${most}.`);
    }
    return value;
  };

function httpAddress(text: string): string {
  const { protocol } = URL.parse(text) ?? {};
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new InvalidArgumentError('must be an address like http://127.0.0.1:4566.');
  }
  return text;
}

type Options = {
  port: number;
  host: string;
  speed: number;
  users: number;
  events?: string;
  base?: string;
  state?: string;
  throttle: boolean;
};

await new Command('desktop-cloud')
  .description(
    'Amazon WorkSpaces, EventBridge Scheduler and CloudWatch metrics and alarms on this machine, with the time that they take on AWS. The first line of output is JSON that says where it listens. Whoever reaches the port can do everything: it binds to 127.0.0.1.',
  )
  .option('--port <number>', 'port to listen on; 0 picks a free one', number(0, 65_535), 4600)
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--speed <factor>', 'how many times faster than AWS WorkSpaces runs', number(0.001, 1_000_000), 120)
  .option('--users <number>', 'users in the directories', number(1, 100_000), 50)
  .option('--events <url>', 'takes bodies of PutEvents with sources of AWS', httpAddress)
  .option('--base <url>', 'endpoint of the emulator that has the targets of schedules', httpAddress)
  .option(
    '--state <directory>',
    'where desktops and schedules are kept over a restart; --users is for an empty one',
  )
  .option('--no-throttle', 'lets every call to WorkSpaces through')
  .action(run)
  .parseAsync();

async function run(options: Options): Promise<void> {
  try {
    const running = await startDesktopCloud({
      port: options.port,
      host: options.host,
      speed: options.speed,
      seed: defaultSeed(options.users),
      settings: { throttle: { enabled: options.throttle } },
      ...(options.events === undefined ? {} : { eventsUrl: options.events }),
      ...(options.base === undefined ? {} : { baseUrl: options.base }),
      ...(options.state === undefined ? {} : { stateDirectory: options.state }),
    });
    console.log(JSON.stringify({ listening: running.url }));
    if (process.stderr.isTTY) console.error(welcome(running.url, options.speed));
    const stop = (): void => void running.close().then(() => process.exit(0));
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
  } catch (error) {
    // What the machine refuses is told in a line; everything else is a fault of ours, and is shown as one.
    if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
    const why =
      error.syscall === 'listen'
        ? `port ${options.port} can't be used (${String(error.code)}). Give another one with --port.`
        : error.message;
    console.error(`desktop-cloud: ${why}`);
    process.exitCode = 1;
  }
}

/** For people; programs read the line above. */
function welcome(url: string, speed: number): string {
  return `
The desktop cloud stands, ${speed} times as fast as AWS. Its page: ${url}

  export AWS_ENDPOINT_URL_WORKSPACES=${url}
  export AWS_REGION=us-east-1 AWS_DEFAULT_REGION=us-east-1 AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test
  aws workspaces create-workspaces --workspaces DirectoryId=d-9067000001,UserName=ada.berg,BundleId=wsb-standard1
  aws workspaces describe-workspaces

Ctrl+C ends it.`;
}
