import { randomUUID } from 'node:crypto';
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminSetUserPasswordCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider';

/** Somebody who can sign in to the portal. */
export type Account = { name: string; password: string; mail: string };

/** Makes a user of the stack's pool: with a manager by mail, or without one; with groups, or none. */
export async function makeAccount(
  pool: { client: CognitoIdentityProviderClient; id: string },
  name: string,
  { manager, groups = [] }: { manager?: string; groups?: readonly string[] } = {},
): Promise<Account> {
  const account = { name, password: `Aa1-${randomUUID()}`, mail: `${name}@example.com` };
  const whom = { UserPoolId: pool.id, Username: name };
  const attributes = {
    email: account.mail,
    email_verified: 'true',
    name: `Person ${name}`,
    ...(manager === undefined ? {} : { 'custom:manager': manager }),
  };
  await pool.client.send(
    new AdminCreateUserCommand({
      ...whom,
      MessageAction: 'SUPPRESS',
      UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
    }),
  );
  await pool.client.send(
    new AdminSetUserPasswordCommand({ ...whom, Password: account.password, Permanent: true }),
  );
  for (const GroupName of groups)
    await pool.client.send(new AdminAddUserToGroupCommand({ ...whom, GroupName }));
  return account;
}
