import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dockerMissing, down, StackRefused, startLocalstackAlone, up } from '@cleandesk/launcher';
import { inTurn, testRun } from './command-line.ts';
import { none, vitestCounts } from './counts.ts';
import type { Outcome } from './step.ts';

/** The suites that ask LocalStack itself, by their package. */
const suites = ['@cleandesk/directory-sync', '@cleandesk/approval-service', '@cleandesk/e2e'];

/** What these suites never ask of LocalStack, wherever it runs. */
const never = [
  'SSM: no service reads a parameter',
  'JSONata as AWS evaluates it: in the workflow jsonata-python evaluates it without Docker, a Java library with it',
];

/**
 * LocalStack as the base: with Docker its container, with the product deployed on it and the stories played; without, what it can serve as a
 * program of this machine, asked with our rules, workflow and adapters, and with the functions in the tests' process.
 */
export async function localstackStep(): Promise<Outcome> {
  const missing = await dockerMissing();
  return missing === undefined ? inContainer() : onThisMachine(missing);
}

async function onThisMachine(why: string): Promise<Outcome> {
  const localstack = await startLocalstackAlone().catch((error: unknown) => {
    if (error instanceof StackRefused) return error;
    throw error;
  });
  if (localstack instanceof StackRefused)
    return { ...none, output: localstack.message, skipped: `${why} ${localstack.message}` };
  try {
    const outcome = await asking(localstack.url);
    return {
      ...outcome,
      notRun: [
        `the stories, and all else that needs functions on LocalStack: it runs them in containers. ${why}`,
        'DynamoDB, which LocalStack would download: the tables of these tests are MiniStack’s',
        ...never,
      ],
    };
  } finally {
    await localstack.stop();
  }
}

async function inContainer(): Promise<Outcome> {
  const dir = await mkdtemp(join(tmpdir(), 'cleandesk-localstack-'));
  try {
    const { baseUrl } = await up({
      dir,
      base: 'localstack',
      speed: 150,
      callsPerSecond: 20,
      graceSeconds: 5,
    });
    const outcome = await inTurn([
      () => asking(baseUrl),
      () =>
        testRun(['pnpm', '--filter', '@cleandesk/e2e', 'stories', 'users'], vitestCounts, {
          env: { ...process.env, CLEANDESK_STACK: dir },
        }),
    ]);
    return { ...outcome, notRun: never };
  } finally {
    await down({ dir });
    await rm(dir, { recursive: true, force: true });
  }
}

const asking = (url: string): Promise<Outcome> =>
  inTurn(
    suites.map(
      (suite) => () =>
        testRun(['pnpm', '--filter', suite, 'localstack'], vitestCounts, {
          env: { ...process.env, CLEANDESK_LOCALSTACK: url },
        }),
    ),
  );
