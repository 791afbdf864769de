import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { Notice } from '../domain/notice.ts';
import type { Teller } from '../ports.ts';
import { failureOf, thrownFor } from './send-failures.ts';

// For whoever loads this at its first use: an import of the whole SDK would bring all of it.
export { SNSClient };

/** The subject of a mail to a subscriber: ASCII, at most 100 characters (SNS API, Publish). */
const subjects: Readonly<Record<Notice, string>> = {
  before: 'will be reset',
  during: 'is being reset',
  after: 'has been reset',
  withdrawn: 'is not reset for now',
};

/**
 * A message to the owner's topic: text for people, and attributes by which a subscription can choose, or a program pass it on to
 * the user by another way. No mail address.
 */
export function snsTopic(options: { client: SNSClient; topicArn: string }): Pick<Teller, 'tell'> {
  return {
    async tell(letter, notice, about) {
      const { seat, workspaceId } = about;
      try {
        await options.client.send(
          new PublishCommand({
            TopicArn: options.topicArn,
            Subject: `Cleandesk: ${workspaceId} ${subjects[notice]}`,
            Message: letter.topic,
            MessageAttributes: {
              notice: text(notice),
              directoryId: text(seat.directoryId),
              userName: text(seat.userName),
              workspaceId: text(workspaceId),
              ...('policy' in about ? { policy: text(about.policy) } : {}),
            },
          }),
        );
        return 'told';
      } catch (error) {
        throw thrownFor('SNS', failureOf(error));
      }
    },
  };
}

const text = (StringValue: string) => ({ DataType: 'String', StringValue });
