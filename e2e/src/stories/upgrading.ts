import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { seatChangedV1 } from '@cleandesk/contracts';
import { repositoryRoot, type StackEnvironment } from '@cleandesk/launcher';
import * as z from 'zod';
import { mustBe, mustEndAs } from '../people/expectations.ts';
import { enters, type Person } from '../people/person.ts';
import type { Stage } from '../stack/stage.ts';
import type { Story } from './story.ts';

/** How a release is deployed, and how time goes on meanwhile. */
export type Release = {
  stack: StackEnvironment;
  /** Replaces every function, as an apply with new zips does. */
  deploy(): Promise<void>;
  /** How much faster than on AWS desktops are made. */
  atSpeed(speed: number): Promise<void>;
};

const strategies = ['rebuild', 'recreate'] as const;
const inFlight = new Set(['rebuilding', 'terminating', 'recreating']);

const statusOf = (person: Person): string | undefined => person.heard(seatChangedV1).at(-1)?.status;

async function leave(people: readonly Person[]): Promise<void> {
  await Promise.all(
    people.map(async (one) => {
      await one.arrives();
      await one.leaves();
    }),
  );
}

const samples = join(repositoryRoot, 'services/rebuild-service/test/samples');
const sample = z.looseObject({ state: z.string() });
const state = z.looseObject({ phase: z.looseObject({ desktop: z.unknown() }) });

/** Seats of desktops that somebody has just been given, as each release stored them. */
const adopted = () =>
  globSync('[0-9]*/seats/just-adopted.json', { cwd: samples }).map((file) => ({
    version: file.split('/')[0] ?? '',
    item: sample.parse(JSON.parse(readFileSync(join(samples, file), 'utf8'))),
  }));

/** The person's seat as an older release would have stored it, in place of what is there. */
async function storedBy(
  { item }: ReturnType<typeof adopted>[number],
  person: Person,
  stage: Stage,
  { baseUrl, region }: StackEnvironment,
): Promise<void> {
  const { workspaceId, bundleId, computerName, ipAddress } = person.first;
  const old = state.parse(JSON.parse(item.state));
  const seat = {
    ...old,
    ref: person.seat,
    phase: { ...old.phase, desktop: { workspaceId, bundleId, computerName, ipAddress } },
  };
  const pk = `SEAT#${person.seat.directoryId}#${person.userName.toLowerCase()}`;
  const Item = onTheWire({ ...item, pk, workspaceId, state: JSON.stringify(seat) });
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint: baseUrl, region, credentials });
  await client.send(new PutItemCommand({ TableName: stage.outputs.seats_table_name, Item }));
  client.destroy();
}

const onTheWire = (item: Record<string, unknown>): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(item).map(([name, value]) => [
      name,
      typeof value === 'number' ? { N: `${value}` } : { S: String(value) },
    ]),
  );

const oldSeats = (release: Release): Story => ({
  title: 'whose seat an older release stored is reset as everybody is',
  async play(stage) {
    for (const { version, ...one } of adopted()) {
      const person = await enters(stage, {
        name: `since.${version.replaceAll('.', '-')}`,
        tags: { Cleandesk: 'rebuild' },
      });
      await person.isWatched();
      await storedBy({ version, ...one }, person, stage, release.stack);
      stage.tell(person.userName, `has a seat as ${version} stored it`);
      await leave([person]);
      await person.isReset();
      await mustEndAs(person, { kind: 'rebuilt', times: 1 });
    }
  },
});

const amidResets = (release: Release): Story => ({
  title: 'a deploy amid ten resets loses none of them, and none is done twice',
  async play(stage) {
    const enter = (name: string, n: number) =>
      enters(stage, { name: `${name}.${n}`, tags: { Cleandesk: strategies[n % 2] ?? 'rebuild' } });
    // The first of each kind goes alone: these two, so that the others need not wait for each other.
    const first = await Promise.all([0, 1].map((n) => enter('first', n)));
    const people = await Promise.all([...Array(10).keys()].map((n) => enter('amid', n)));
    await Promise.all([...first, ...people].map((one) => one.isWatched()));
    await leave(first);
    await Promise.all(first.map((one) => one.isReset()));

    await release.atSpeed(20);
    await leave(people);
    const [someone] = people;
    if (someone === undefined) throw new Error('nobody entered');
    const under = () => people.filter((one) => inFlight.has(statusOf(one) ?? ''));
    await someone.eventually('eight resets are under way', () => (under().length >= 8 ? true : undefined));
    // As slow as AWS: however long the deploy takes, they are under way when the new functions come.
    await release.atSpeed(1);
    stage.tell(undefined, `a release is deployed while ${under().length} resets are under way`);
    await release.deploy();
    const left = under().length;
    stage.tell(undefined, `it is deployed, and ${left} resets are still under way`);
    // Else it would have come too late to disturb anybody.
    await mustBe(someone, 'somebody was under way when the new functions came', left > 0, true);
    await release.atSpeed(150);
    await Promise.all(people.map((one) => one.isReset()));
    for (const [n, one] of people.entries())
      await mustEndAs(one, n % 2 === 0 ? { kind: 'rebuilt', times: 1 } : { kind: 'recreated', times: 1 });
  },
});

/** One after the other: the second replaces the functions. */
export const upgrading = (release: Release): readonly Story[] => [
  {
    title: `${oldSeats(release).title}; ${amidResets(release).title}`,
    async play(stage) {
      await oldSeats(release).play(stage);
      await amidResets(release).play(stage);
    },
  },
];
