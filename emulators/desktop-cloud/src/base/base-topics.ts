import type { AlarmActionInvoker } from '../cloudwatch/index.ts';
import { arnParts, post } from './post.ts';

/** SNS topics in the base emulator, told by alarm actions. */
export class BaseTopics implements AlarmActionInvoker {
  private readonly base: string;

  /** `base`: the endpoint of the base emulator, e.g. `http://127.0.0.1:4566`. */
  constructor(base: string) {
    this.base = base;
  }

  async publish(topicArn: string, notification: { subject: string; message: string }): Promise<void> {
    const form = new URLSearchParams({
      Action: 'Publish',
      Version: '2010-03-31',
      TopicArn: topicArn,
      Subject: notification.subject,
      Message: notification.message,
    });
    await post(`${this.base}/`, arnParts(topicArn).region, 'sns', {
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: form.toString(),
    });
  }
}
