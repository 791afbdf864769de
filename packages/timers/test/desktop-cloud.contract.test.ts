import { CreateScheduleGroupCommand, SchedulerClient } from '@aws-sdk/client-scheduler';
import type { OutgoingEvent } from '@cleandesk/contracts';
import { startDesktopCloud } from '@cleandesk/desktop-cloud';
import * as z from 'zod';
import { timers } from '../src/index.ts';
import { timersContract } from './timers-contract.ts';

const detail = z.record(z.string(), z.unknown());

// Over HTTP, in the SDK's own protocol, and on wall time: the Scheduler fires within a second.
timersContract('the Scheduler of the desktop cloud', async () => {
  const events: OutgoingEvent[] = [];
  const cloud = await startDesktopCloud({
    invoker: {
      putEvent: async (_bus, event) =>
        void events.push({ ...event, detail: detail.parse(JSON.parse(event.detail)) }),
      invokeFunction: () => Promise.reject(new Error('timers end on the bus')),
      sendMessage: () => Promise.reject(new Error('timers end on the bus')),
    },
  });
  const client = new SchedulerClient({
    endpoint: cloud.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  await client.send(new CreateScheduleGroupCommand({ Name: 'cleandesk' }));
  const shortestMs = 1000;
  return {
    timers: timers({
      client,
      groupName: 'cleandesk',
      busArn: 'arn:aws:events:us-east-1:000000000000:event-bus/cleandesk',
      roleArn: 'arn:aws:iam::000000000000:role/timers',
      shortestMs,
      clock: { now: () => Date.now() },
    }),
    shortestMs,
    now: () => Date.now(),
    pass: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    fired: () => events,
    async close() {
      client.destroy();
      await cloud.close();
    },
  };
});
