import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startDesktopCloud } from '@cleandesk/desktop-cloud';
import { describe, expect, it } from 'vitest';
import { putAlarms, readAlarms } from '../src/cloud-alarms.ts';
import { stackPaths } from '../src/repository.ts';
import { findSnapshot, keepSnapshot, putBackAlarms, putBackFiles } from '../src/snapshot.ts';
import type { StackState } from '../src/state.ts';
import { temporaryFolder } from './temporary-folder.ts';

const state: StackState = {
  base: { kind: 'ministack', port: 4566 },
  cloud: { port: 4600 },
  deployment: { fingerprint: 'abc', outputs: { event_bus_name: 'cleandesk' } },
};

const alarm = {
  AlarmName: 'cleandesk-dead-letters',
  Namespace: 'AWS/SQS',
  MetricName: 'ApproximateNumberOfMessagesVisible',
  Dimensions: [{ Name: 'QueueName', Value: 'cleandesk-dead-letters' }],
  Statistic: 'Maximum',
  Period: 60,
  EvaluationPeriods: 1,
  Threshold: 0,
  ComparisonOperator: 'GreaterThanThreshold',
  TreatMissingData: 'notBreaching',
  Tags: [{ Key: 'Product', Value: 'cleandesk' }],
};

describe('a snapshot', () => {
  it('puts back what the emulators and Terraform had kept, and no more', async () => {
    using folder = temporaryFolder();
    await using cloud = await disposableCloud();
    const paths = stackPaths(folder.path);
    const kept = [
      join(paths.baseState, 'sqs.json'),
      join(paths.cloudData, 'schedules.jsonl'),
      paths.terraformState,
    ];
    for (const path of kept) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'as deployed');
    }
    expect(findSnapshot(paths)).toBeUndefined();
    await keepSnapshot(paths, state, cloud.url);

    for (const path of kept) writeFileSync(path, 'used since');
    writeFileSync(join(paths.baseState, 'later.json'), 'used since');
    putBackFiles(paths);
    for (const path of kept) expect(readFileSync(path, 'utf8')).toBe('as deployed');
    expect(existsSync(join(paths.baseState, 'later.json'))).toBe(false);
    expect(findSnapshot(paths)).toMatchObject({
      basePort: 4566,
      cloudPort: 4600,
      deployment: state.deployment,
    });
  });

  it('is not used with other emulators than those that it was made by', async () => {
    using folder = temporaryFolder();
    await using cloud = await disposableCloud();
    const paths = stackPaths(folder.path);
    await keepSnapshot(paths, state, cloud.url);
    const file = join(paths.snapshot, 'snapshot.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"emulators":"[0-9a-f]+"/, '"emulators":"other"'));
    expect(findSnapshot(paths)).toBeUndefined();
  });

  it('has the alarms of the desktop cloud, which keeps none itself', async () => {
    using folder = temporaryFolder();
    const paths = stackPaths(folder.path);
    await using before = await disposableCloud();
    await putAlarms(before.url, [alarm]);
    await keepSnapshot(paths, state, before.url);

    await using after = await disposableCloud();
    const snapshot = findSnapshot(paths);
    if (!snapshot) throw new Error('no snapshot');
    await putBackAlarms(snapshot, after.url);
    const restored = await readAlarms(after.url);
    expect(restored).toEqual(await readAlarms(before.url));
    expect(restored).toMatchObject([alarm]);
  });
});

async function disposableCloud() {
  const running = await startDesktopCloud();
  return { url: running.url, [Symbol.asyncDispose]: () => running.close() };
}
