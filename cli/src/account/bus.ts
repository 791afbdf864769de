import {
  DescribeEventBusCommand,
  EventBridgeClient,
  ResourceNotFoundException as NoSuchBus,
} from '@aws-sdk/client-eventbridge';
import { paginateListSchedules, ResourceNotFoundException, SchedulerClient } from '@aws-sdk/client-scheduler';
import { type Deployment, isDenied, Refused } from '@cleandesk/command-line';

/**
 * The bus to speak on, and it is there: EventBridge answers that it took what is said on a bus that does not exist, and nobody
 * hears it.
 * @param at what clients are built with
 * @throws {Refused} when it is not there, when that could not be found out, and when the deployment itself speaks on another
 */
export async function theBus(deployment: Deployment, at: object): Promise<string> {
  const { name, bus: said } = deployment;
  const spoken = await spokenOn(deployment, at);
  if (spoken === 'denied' && said === undefined)
    throw new Refused(
      `Which bus ${name} speaks on could not be found out: your role lacks scheduler:ListSchedules (docs/operator-role.md). Name the bus with --bus.`,
    );
  const known = spoken === 'denied' ? [] : spoken;
  if (said === undefined && known.length > 1)
    throw new Refused(
      `Timers of ${name} speak on several buses: ${known.join(', ')}. Name the right one with --bus, and apply Terraform again.`,
    );
  if (said !== undefined && known.length > 0 && !known.includes(said))
    throw new Refused(
      `${name} does not listen on the bus ${said}: its timers speak on ${known.join(', ')}. Nothing was asked for.`,
    );
  const bus = said ?? known[0] ?? name;
  await mustStand(bus, at);
  return bus;
}

/** The deployment's own word: every recurring timer of it has the bus as its target. */
async function spokenOn({ timers: GroupName }: Deployment, at: object): Promise<string[] | 'denied'> {
  const client = new SchedulerClient(at);
  const found = new Set<string>();
  try {
    for await (const { Schedules = [] } of paginateListSchedules(
      { client },
      { GroupName, NamePrefix: 'recurring-' },
    ))
      for (const { Target } of Schedules) {
        const [, bus] = /:event-bus\/(.+)$/.exec(Target?.Arn ?? '') ?? [];
        if (bus !== undefined) found.add(bus);
      }
  } catch (error) {
    // A deployment without timers says nothing of its bus.
    if (error instanceof ResourceNotFoundException) return [];
    if (isDenied(error)) return 'denied';
    throw error;
  }
  return [...found].sort();
}

async function mustStand(bus: string, at: object): Promise<void> {
  try {
    await new EventBridgeClient(at).send(new DescribeEventBusCommand({ Name: bus }));
  } catch (error) {
    if (error instanceof NoSuchBus)
      throw new Refused(
        `There is no bus ${bus} in this account and Region: nobody would hear it. Name the deployment with --name or --deployment, a bus of yours with --bus, and its Region with --region.`,
      );
    if (isDenied(error))
      throw new Refused(
        `Whether the bus ${bus} is there could not be found out: your role lacks events:DescribeEventBus (docs/operator-role.md). What is said on a bus that is not there is lost without a word, so nothing was asked for.`,
      );
    throw error;
  }
}
