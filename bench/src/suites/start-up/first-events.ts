import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

/** A function's first event, and what is right to answer. All are of the kind that changes nothing: others would measure AWS. */
export type FirstEvent = { what: string; event: unknown; isRight: (answer: unknown) => boolean };

const samples = join(import.meta.dirname, '../../../../packages/contracts/samples');
const sample = (path: string): string => readFileSync(join(samples, path), 'utf8');

/** As a queue hands it over. */
const fromQueue = (what: string, path: string): FirstEvent => ({
  what,
  event: {
    Records: [
      {
        messageId: '1',
        receiptHandle: '1',
        body: sample(path),
        attributes: { ApproximateReceiveCount: '1', SentTimestamp: String(Date.now()) },
        messageAttributes: {},
        eventSource: 'aws:sqs',
        eventSourceARN: 'arn:aws:sqs:eu-central-1:123456789012:bench',
        awsRegion: 'eu-central-1',
      },
    ],
  },
  isRight: (answer) => isDeepStrictEqual(answer, { batchItemFailures: [] }),
});

/** By `service/function`. */
export const firstEvents: Readonly<Record<string, FirstEvent>> = {
  'alarm-manager/watch': fromQueue('a login', 'WorkSpaces-Access/login.json'),
  'alarm-manager/reconcile': fromQueue('a sweep', 'ConnectionSweepCameDue.v1/due.json'),
  'rebuild-service/seats': fromQueue('a login', 'WorkSpaces-Access/login.json'),
  'directory-sync/sync': fromQueue('a new desktop', 'SeatProvisioned.v1/ready.json'),
  'user-notices/tell': fromQueue('a reset', 'ResetStarted.v1/rebuild.json'),
  'approval-service/hear': fromQueue('a pause', 'ResetsPaused.v1/an-outage.json'),
  'approval-service/steps': {
    what: 'a request that is gone',
    event: { step: 'record', requestId: 'r-1' },
    isRight: (answer) => JSON.stringify(answer).includes('UnknownRequest'),
  },
  'approval-service/api': {
    what: 'somebody without a token',
    event: {
      version: '2.0',
      routeKey: 'GET /me',
      rawPath: '/me',
      rawQueryString: '',
      headers: { host: 'desktops.example.com' },
      requestContext: {
        http: { method: 'GET', path: '/me', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'bench' },
        requestId: '1',
        stage: '$default',
        timeEpoch: 0,
      },
      isBase64Encoded: false,
    },
    isRight: (answer) => JSON.stringify(answer).includes('"statusCode":401'),
  },
};

export const oneClientsEvent: FirstEvent = {
  what: 'a look at a desktop that is not there',
  event: { ids: ['ws-8kqzr4w2m'] },
  isRight: (answer) => answer === 0,
};

export const seedsEvent: FirstEvent = {
  what: 'a new desktop',
  event: JSON.parse(sample('AWS-API-Call-via-CloudTrail/create.json')),
  isRight: (answer) => JSON.stringify(answer).includes('200'),
};
