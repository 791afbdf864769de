import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { doorMeasures, functionLog, functionMeter, type Meter, nameOf } from '../src/index.ts';

const written: string[] = [];
beforeEach(() => {
  vi.stubEnv('POWERTOOLS_DEV', 'true'); // writes through the console, which can be watched
  vi.stubEnv('POWERTOOLS_METRICS_DISABLED', 'false');
  vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'alarm-manager');
  vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Cleandesk');
  for (const method of ['log', 'info', 'warn', 'error'] as const) {
    vi.spyOn(console, method).mockImplementation((text: unknown) => void written.push(String(text)));
  }
});
afterEach(() => {
  written.length = 0;
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

test('an error is logged by class, message and cause, and not with what it carries', () => {
  const refusal = Object.assign(new Error('the user was refused', { cause: new Error('a conflict') }), {
    answer: 'alice',
  });
  refusal.name = 'Refused';
  functionLog().error('A record failed', refusal, { messageId: 'm-1' });
  const line: unknown = JSON.parse(written.join(''));
  expect(line).toMatchObject({
    service: 'alarm-manager',
    message: 'A record failed',
    messageId: 'm-1',
    error: 'Refused',
    because: 'the user was refused',
    cause: 'Error: a conflict',
  });
  expect(written.join('')).not.toContain('alice');
});

test('lines carry the correlation id until it ends', () => {
  const log = functionLog();
  log.correlate('c-1');
  log.info('within');
  log.correlate(undefined);
  log.warn('after');
  const [within, after]: unknown[] = written.map((text) => JSON.parse(text));
  expect(within).toMatchObject({ correlationId: 'c-1' });
  expect(after).not.toHaveProperty('correlationId');
});

test('counts are published once, under the namespace; nothing counted publishes nothing', () => {
  const meter = functionMeter(doorMeasures);
  meter.publish();
  expect(written).toEqual([]);
  meter.count('RecordHandled');
  meter.count('RecordHandled', 2);
  meter.publish();
  meter.publish();
  expect(written).toHaveLength(1);
  expect(JSON.parse(written.join(''))).toMatchObject({
    service: 'alarm-manager',
    RecordHandled: [1, 2],
    _aws: { CloudWatchMetrics: [{ Namespace: 'Cleandesk' }] },
  });
});

test('something thrown that is no error is still told', () => {
  expect(nameOf('text')).toEqual({ error: 'string', because: 'something that is no Error was thrown' });
});

const measures = {
  ...doorMeasures,
  Reset: { unit: 'Count', by: [['outcome'], ['outcome', 'policy']] },
  TimeToReady: { unit: 'Milliseconds', by: [[], ['policy']] },
} as const;

test('what is told apart is a metric of its own for each set of dimensions, and no other count has them', () => {
  const meter = functionMeter(measures);
  meter.count('RecordHandled');
  meter.count('Reset', 1, { outcome: 'completed', policy: 'kiosks' });
  meter.gauge('TimeToReady', 90_000, { policy: 'kiosks' });
  meter.publish();
  const lines = written.map((line): unknown => JSON.parse(line));
  const metric = (Name: string, Unit: string, ...dimensions: string[]) => ({
    _aws: {
      CloudWatchMetrics: [
        { Namespace: 'Cleandesk', Dimensions: [['service', ...dimensions]], Metrics: [{ Name, Unit }] },
      ],
    },
  });
  expect(lines).toMatchObject([
    { ...metric('Reset', 'Count', 'outcome'), Reset: 1, outcome: 'completed' },
    { ...metric('Reset', 'Count', 'outcome', 'policy'), Reset: 1, outcome: 'completed', policy: 'kiosks' },
    { ...metric('TimeToReady', 'Milliseconds', 'policy'), TimeToReady: 90_000, policy: 'kiosks' },
    { RecordHandled: 1, TimeToReady: 90_000, service: 'alarm-manager' },
  ]);
  expect(lines[0]).not.toHaveProperty('policy');
  expect(lines[3]).not.toHaveProperty('policy');
});

test('a metric of which a dimension is not known is left out: without it, it would be another one', () => {
  const meter = functionMeter(measures);
  meter.count('Reset', 1, { outcome: 'cancelled' });
  meter.publish();
  expect(written.map((line): unknown => JSON.parse(line))).toMatchObject([
    { outcome: 'cancelled', Reset: 1 },
  ]);
});

test('nothing is measured that nobody declared', () => {
  const meter: Meter = functionMeter(measures);
  expect(() => meter.count('Resets')).toThrow('Nobody declared that Resets is measured');
});
