import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BaseAlone, startBaseAlone } from '../src/base-alone.ts';

/** What launch.py changes of MiniStack for Terraform; the rest is shown by whoever needs it. */
describe('the base emulator', () => {
  let base: BaseAlone;
  beforeAll(async () => {
    base = await startBaseAlone();
  }, 120_000);
  afterAll(() => base.stop());

  /** How long it took to list the queues, ms: the quickest of five, since the machine may be busy. */
  async function quickest(userAgent: string): Promise<number> {
    const times: number[] = [];
    for (let round = 0; round < 5; round++) {
      const begun = performance.now();
      const answer = await fetch(base.url, {
        method: 'POST',
        headers: {
          'user-agent': userAgent,
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': 'AmazonSQS.ListQueues',
        },
        body: '{}',
      });
      expect(answer.status).toBe(200);
      times.push(performance.now() - begun);
    }
    return Math.min(...times);
  }

  it('answers Terraform when its client has surely finished writing, and others at once', async () => {
    const terraform =
      'APN/1.0 HashiCorp/1.0 Terraform/1.11.4 terraform-provider-aws/5.100.0 aws-sdk-go-v2/1.36.3';
    expect(await quickest(terraform)).toBeGreaterThan(95);
    expect(await quickest('aws-sdk-js/3.0.0')).toBeLessThan(95);
  });
});
