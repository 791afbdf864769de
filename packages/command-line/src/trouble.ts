/** By the name of the SDK's error: what it means to whoever called. */
const meanings: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found. Sign in (`aws sso login`), or name a profile: AWS_PROFILE.',
  UnrecognizedClientException: 'AWS does not know these credentials.',
  InvalidSignatureException: 'AWS does not accept these credentials.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again.',
  InvalidClientTokenId: 'AWS does not know these credentials.',
};

const nameIt =
  'Name the deployment with --name, or with --deployment and a file of `terraform output -json`, and its Region with --region or AWS_REGION.';

/** @returns what went wrong in a sentence, where it is not this program's fault. */
export function troubleWith(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (name === 'ResourceNotFoundException')
    return `There is no such table, bus or function in this account and Region (${message}). ${nameIt}`;
  if (name === 'QueueDoesNotExist') return `There is no such queue in this account and Region. ${nameIt}`;
  if (name === 'AccessDeniedException') return `AWS refuses it: ${message}`;
  if (/^Region (is missing|not accepted)/.test(message))
    return 'Which Region? Name it: --region, or AWS_REGION.';
  if ('code' in error && ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT'].includes(String(error.code)))
    return `AWS cannot be reached: ${message || String(error.code)}`;
  return meanings[name];
}
