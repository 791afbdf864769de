import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startDesktopCloud } from '@cleandesk/desktop-cloud';
import { describe, expect, it } from 'vitest';
import { putAlarms, readAlarms } from '../src/cloud-alarms.ts';
import { choosePort } from '../src/ports.ts';
import { stackPaths } from '../src/repository.ts';
import { findSnapshots, keepSnapshot, putBackAlarms, putBackFiles, usableSnapshot } from '../src/snapshot.ts';
import type { Settings, StackState } from '../src/state.ts';
import { temporaryFolder } from './temporary-folder.ts';

const state: StackState = {
  base: { kind: 'ministack', port: 4566 },
  cloud: { port: 4600 },
  settings: { graceSeconds: 15, speed: 120 },
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
    const files = [
      join(paths.baseState, 'sqs.json'),
      join(paths.cloudData, 'schedules.jsonl'),
      paths.terraformState,
    ];
    for (const path of files) {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, 'as deployed');
    }
    const home = join(folder.path, 'snapshots');
    expect(findSnapshots(home)).toEqual([]);
    await keepSnapshot(paths, state, cloud.url, home);
    const kept = only(findSnapshots(home));
    expect(kept.snapshot).toMatchObject({ basePort: 4566, cloudPort: 4600, deployment: state.deployment });

    for (const path of files) writeFileSync(path, 'used since');
    writeFileSync(join(paths.baseState, 'later.json'), 'used since');
    putBackFiles(paths, kept);
    for (const path of files) expect(readFileSync(path, 'utf8')).toBe('as deployed');
    expect(existsSync(join(paths.baseState, 'later.json'))).toBe(false);
  });

  it('is not used with other emulators than those that it was made by', async () => {
    using folder = temporaryFolder();
    await using cloud = await disposableCloud();
    await keepSnapshot(stackPaths(folder.path), state, cloud.url, folder.path);
    const file = join(only(findSnapshots(folder.path)).folder, 'snapshot.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/"emulators":"[0-9a-f]+"/, '"emulators":"other"'));
    expect(findSnapshots(folder.path)).toEqual([]);
  });

  it('of a stack with the same settings is put back, whatever its speed, and whichever is newer', async () => {
    using folder = temporaryFolder();
    await using cloud = await disposableCloud();
    const anyPorts = { basePort: 0, cloudPort: 0 };
    const [portal, plain] = [await freePort(), await freePort()];
    const kept: [number, Settings][] = [
      [portal, { graceSeconds: 5, speed: 150, portal: true }],
      [plain, { graceSeconds: 5, speed: 150, portal: false }],
    ];
    for (const [port, settings] of kept) {
      const stood: StackState = { ...state, base: { kind: 'ministack', port }, cloud: { port }, settings };
      await keepSnapshot(stackPaths(folder.path), stood, cloud.url, folder.path);
      await sleep(5);
    }
    const portOf = async (settings: Settings) =>
      (await usableSnapshot(anyPorts, settings, folder.path))?.snapshot.basePort;
    // As `up` has them: what nobody asked for is undefined there.
    expect(await portOf({ graceSeconds: 5, speed: 1, portal: true, portalIssuer: undefined })).toBe(portal);
    expect(await portOf({ graceSeconds: 5, speed: 1, portal: false, portalIssuer: undefined })).toBe(plain);
    // The newest one at least spares what is deployed alike.
    expect(await portOf({ graceSeconds: 9, speed: 150, portal: true })).toBe(plain);
  });

  it('has the alarms of the desktop cloud, which keeps none itself', async () => {
    using folder = temporaryFolder();
    await using before = await disposableCloud();
    await putAlarms(before.url, [alarm]);
    await keepSnapshot(stackPaths(folder.path), state, before.url, folder.path);

    await using after = await disposableCloud();
    await putBackAlarms(only(findSnapshots(folder.path)), after.url);
    const restored = await readAlarms(after.url);
    expect(restored).toEqual(await readAlarms(before.url));
    expect(restored).toMatchObject([alarm]);
  });

  it('gives way when there are four newer ones', async () => {
    using folder = temporaryFolder();
    await using cloud = await disposableCloud();
    for (const port of [1, 2, 3, 4, 5, 6]) {
      const other: StackState = { ...state, base: { kind: 'ministack', port } };
      await keepSnapshot(stackPaths(folder.path), other, cloud.url, join(folder.path, 'snapshots'));
      await sleep(5); // Their age is that of their folder.
    }
    const ports = findSnapshots(join(folder.path, 'snapshots')).map(({ snapshot }) => snapshot.basePort);
    expect(ports).toEqual([6, 5, 4, 3]);
  });
});

function only<T>(all: readonly T[]): T {
  const [first] = all;
  if (first === undefined || all.length > 1) throw new Error(`There are ${all.length}, not one.`);
  return first;
}

const freePort = () => choosePort(0, 'a test', 'another');

async function disposableCloud() {
  const running = await startDesktopCloud();
  return { url: running.url, [Symbol.asyncDispose]: () => running.close() };
}
