import * as sdk from '@aws-sdk/client-workspaces';
import { afterAll, expect, it } from 'vitest';
import { type Call, type Place, played, Refused } from './chains.ts';
import { chainCloud } from './cloud.ts';
import { missingIn } from './complete.ts';

const { server, client, control } = chainCloud();
type Sender = { send(command: unknown): Promise<object> };
const clients = new Map<string, Sender & { destroy(): void }>();
afterAll(() => {
  for (const one of clients.values()) one.destroy();
});

function clientOf({ accountId, region }: Place): Sender {
  const key = `${accountId}/${region}`;
  const standing = clients.get(key);
  if (standing !== undefined) return standing;
  const credentials = { accessKeyId: accountId, secretAccessKey: 'secret' };
  const made = new sdk.WorkSpacesClient({ ...client(), region, credentials });
  clients.set(key, made);
  return made;
}

const isCommand = (value: unknown): value is new (input: object) => object => typeof value === 'function';

const call: Call = (operation, input, place) => {
  const Command: unknown = Reflect.get(sdk, `${operation}Command`);
  if (!isCommand(Command)) return undefined;
  return clientOf(place)
    .send(new Command(input))
    .then(
      (answer) => Object.fromEntries(Object.entries(answer).filter(([name]) => name !== '$metadata')),
      (error: unknown) => {
        if (!(error instanceof sdk.WorkSpacesServiceException)) throw error;
        throw new Refused(error.name);
      },
    );
};

it('the JS SDK does every operation, and is refused by every operation', async () => {
  const report = await played(call, server().url);
  const { answer } = await control('operations');
  const known = (operation: string) => isCommand(Reflect.get(sdk, `${operation}Command`));
  expect(missingIn(Object.fromEntries(report), answer, known)).toEqual([]);
}, 120_000);
