const signIn = 'Sign in (`aws sso login`), or name a profile: AWS_PROFILE.';
const again = 'Wait a minute, and type it again.';

/** By the name of the SDK's error: what it means to whoever called. */
const meanings: Readonly<Record<string, string>> = {
  CredentialsProviderError: `No AWS credentials were found, or they cannot be used. ${signIn}`,
  TokenProviderError: `The AWS sign-in is over, or cannot be used. ${signIn}`,
  MissingAuthenticationToken: `No AWS credentials were sent. ${signIn}`,
  MissingAuthenticationTokenException: `No AWS credentials were sent. ${signIn}`,
  UnrecognizedClientException: `AWS does not know these credentials. ${signIn}`,
  InvalidClientTokenId: `AWS does not know these credentials. ${signIn}`,
  InvalidAccessKeyId: `AWS does not know these credentials. ${signIn}`,
  AuthFailure: `AWS does not accept these credentials. ${signIn}`,
  InvalidSignatureException: `AWS does not accept these credentials, or your clock is wrong. ${signIn}`,
  SignatureDoesNotMatch: `AWS does not accept these credentials, or your clock is wrong. ${signIn}`,
  RequestTimeTooSkewed: 'Your clock is wrong by minutes: AWS takes no call of it. Set it.',
  RequestExpired:
    'Your clock is wrong by minutes, or the AWS credentials have expired: set it, sign in again.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again.',
  ExpiredToken: 'The AWS credentials have expired: sign in again.',
  OptInRequired:
    'This account has not switched that service or Region on. Is it the right Region (--region)?',
};

const unsigned: ReadonlySet<string> = new Set(['CredentialsProviderError', 'TokenProviderError']);

const denials: ReadonlySet<string> = new Set([
  'AccessDeniedException',
  'AccessDenied',
  'AuthorizationErrorException',
  'KMSAccessDeniedException',
  'KmsAccessDenied',
  'KMS.AccessDeniedException',
  'NotAuthorizedException',
  'UnauthorizedException',
  'UnauthorizedOperation',
]);

const throttles: ReadonlySet<string> = new Set([
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'Throttling',
  'ThrottlingException',
  'ThrottledException',
  'TooManyRequestsException',
]);

const unreachable: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  'TimeoutError',
]);

const nameIt =
  'Name the deployment with --name, or with --deployment and a file of `terraform output -json`, and its Region with --region or AWS_REGION.';

/** Whether AWS let nobody ask: then nothing is known. */
export const isDenied = (error: unknown): boolean => error instanceof Error && denials.has(error.name);

/** @returns what went wrong in a sentence, where it is not this program's fault. */
export function troubleWith(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  if (name === 'ResourceNotFoundException')
    return `There is no such table, bus or function in this account and Region (${message}). ${nameIt}`;
  if (name === 'QueueDoesNotExist') return `There is no such queue in this account and Region. ${nameIt}`;
  if (isDenied(error)) return denied(message);
  if (throttles.has(name)) return `AWS takes no more calls at the moment (${name}). ${again}`;
  if (/^(Region (is missing|not accepted)|Invalid region)/i.test(message))
    return 'Which Region? Name it: --region, or AWS_REGION.';
  const code = 'code' in error ? String(error.code) : name;
  if (unreachable.has(code))
    return `AWS cannot be reached: ${message || code}. Look at your network, at the Region (--region), and at AWS_ENDPOINT_URL where it is set.`;
  if (/CERT|LEAF_SIGNATURE/.test(code))
    return `AWS cannot be reached safely: ${message || code}. Does a proxy need its certificate in NODE_EXTRA_CA_CERTS?`;
  if (!Object.hasOwn(meanings, name)) return answered(error);
  // Which of the many ways to sign in failed, only the SDK knows.
  const why = unsigned.has(name) ? ` (${message.split('\n')[0]})` : '';
  return `${meanings[name]}${why}`;
}

/** AWS names the action that it refused, and whether somebody forbids it or nobody allows it. */
function denied(message: string): string {
  const [, action] = /perform:? ([a-z0-9-]+:\w+)/i.exec(message) ?? [];
  const what = action === undefined ? 'AWS refuses it to your role' : `Your role may not ${action}`;
  const why = /explicit deny/i.test(message)
    ? 'Somebody forbids it: a bus or a queue of Cleandesk lets only roles of operator_role_arns and redrive_role_arns.'
    : 'What it needs is in docs/operator-role.md.';
  return `${what}. ${why} (AWS: ${message || 'no reason'})`;
}

/** What AWS answered is no fault of this program, whatever it is called. */
function answered(error: Error): string | undefined {
  if (!('$metadata' in error) || !('$fault' in error)) return undefined;
  const { requestId } = isMetadata(error.$metadata) ? error.$metadata : {};
  const said = `${error.name}: ${error.message || 'no reason'}${requestId === undefined ? '' : `, request ${requestId}`}`;
  return error.$fault === 'server' ? `AWS failed (${said}). ${again}` : `AWS did not do it (${said}).`;
}

const isMetadata = (given: unknown): given is { requestId?: string } =>
  typeof given === 'object' && given !== null;
