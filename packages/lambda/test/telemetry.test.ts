import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { functionLog, functionMeter, nameOf } from '../src/index.ts';

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
  const meter = functionMeter();
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

test('what is counted of something has a dimension for it, and no other count has', () => {
  const meter = functionMeter();
  meter.count('RecordHandled');
  meter.countOf({ group: 'sales' }, 'DirectorySyncCompleted');
  meter.publish();
  expect(written.map((line): unknown => JSON.parse(line))).toEqual([
    expect.objectContaining({ DirectorySyncCompleted: 1, group: 'sales', service: 'alarm-manager' }),
    expect.not.objectContaining({ group: 'sales' }),
  ]);
});
