import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Whose account it is, and in which Region where none is named, the SDK finds out as the AWS CLI does. */
const where = (region: string | undefined) => (region === undefined ? {} : { region });

export const documents = (region: string | undefined): DynamoDBDocumentClient =>
  DynamoDBDocumentClient.from(new DynamoDBClient(where(region)));

export const tagging = (region: string | undefined): ResourceGroupsTaggingAPIClient =>
  new ResourceGroupsTaggingAPIClient(where(region));

/** By the name of the SDK's error: what it means to whoever called. */
const meanings: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found. Sign in (`aws sso login`), or name a profile: AWS_PROFILE.',
  UnrecognizedClientException: 'AWS does not know these credentials.',
  InvalidSignatureException: 'AWS does not accept these credentials.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again.',
  InvalidClientTokenId: 'AWS does not know these credentials.',
};

/** @returns what went wrong in a sentence, where it is not this program's fault. */
export function troubleWith(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (name === 'ResourceNotFoundException')
    return `There is no such table in this account and Region. Its name is in the output of Terraform, and the Region in --region or AWS_REGION. (${message})`;
  if (name === 'AccessDeniedException') return `AWS refuses it: ${message}`;
  if (/^Region (is missing|not accepted)/.test(message))
    return 'Which Region? Name it: --region, or AWS_REGION.';
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(String(error.code)))
    return `AWS cannot be reached: ${message || String(error.code)}`;
  return meanings[name];
}
