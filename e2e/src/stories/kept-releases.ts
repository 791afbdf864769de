import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { type AttributeValue, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { SeatRef } from '@cleandesk/contracts';
import { repositoryRoot, type StackEnvironment } from '@cleandesk/launcher';
import * as z from 'zod';
import type { Stage } from '../stack/stage.ts';

const seatsFolder = join(repositoryRoot, 'services/rebuild-service/test/samples');
const contracts = join(repositoryRoot, 'packages/contracts');

const item = z.looseObject({ state: z.string() });
const state = z.looseObject({ phase: z.looseObject({}) });
const kept = z.object({ samples: z.record(z.string(), z.string()) });
const event = z.object({
  source: z.string(),
  'detail-type': z.string(),
  detail: z.record(z.string(), z.unknown()),
});

/** What is somebody's own in a sample: the rest stays as that release wrote it. */
export type Aim = {
  seat: SeatRef;
  /** Fields of the phase in place of the sample's. */
  phase: Record<string, unknown>;
  /** Attributes by which indexes find it, as that release wrote them beside the seat; samples have none. */
  indexed: Record<string, string | number>;
};

/** A release whose stored seats and events are kept. */
export type KeptRelease = {
  version: string;
  /**
   * A seat in the phase of a sample, in place of what is there: of somebody whom only a policy wanted, with nothing left to be done. The whole
   * samples have one of everything, which nobody has.
   * @param file such as `away`
   */
  stores(file: string, aim: Aim): Promise<void>;
  /** Says an event as it was said. @param sample such as `HoldPlaced.v1/incident` @param own fields of the detail that are somebody's own */
  says(sample: string, own: Record<string, unknown>): Promise<void>;
};

/** Every release of which samples are kept, oldest first. */
export function keptReleases(stage: Stage, stack: StackEnvironment): KeptRelease[] {
  return globSync('released/*.json', { cwd: contracts })
    .toSorted()
    .map((file) => keptRelease(basename(file, '.json'), stage, stack));
}

function keptRelease(version: string, stage: Stage, { baseUrl, region }: StackEnvironment): KeptRelease {
  const { samples } = kept.parse(
    JSON.parse(readFileSync(join(contracts, 'released', `${version}.json`), 'utf8')),
  );
  const sampleOf = (file: string) => {
    const text = readFileSync(join(seatsFolder, version, `seats/${file}.json`), 'utf8');
    const read = item.parse(JSON.parse(text));
    return { item: read, state: state.parse(JSON.parse(read.state)) };
  };
  return {
    version,
    async stores(file, { seat, phase, indexed }) {
      const adopted = sampleOf('just-adopted');
      const of = sampleOf(file);
      const now = { ...adopted.state, ref: seat, phase: { ...of.state.phase, ...phase } };
      const pk = `SEAT#${seat.directoryId}#${seat.userName.toLowerCase()}`;
      const Item = onTheWire({ ...of.item, ...indexed, pk, state: JSON.stringify(now) });
      const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
      const client = new DynamoDBClient({ endpoint: baseUrl, region, credentials });
      await client.send(new PutItemCommand({ TableName: stage.outputs.seats_table_name, Item }));
      client.destroy();
    },
    async says(sample, own) {
      const name = `${sample}.json`;
      const text = readFileSync(join(contracts, 'samples', name));
      // One that came later says nothing of that release.
      if (createHash('sha256').update(text).digest('hex') !== samples[name])
        throw new Error(`${sample} is no sample of ${version}`);
      const said = event.parse(JSON.parse(text.toString('utf8')));
      const { FailedEntryCount } = await stage.clients.events.send(
        new PutEventsCommand({
          Entries: [
            {
              EventBusName: stage.outputs.event_bus_name,
              Source: said.source,
              DetailType: said['detail-type'],
              Detail: JSON.stringify({ ...said.detail, ...own }),
            },
          ],
        }),
      );
      if (FailedEntryCount !== 0) throw new Error(`${sample} was refused by the bus`);
    },
  };
}

const onTheWire = (value: Record<string, unknown>): Record<string, AttributeValue> =>
  Object.fromEntries(
    Object.entries(value).map(([name, one]) => [
      name,
      typeof one === 'number' ? { N: `${one}` } : { S: String(one) },
    ]),
  );
