import {
  GetSecretValueCommand,
  type SecretsManagerClient,
  SecretsManagerServiceException,
} from '@aws-sdk/client-secrets-manager';
import * as z from 'zod';
import { DirectoryFault, type Secrets } from '../ports.ts';

/** As the console offers it for "other type of secret": plain text, or one of these members. */
const member = z.union([
  z.object({ password: z.string().min(1) }).transform(({ password }) => password),
  z.object({ LDAP_PASSWORD: z.string().min(1) }).transform((one) => one.LDAP_PASSWORD),
]);

/** Passwords in AWS Secrets Manager. Asked for at each read of a group: a rotated one counts at once. */
export function secretsManager(options: { client: SecretsManagerClient }): Secrets {
  return {
    async password(name) {
      const secret = await options.client
        .send(new GetSecretValueCommand({ SecretId: name }))
        .catch((cause: unknown) => {
          // A call that got no answer is no fault of the secret's: the queue tries it again.
          if (!(cause instanceof SecretsManagerServiceException) || cause.$fault === 'server') throw cause;
          throw new DirectoryFault(
            'SecretUnreadable',
            `The secret with the bind user's password can't be read (${cause.name}). Check its name, its key and the function's permission.`,
          );
        });
      const password = passwordIn(secret.SecretString);
      if (password !== undefined) return password;
      throw new DirectoryFault(
        'SecretUnreadable',
        'The secret holds no password: neither text, nor JSON with the member "password".',
      );
    },
  };
}

function passwordIn(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  if (!text.trimStart().startsWith('{')) return text;
  try {
    return member.parse(JSON.parse(text));
  } catch {
    // A password may begin with a brace; one that is JSON without a password in it is a mistake.
    return isJson(text) ? undefined : text;
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
