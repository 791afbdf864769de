import { gzipSync } from 'node:zlib';

const arn = (service: string, resource: string) => `arn:aws:${service}:eu-central-1:123456789012:${resource}`;

const policies = [
  {
    name: 'bench',
    match: { tags: { Cleandesk: ['rebuild'] } },
    strategy: 'rebuild',
    graceSeconds: 600,
    dryRun: false,
  },
];

/** What a service reads otherwise than the others do. */
const ofService: Readonly<Record<string, Record<string, string>>> = {
  'approval-service': { MAIL: '{"from":"desk@example.com"}' },
};

/** Every variable that functions of a service can need, as Terraform would set it: a handler reads them while it loads. */
export const environmentFor = (service: string): Record<string, string> => ({
  ...everybodys,
  ...ofService[service],
});

const everybodys: Record<string, string> = {
  AWS_REGION: 'eu-central-1',
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'bench',
  POWERTOOLS_METRICS_NAMESPACE: 'Cleandesk/cleandesk',
  ACCOUNT_ID: '123456789012',
  PARTITION: 'aws',
  EVENT_BUS_NAME: 'cleandesk',
  EVENT_BUS_ARN: arn('events', 'event-bus/cleandesk'),
  DEAD_LETTER_QUEUE_URL: 'https://sqs.eu-central-1.amazonaws.com/123456789012/cleandesk-dead',
  POLICIES: gzipSync(JSON.stringify(policies)).toString('base64'),
  ALARM_PERIOD_SECONDS: '300',
  SEATS_TABLE: 'cleandesk-seats',
  TABLE_NAME: 'cleandesk-table',
  TIMER_GROUP: 'cleandesk',
  TIMER_ROLE_ARN: 'arn:aws:iam::123456789012:role/cleandesk-timers',
  TIMER_DEAD_LETTER_ARN: arn('sqs', 'cleandesk-timers-dead'),
  SHORTEST_TIMER_SECONDS: '60',
  LEASE_SECONDS: '90',
  OBSERVE_EVERY_SECONDS: '60',
  REARM_SECONDS: '900',
  WORKSPACES_CALLS_PER_SECOND: '1',
  WORKSPACES_CALLS_AT_ONCE: '3',
  PACE_TABLE: 'cleandesk-pace',
  PACE_OWN_SHARE: '0.25',
  PACE_PATIENCE_SECONDS: '30',
  WALKS_TABLE: 'cleandesk-walks',
  DETECTOR: 'per-desktop',
  FLEET: gzipSync(JSON.stringify({ deployment: 'cleandesk', most: 90, shards: [] })).toString('base64'),
  RECORDS_TABLE: 'cleandesk-records',
  KEEP_RECORDS_DAYS: '365',
  SYNC_TABLE: 'cleandesk-directory-sync',
  GROUPS_KEY: 'groups',
  PORTAL_TABLE: 'cleandesk-portal',
  SETTINGS_KEY: 'settings',
  STATE_MACHINE_ARN: arn('states', 'stateMachine:cleandesk-requests'),
  PORTAL_URL: 'https://desktops.example.com',
  NOTICES_TABLE: 'cleandesk-user-notices',
  NOTICES: '{"kiosks":["before","after"]}',
  MAIL: '{"from":"desk@example.com","addresses":{"d-9067000001":"{userName}@example.com"}}',
  TIME_ZONE: 'Europe/Berlin',
  LOCALE: 'en-GB',
};
