import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { WorkSpacesClient } from '@aws-sdk/client-workspaces';
import { AwsRefusal, scriptedAws } from '@cleandesk/testkit';
import { pace, workspacesReader } from '@cleandesk/workspaces';
import { expect, test } from 'vitest';
import * as z from 'zod';
import { workspacesFleet } from '../src/adapters/workspaces-fleet.ts';
import { recur } from '../src/app/recur.ts';
import { hears } from '../src/hears.ts';
import type { Task, Walks } from '../src/ports.ts';
import { fakeWalks } from './fakes/fake-walks.ts';
import { type Process, VirtualLambda } from './fakes/virtual-lambda.ts';
import { fakeWorld, idsOf } from './fakes/world.ts';

const minute = 60_000;
/** An eighth of an account's two calls, as the Terraform module gives to one run. */
const callsPerSecond = 0.25;

const asked = z.object({ WorkspaceIds: z.array(z.string()) });
const listing = z.object({ PaginationToken: z.string().default('0@0'), ResourcesPerPage: z.number() });
const byArn = z.object({ ResourceARNList: z.array(z.string()) });
const tagged = (ResourceARN: string) => ({ ResourceARN, Tags: [{ Key: 'Cleandesk', Value: 'rebuild' }] });

/** AWS with a fleet, all of it ours. Its listing by tag gives tokens that are good for 15 minutes. */
function aws(ids: readonly string[], now: () => number) {
  const state = { throttledFrom: 0, throttledUntil: 0, expired: 0 };
  const { config } = scriptedAws(({ operation, input }) => {
    if (operation === 'GetResources') {
      const known = byArn.safeParse(input).data?.ResourceARNList;
      if (known !== undefined) return { ResourceTagMappingList: known.map(tagged) };
      const { PaginationToken, ResourcesPerPage } = listing.parse(input);
      const [start = 0, issued = 0] = PaginationToken.split('@').map(Number);
      if (issued > 0 && now() - issued > 15 * minute) {
        state.expired += 1;
        throw new AwsRefusal('PaginationTokenExpiredException');
      }
      const end = start + ResourcesPerPage;
      const arn = 'arn:aws:workspaces:eu-central-1:123456789012:workspace/';
      return {
        ResourceTagMappingList: ids.slice(start, end).map((id) => tagged(arn + id)),
        PaginationToken: end < ids.length ? `${end}@${now()}` : '',
      };
    }
    if (now() >= state.throttledFrom && now() < state.throttledUntil)
      throw new AwsRefusal('ThrottlingException');
    const { WorkspaceIds } = asked.parse(input);
    return operation === 'DescribeWorkspaces'
      ? {
          Workspaces: WorkspaceIds.map((WorkspaceId) => ({
            WorkspaceId,
            DirectoryId: 'd-9067000001',
            UserName: `user of ${WorkspaceId}`,
            BundleId: 'wsb-standard1',
            State: 'AVAILABLE',
          })),
        }
      : {
          WorkspacesConnectionStatus: WorkspaceIds.map((WorkspaceId) => ({
            WorkspaceId,
            ConnectionState: 'DISCONNECTED',
          })),
        };
  });
  return { config, state };
}

/** Who walked when: a walk lasts from its first stretch to the end of its last one. */
function observedWalks(kept: Walks, now: () => number) {
  const walks = new Map<
    string,
    { task: Task; from: number; to: number; stretches: number; ended: boolean }
  >();
  const observed: Walks = {
    async enter(task, stretch, times) {
      const entered = await kept.enter(task, stretch, times);
      if (entered === 'mayGo') {
        const known = walks.get(stretch.walk);
        const { from = now(), stretches = 0 } = known ?? {};
        walks.set(stretch.walk, { task, from, to: now(), stretches: stretches + 1, ended: false });
      }
      return entered;
    },
    async leave(task, walk) {
      const known = walks.get(walk);
      if (known) walks.set(walk, { ...known, to: now(), ended: true });
      return kept.leave(task, walk);
    },
  };
  return { observed, walks };
}

