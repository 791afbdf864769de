import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { EntriesRefused, event, type OwnContract, type Publisher, publisher } from '@cleandesk/bus';
import {
  type Deployment,
  deploymentOf,
  documents,
  type Reach,
  Refused,
  where,
} from '@cleandesk/command-line';
import type { DetailInput, OutgoingEvent } from '@cleandesk/contracts';
import type { SeatsTable } from '@cleandesk/rebuild-service/cli';
import { theBus } from '../account/bus.ts';
import { operatorOf, type Place, placeOf } from '../account/place.ts';

/** What an operator says, as `cleandesk.operator`. */
export const asOperator = <C extends OwnContract>(contract: C, detail: DetailInput<C>): OutgoingEvent =>
  event(contract, detail, { source: 'cleandesk.operator' });

/** Where an operator speaks, and looks before. */
export type Desk = {
  deployment: Deployment;
  seats: SeatsTable;
  /** Speaks on a bus that is there; with no events it only looks whether it is. What is taken is asked for, and done by whoever hears it. */
  bus: Publisher;
  /** Whose desktops these are, for who reads a preview. */
  place: Place;
  /** Who asks, for what is recorded. */
  operator: string;
};

export async function deskOf(given: Reach): Promise<Desk> {
  const deployment = await deploymentOf(given);
  const place = await placeOf(deployment.name, given.region);
  return {
    deployment,
    seats: { client: documents(given.region), tableName: deployment.seats },
    bus: speaker(deployment, given.region),
    place,
    operator: operatorOf(place),
  };
}

function speaker(deployment: Deployment, region: string | undefined): Publisher {
  let standing: Promise<string> | undefined;
  const client = new EventBridgeClient(where(region));
  return {
    async publish(events) {
      standing ??= theBus(deployment, where(region));
      const busName = await standing;
      try {
        await publisher({ client, busName }).publish(events);
      } catch (error) {
        if (error instanceof EntriesRefused)
          throw new Refused(
            `The bus ${busName} did not take it: ${error.message}. Is your role in operator_role_arns?`,
          );
        throw error;
      }
    },
  };
}
