import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { plain, where } from '@cleandesk/command-line';

/** Where something would be done, and as whom. The same names stand in the test account, too. */
export type Place = { deployment: string; account: string; region: string; as: string };

export async function placeOf(deployment: string, region: string | undefined): Promise<Place> {
  const client = new STSClient(where(region));
  const { Account = 'unknown', Arn = 'unknown' } = await client.send(new GetCallerIdentityCommand({}));
  return { deployment, account: Account, region: await client.config.region(), as: Arn };
}

export const placeText = ({ deployment, account, region, as }: Place): string =>
  plain(`${deployment} in account ${account}, ${region}, as ${as}`);

/** Who asks, for what is recorded: the name of the session or the user, by what AWS says of the credentials. */
export const operatorOf = ({ as }: Place): string => as.split(/[:/]/).at(-1) ?? as;
