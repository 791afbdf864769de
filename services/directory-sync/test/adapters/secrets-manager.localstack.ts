import {
  CreateSecretCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { expect, test } from 'vitest';
import { secretsManager } from '../../src/adapters/secrets-manager.ts';

const client = new SecretsManagerClient({
  endpoint: process.env.CLEANDESK_LOCALSTACK ?? '',
  region: 'eu-central-1',
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});
const secrets = secretsManager({ client });
const kept = async (name: string, SecretString: string): Promise<string> => {
  await client.send(new CreateSecretCommand({ Name: name, SecretString }));
  return name;
};

test('a password is read as text and from JSON, as the console offers both', async () => {
  expect(await secrets.password(await kept('plain', 'p4ss word'))).toBe('p4ss word');
  expect(await secrets.password(await kept('json', '{"password":"from json"}'))).toBe('from json');
});

test('a rotated one counts at once', async () => {
  const name = await kept('rotated', 'before');
  expect(await secrets.password(name)).toBe('before');
  await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: 'after' }));
  expect(await secrets.password(name)).toBe('after');
});

test('one that is not there, or holds none, is refused with what to look at', async () => {
  await expect(secrets.password('nowhere')).rejects.toThrow(/ResourceNotFoundException/);
  await expect(secrets.password(await kept('empty', '{"user":"svc"}'))).rejects.toThrow(/holds no password/);
});
