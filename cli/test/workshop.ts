import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { CreateEventBusCommand, EventBridgeClient } from '@aws-sdk/client-eventbridge';
import {
  CreateScheduleCommand,
  CreateScheduleGroupCommand,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import {
  ChangeMessageVisibilityCommand,
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { event, publisher } from '@cleandesk/bus';
import { type DetailOf, type EventContract, probeSentV1 } from '@cleandesk/contracts';
import { type BaseAlone, startBaseAlone } from '@cleandesk/launcher';
import { type BusRecorder, recordBus } from '@cleandesk/testkit';
import { dynamoSeats } from '../../services/rebuild-service/src/adapters/dynamo-seats.ts';
import { newSeat, type Seat } from '../../services/rebuild-service/src/domain/seat.ts';

export type Ended = { code: number; out: string; err: string };

const region = 'us-east-1';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };

/** Parts of a deployment on the base emulator, and what an operator types. */
export class Workshop {
  readonly base: BaseAlone;
  readonly name: string;
  readonly queues: SQSClient;
  readonly bus: BusRecorder;
  readonly #tables: DynamoDBDocumentClient;
  readonly #events: EventBridgeClient;
  readonly #busName: string;

  private constructor(
    base: BaseAlone,
    name: string,
    parts: Pick<Workshop, 'queues' | 'bus'> & { busName: string },
    events: EventBridgeClient,
  ) {
    this.base = base;
    this.#busName = parts.busName;
    this.name = name;
    this.queues = parts.queues;
    this.bus = parts.bus;
    this.#events = events;
    this.#tables = DynamoDBDocumentClient.from(
      new DynamoDBClient({ endpoint: base.url, region, credentials }),
    );
  }

  /** @param busName that of the deployment, unless its owner has one */
  static async open(name: string, busName = name): Promise<Workshop> {
    const base = await startBaseAlone();
    const place = { endpoint: base.url, region, credentials };
    const events = new EventBridgeClient(place);
    const queues = new SQSClient(place);
    await events.send(new CreateEventBusCommand({ Name: busName }));
    const workshop = new Workshop(
      base,
      name,
      { queues, busName, bus: await recordBus({ events, queues, busName }) },
      events,
    );
    await workshop.#makeTables();
    return workshop;
  }

  async close(): Promise<void> {
    await this.bus.stop();
    for (const client of [this.queues, this.#tables, this.#events]) client.destroy();
    await this.base.stop();
  }

  /** All of a kind that was said until now: a mark that is said last has come, too. */
  async saidSoFar<C extends EventContract>(contract: C): Promise<DetailOf<C>[]> {
    const probeId = randomUUID();
    await publisher({ client: this.#events, busName: this.#busName }).publish([
      event(probeSentV1, { probeId }),
    ]);
    await this.bus.first(probeSentV1, (probe) => probe.probeId === probeId, { withinMs: 30_000 });
    return this.bus.all(contract);
  }

  /** Resets of a bundle are paused since a recreate failed there. */
  async pause(scope: string): Promise<void> {
    const Item = { pk: 'BREAKERS', [scope]: { because: 'a test', at: Date.now() } };
    await this.#tables.send(new PutCommand({ TableName: `${this.name}-seats`, Item }));
  }

  async #makeTables(): Promise<void> {
    const table = { BillingMode: 'PAY_PER_REQUEST' } as const;
    const text = (AttributeName: string) => ({ AttributeName, AttributeType: 'S' }) as const;
    const number = (AttributeName: string) => ({ AttributeName, AttributeType: 'N' }) as const;
    const hash = (AttributeName: string) => ({ AttributeName, KeyType: 'HASH' }) as const;
    const range = (AttributeName: string) => ({ AttributeName, KeyType: 'RANGE' }) as const;
    const Projection = { ProjectionType: 'ALL' } as const;
    await this.#tables.send(
      new CreateTableCommand({
        ...table,
        TableName: `${this.name}-seats`,
        KeySchema: [hash('pk')],
        AttributeDefinitions: [text('pk'), text('workspaceId'), text('inFlight'), number('dueAt')],
        GlobalSecondaryIndexes: [
          { IndexName: 'seat-of-desktop', KeySchema: [hash('workspaceId')], Projection },
          { IndexName: 'work-due', KeySchema: [hash('inFlight'), range('dueAt')], Projection },
        ],
      }),
    );
    await this.#tables.send(
      new CreateTableCommand({
        ...table,
        TableName: `${this.name}-records`,
        KeySchema: [hash('pk'), range('number')],
        AttributeDefinitions: [text('pk'), number('number')],
      }),
    );
  }

  /** Seats as rebuild-service would have stored them. */
  async seat(userName: string, more: Partial<Seat> = {}, directoryId = 'd-9067000001'): Promise<void> {
    const seats = dynamoSeats({
      client: this.#tables,
      tableName: `${this.name}-seats`,
      clock: { now: () => Date.now() },
    });
    const workspaceId = `ws-${Buffer.from(userName).toString('hex').slice(0, 9).padEnd(9, '0')}`;
    await seats.commit({
      ...newSeat({ directoryId, userName }),
      claims: { policy: { revision: 1, wanted: true } },
      policyName: 'kiosks',
      phase: { status: 'live', desktop: { workspaceId, bundleId: 'wsb-standard1' } },
      ...more,
    });
  }

  /** Groups as Terraform writes them down, and who wants what by the service's last run. */
  async groups(configured: readonly object[], wanted: Record<string, readonly string[]>): Promise<void> {
    const TableName = `${this.name}-directory-sync`;
    const put = (Item: object) => this.#tables.send(new PutCommand({ TableName, Item: { ...Item } }));
    await this.#tables.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [
          { AttributeName: 'pk', KeyType: 'HASH' },
          { AttributeName: 'sk', KeyType: 'RANGE' },
        ],
        AttributeDefinitions: [
          { AttributeName: 'pk', AttributeType: 'S' },
          { AttributeName: 'sk', AttributeType: 'S' },
        ],
      }),
    );
    await put({ pk: 'CONFIG', sk: 'present', key: 'CONFIG#1' });
    for (const [place, group] of configured.entries())
      await put({ pk: 'CONFIG#1', sk: `GROUP#${place}`, place, group: JSON.stringify(group) });
    for (const [group, logins] of Object.entries(wanted)) {
      await put({ pk: `GROUP#${group}`, sk: 'RUN', revision: 1, saidThrough: 1 });
      for (const login of logins)
        await put({
          pk: `GROUP#${group}`,
          sk: `CLAIM#${login}`,
          login,
          entryId: login,
          dn: `CN=${login}`,
          said: 'wanted',
          revision: 1,
          spec: 'a',
        });
    }
  }

  /** A recurring timer of the deployment, which speaks on this bus. */
  async timer(busName: string): Promise<void> {
    const timers = new SchedulerClient({ endpoint: this.base.url, region, credentials });
    await timers.send(new CreateScheduleGroupCommand({ Name: this.name }));
    await timers.send(
      new CreateScheduleCommand({
        GroupName: this.name,
        Name: 'recurring-LeftoversCameDue',
        ScheduleExpression: 'rate(12 hours)',
        FlexibleTimeWindow: { Mode: 'OFF' },
        Target: {
          Arn: `arn:aws:events:${region}:000000000000:event-bus/${busName}`,
          RoleArn: 'arn:aws:iam::000000000000:role/timers',
        },
      }),
    );
    timers.destroy();
  }

  async queue(name: string, deployment = this.name): Promise<string> {
    const { QueueUrl = '' } = await this.queues.send(
      new CreateQueueCommand({ QueueName: name, tags: { Deployment: deployment } }),
    );
    return QueueUrl;
  }

  /** A dead letter; with a reason one that the code could not read. */
  async letter(QueueUrl: string, body: string, reason?: string): Promise<void> {
    await this.queues.send(
      new SendMessageCommand({
        QueueUrl,
        MessageBody: body,
        ...(reason === undefined
          ? {}
          : { MessageAttributes: { reason: { DataType: 'String', StringValue: reason } } }),
      }),
    );
  }

  /** As somebody else does: what is read is hidden for minutes. */
  async read(QueueUrl: string): Promise<string[]> {
    const { Messages = [] } = await this.queues.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 600 }),
    );
    return Messages.map(({ ReceiptHandle = '' }) => ReceiptHandle);
  }

  async show(QueueUrl: string, ReceiptHandle: string | undefined): Promise<void> {
    await this.queues.send(
      new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout: 0 }),
    );
  }

  /** It answers a batch as SQS does that takes none of it. */
  sqsThatDeletesNothing(): SQSClient {
    const client = new SQSClient({ endpoint: this.base.url, region, credentials });
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'DeleteMessageBatchCommand') return next(args);
          const Failed = [{ Id: '0', SenderFault: false, Code: 'InternalError' }];
          return { output: { Failed, Successful: [], $metadata: {} }, response: undefined };
        },
      { step: 'initialize', name: 'deletesNothing' },
    );
    return client;
  }

  /** Takes all that lies there. */
  async emptied(QueueUrl: string): Promise<string[]> {
    const bodies: string[] = [];
    for (;;) {
      const { Messages = [] } = await this.queues.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }),
      );
      if (Messages.length === 0) return bodies;
      bodies.push(...Messages.map(({ Body = '' }) => Body));
      const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
      await this.queues.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    }
  }

  type(...args: string[]): Promise<Ended> {
    const env = {
      PATH: process.env.PATH,
      NO_COLOR: '1',
      CLEANDESK_NAME: this.name,
      AWS_REGION: region,
      AWS_ENDPOINT_URL: this.base.url,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_EC2_METADATA_DISABLED: 'true',
    };
    const program = join(import.meta.dirname, '../src/main.ts');
    return new Promise((resolve) => {
      execFile(process.execPath, [program, ...args], { env }, (error, out, err) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err });
      });
    });
  }
}
