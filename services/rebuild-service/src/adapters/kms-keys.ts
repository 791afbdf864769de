import { DescribeKeyCommand, KMSClient } from '@aws-sdk/client-kms';

// For whoever loads this at its first use: an import of the whole SDK would bring all of it.
export { KMSClient };

/** Whether a key can still encrypt. */
export type KeyStates = {
  /**
   * KMS's word for the state of a key, given by ARN, id or alias; `Enabled` is the good one.
   * What no retry helps is a state, too: `missing`, `not readable for us`.
   */
  stateOf(key: string): Promise<string>;
};

const hopeless: Readonly<Record<string, string>> = {
  NotFoundException: 'missing',
  InvalidArnException: 'not a key',
  AccessDeniedException: 'not readable for us',
};

export function kmsKeys({ client }: { client: KMSClient }): KeyStates {
  return {
    async stateOf(KeyId) {
      try {
        const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }));
        return KeyMetadata?.KeyState ?? 'in an unknown state';
      } catch (error) {
        const state = error instanceof Error ? hopeless[error.name] : undefined;
        if (state === undefined) throw error;
        return state;
      }
    },
  };
}
