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

/** What an operator says, as `cleandesk.operator`. */
export const asOperator = <C extends OwnContract>(contract: C, detail: DetailInput<C>): OutgoingEvent =>
  event(contract, detail, { source: 'cleandesk.operator' });

/** Where an operator speaks, and looks before. */
export type Desk = { deployment: Deployment; seats: SeatsTable; bus: Publisher };

export async function deskOf(given: Reach): Promise<Desk> {
  const deployment = await deploymentOf(given);
  const client = new EventBridgeClient(where(given.region));
  const bus = publisher({ client, busName: deployment.bus });
  return {
    deployment,
    seats: { client: documents(given.region), tableName: deployment.seats },
    bus: {
      async publish(events) {
        try {
          await bus.publish(events);
        } catch (error) {
          if (error instanceof EntriesRefused)
            throw new Refused(
              `The bus ${deployment.bus} did not take it: ${error.message}. Is your role in operator_role_arns?`,
            );
          throw error;
        }
      },
    },
  };
}
