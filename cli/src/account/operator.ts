import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { where } from '@cleandesk/command-line';

/** Who asks, for what is recorded: the name of the session or the user, by what AWS says of the credentials. */
export async function operator(region: string | undefined): Promise<string> {
  const { Arn } = await new STSClient(where(region)).send(new GetCallerIdentityCommand({}));
  return Arn?.split(/[:/]/).at(-1) ?? 'an operator';
}
