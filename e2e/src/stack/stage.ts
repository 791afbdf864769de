import { randomUUID } from 'node:crypto';
import { event, type OwnContract, publisher } from '@cleandesk/bus';
import type { DetailInput, OutgoingEvent } from '@cleandesk/contracts';
import { type FunctionLogLine, functionLogs, type StackEnvironment } from '@cleandesk/launcher';
import { type BusRecorder, recordBus } from '@cleandesk/testkit';
import { desktopOrders } from '../people/casting.ts';
import { type Clients, clientsOf } from './clients.ts';
import { type DesktopCloud, desktopCloud } from './desktop-cloud.ts';
import { type Mail, mailsOf } from './mails.ts';
import { type StackOutputs, stackOutputs } from './outputs.ts';

/** Something that a person did, or that was done to the stack: what no event tells. */
export type Act = { at: number; userName: string | undefined; what: string };

/** A stack with an audience: where stories are played. */
export type Stage = {
  clients: Clients;
  cloud: DesktopCloud;
  bus: BusRecorder;
  outputs: StackOutputs;
  /** How long a user may be away, ms: the grace of the stack's policies. */
  graceMs: number;
  /** Makes names unique, so that stories can be played again on a stack that has seen them. */
  run: string;
  orderDesktop: ReturnType<typeof desktopOrders>;
  /** Everything that was done, oldest first. */
  acts: readonly Act[];
  tell(userName: string | undefined, what: string): void;
  /** Publishes an event of ours as whoever may say it; requests are said by an operator. */
  say<C extends OwnContract>(contract: C, detail: DetailInput<C>): Promise<void>;
  sayAll(events: readonly OutgoingEvent[]): Promise<void>;
  /** All mails to this address, oldest first. */
  mailsTo(address: string): Promise<Mail[]>;
  /** What the functions of a service have logged since `since` (epoch ms). */
  logsOf(service: string, since: number): Promise<FunctionLogLine[]>;
  close(): Promise<void>;
};

/** Opens a stack that is up and deployed. */
export async function openStage(
  stack: StackEnvironment,
  graceSeconds: number,
  onAct: (act: Act) => void = () => undefined,
): Promise<Stage> {
  const outputs = stackOutputs.parse(stack.outputs);
  const clients = clientsOf(stack);
  const bus = await recordBus({
    events: clients.events,
    queues: clients.queues,
    busName: outputs.event_bus_name,
  });
  const out = publisher({ client: clients.events, busName: outputs.event_bus_name });
  const acts: Act[] = [];
  return {
    clients,
    cloud: desktopCloud(stack.cloudUrl, stack.region),
    bus,
    outputs,
    graceMs: graceSeconds * 1000,
    run: randomUUID().slice(0, 4),
    orderDesktop: desktopOrders(clients.workspaces),
    acts,
    tell(userName, what) {
      const act = { at: Date.now(), userName, what };
      acts.push(act);
      onAct(act);
    },
    say: (contract, detail) => out.publish([event(contract, detail, { source: speakerOf(contract) })]),
    sayAll: (events) => out.publish(events),
    mailsTo: async (address) => (await mailsOf(stack.baseUrl)).filter(({ to }) => to.includes(address)),
    logsOf: (service, since) => functionLogs(stack.baseUrl, since, service),
    async close() {
      await bus.stop();
      for (const client of Object.values(clients)) client.destroy();
    },
  };
}

/** Requests have several speakers; a person at a terminal is the operator. */
export const speakerOf = ({ sources }: OwnContract): string =>
  sources.find((source) => source === 'cleandesk.operator') ?? sources[0];
