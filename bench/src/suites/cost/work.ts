import * as z from 'zod';

/** What AWS bills for work: of one reset, of one hour of looking after a desktop, or of a month of all of it. */
export const work = z.object({
  gbSeconds: z.number().describe('Billed time × memory of Lambda'),
  requests: z.number().describe('Invocations of Lambda'),
  events: z.number().describe('Events put on the bus'),
  queueRequests: z.number().describe('Requests of SQS: sent, received, deleted'),
  writes: z.number().describe('Write request units of DynamoDB'),
  reads: z.number().describe('Read request units of DynamoDB'),
  schedules: z.number().describe('One-shot schedules that came due'),
  logKb: z.number().describe('kB of logs'),
});
export type Work = z.infer<typeof work>;

export const noWork: Work = {
  gbSeconds: 0,
  requests: 0,
  events: 0,
  queueRequests: 0,
  writes: 0,
  reads: 0,
  schedules: 0,
  logKb: 0,
};

export const times = (one: Work, factor: number): Work => each((name) => one[name] * factor);
export const plus = (...all: readonly Work[]): Work =>
  each((name) => all.reduce((sum, one) => sum + one[name], 0));

export const atLeastNone = (one: Work): Work => each((name) => Math.max(0, one[name]));

function each(of: (name: keyof Work) => number): Work {
  return {
    gbSeconds: of('gbSeconds'),
    requests: of('requests'),
    events: of('events'),
    queueRequests: of('queueRequests'),
    writes: of('writes'),
    reads: of('reads'),
    schedules: of('schedules'),
    logKb: of('logKb'),
  };
}