/** The function with its two runs at once, each with a pace of its own. */
function simulate(desktops: number) {
  const lambda = new VirtualLambda();
  const { clock } = lambda;
  const { config, state } = aws(idsOf(desktops), clock.now);
  const { world, said, alarms } = fakeWorld();
  const { observed, walks } = observedWalks(fakeWalks(), clock.now);
  const seen = new Map<string, Set<unknown>>();
  const publish: typeof world.bus.publish = async (events) => {
    for (const event of events) {
      if (event.detailType.includes('CameDue')) lambda.put(event);
      const { correlationId, observations } = event.detail;
      const ids = seen.get(String(correlationId)) ?? new Set();
      for (const { workspaceId } of Array.isArray(observations) ? observations : []) ids.add(workspaceId);
      seen.set(String(correlationId), ids);
    }
    await world.bus.publish(events.filter(({ detailType }) => detailType === 'FleetsCounted.v1'));
  };
  const process = (): Process => {
    const reader = workspacesReader({
      workspaces: new WorkSpacesClient({ ...config, maxAttempts: 1 }),
      tagging: new ResourceGroupsTaggingAPIClient({ ...config, maxAttempts: 1 }),
      pace: pace({ perSecond: callsPerSecond, burst: 2, clock }),
      account: { accountId: '123456789012', partition: 'aws' },
      clock,
      patienceMs: 8000,
    });
    const fleet = workspacesFleet({ reader, journal: world.journal });
    const own = { ...world, walks: observed, clock, fleet, bus: { publish } };
    return ({ id, detailType, detail }, remainingMs) => {
      const time = new Date(clock.now()).toISOString();
      const raw = { id, source: 'cleandesk.alarm-manager', 'detail-type': detailType, time, detail };
      return recur(hears.reconcile.read(raw), own, remainingMs);
    };
  };
  lambda.add(process());
  lambda.add(process());
  /** The recurring timers, for so long. */
  const comeDue = (forMs: number) => {
    for (let at = 0; at < forMs; at += 15 * minute)
      lambda.put({ detailType: 'ConnectionSweepCameDue.v1', detail: {} }, at);
    for (let at = 0; at < forMs; at += 60 * minute)
      lambda.put({ detailType: 'ReconcileCameDue.v1', detail: {} }, at);
  };
  const walksOf = (task: Task) =>
    [...walks]
      .flatMap(([walk, one]) => (one.task === task ? [{ walk, ...one }] : []))
      .sort((a, b) => a.from - b.from);
  return { lambda, comeDue, walksOf, seen, said, alarms, state };
}

const minutesOf = (walk: { from: number; to: number } | undefined) =>
  walk === undefined ? 0 : (walk.to - walk.from) / minute;
const overlaps = (walks: readonly { from: number; to: number }[]) =>
  walks.filter(({ from }, n) => walks.slice(0, n).some(({ to }) => from < to)).length;

test('20,000 desktops: walks take hours, none overlaps another of its task, and each reaches every desktop', async () => {
  const { lambda, comeDue, walksOf, seen, said, alarms, state } = simulate(20_000);
  comeDue(115 * minute);
  await lambda.runUntil(lambda.now + 115 * minute);
  const [sweep, next, ...more] = walksOf('sweep');
  const [run, ...others] = walksOf('reconcile');
  // Two calls for 25 desktops at a call in four seconds: 107 minutes, while the timer came due seven times.
  expect(minutesOf(sweep)).toBeGreaterThan(100);
  expect(sweep).toMatchObject({ ended: true, stretches: 8 });
  expect(next?.from).toBeGreaterThanOrEqual(sweep?.to ?? Number.POSITIVE_INFINITY);
  expect(more).toEqual([]);
  expect(seen.get(sweep?.walk ?? '')?.size).toBe(20_000);
  expect(run).toMatchObject({ ended: true });
  expect(others.filter(({ from }) => from < (run?.to ?? 0))).toEqual([]);
  expect(alarms.ids()).toHaveLength(20_000);
  expect(said.map(({ detail }) => detail.fleets)).toEqual([[{ policy: 'tagged', desktops: 20_000 }]]);
  expect([lambda.killed, lambda.failed, state.expired]).toEqual([0, 0, 0]);
}, 60_000);

test('a walk that AWS holds up for longer than its token lives begins its listing anew, and reaches every desktop', async () => {
  const { lambda, comeDue, walksOf, seen, state } = simulate(4000);
  comeDue(75 * minute);
  state.throttledFrom = lambda.now + 17 * minute;
  state.throttledUntil = lambda.now + 19 * minute;
  await lambda.runUntil(lambda.now + 75 * minute);
  expect(lambda.failed).toBeGreaterThan(0);
  expect(state.expired).toBeGreaterThan(0);
  const sweeps = walksOf('sweep');
  expect(overlaps(sweeps)).toBe(0);
  expect(overlaps(walksOf('reconcile'))).toBe(0);
  const ended = sweeps.filter((one) => one.ended);
  expect(ended.length).toBeGreaterThan(0);
  for (const { walk } of ended) expect(seen.get(walk)?.size).toBe(4000);
}, 60_000);
