import { describe, expect, it } from 'vitest';
import { busTarget, caller, functionArn, oneShot, queueArn, roleArn, stand, start } from './stand.ts';

const later = start + 3_600_000;

describe('creating a schedule', () => {
  it('shows what was given, with what AWS fills in', async () => {
    const { call } = stand();
    const EndDate = later / 1_000;
    await call('POST', '/schedules/a', oneShot(later, { Description: 'why', EndDate }));
    expect((await call('GET', '/schedules/a')).body).toEqual({
      Arn: 'arn:aws:scheduler:eu-central-1:000000000000:schedule/default/a',
      GroupName: 'default',
      Name: 'a',
      CreationDate: start / 1_000,
      LastModificationDate: start / 1_000,
      EndDate,
      Description: 'why',
      ScheduleExpression: 'at(2026-11-21T06:00:00)',
      ScheduleExpressionTimezone: 'UTC',
      State: 'ENABLED',
      ActionAfterCompletion: 'DELETE',
      FlexibleTimeWindow: { Mode: 'OFF' },
      Target: {
        ...busTarget(),
        RetryPolicy: { MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 },
      },
    });
  });

  it('twice with the same token and the same content is one creation', async () => {
    const { call } = stand();
    const given = oneShot(later, { ClientToken: 'token-1' });
    const first = await call('POST', '/schedules/a', given);
    expect(await call('POST', '/schedules/a', given)).toEqual(first);
  });

  it.each([
    ['without a token', {}, {}],
    ['with another token', { ClientToken: 't-1' }, { ClientToken: 't-2' }],
    [
      'with the same token and another content',
      { ClientToken: 't-1' },
      { ClientToken: 't-1', Description: 'other' },
    ],
  ])('twice %s is a conflict', async (_, first, second) => {
    const { call } = stand();
    await call('POST', '/schedules/a', oneShot(later, first));
    expect(await call('POST', '/schedules/a', oneShot(later, second))).toEqual({
      status: 409,
      error: 'ConflictException',
      body: { Message: 'Schedule a already exists.' },
    });
  });

  it.each([
    [
      'a name with a space',
      '/schedules/a%20b',
      {},
      /Value 'a b' at 'name' failed to satisfy constraint: .*regular expression/,
    ],
    ['a name of 65 characters', `/schedules/${'a'.repeat(65)}`, {}, /length less than or equal to 64/],
    ['no target', '/schedules/a', { Target: undefined }, /Value null at 'target' .* must not be null/],
    ['no flexible window', '/schedules/a', { FlexibleTimeWindow: undefined }, /'flexibleTimeWindow'/],
    [
      'a time that has passed',
      '/schedules/a',
      { ScheduleExpression: 'at(2026-11-21T04:59:59)' },
      /Invalid Schedule Expression at\(2026/,
    ],
    ['an unknown time zone', '/schedules/a', { ScheduleExpressionTimezone: 'Nowhere' }, /Timezone Nowhere/],
    [
      '101 retries too many',
      '/schedules/a',
      { Target: busTarget({ RetryPolicy: { MaximumRetryAttempts: 186 } }) },
      /less than or equal to 185/,
    ],
    [
      'a source of AWS',
      '/schedules/a',
      { Target: busTarget({ EventBridgeParameters: { DetailType: 'd', Source: 'aws.ec2' } }) },
      /source/,
    ],
    [
      'a bus without its parameters',
      '/schedules/a',
      { Target: busTarget({ EventBridgeParameters: undefined }) },
      /EventBridgeParameters must be set/,
    ],
    ['a detail that is no JSON', '/schedules/a', { Target: busTarget({ Input: '{oops' }) }, /valid JSON/],
    [
      'a target that is not here',
      '/schedules/a',
      { Target: { Arn: 'arn:aws:states:eu-central-1:000000000000:stateMachine:m', RoleArn: roleArn } },
      /targets here are/,
    ],
    ['a role that is none', '/schedules/a', { Target: busTarget({ RoleArn: 'me' }) }, /'target.roleArn'/],
    [
      'a start long ago',
      '/schedules/a',
      { ScheduleExpression: 'rate(1 hour)', StartDate: start / 1_000 - 301 },
      /5 minutes ago/,
    ],
    [
      'an end before the start',
      '/schedules/a',
      { ScheduleExpression: 'rate(1 hour)', StartDate: start / 1_000 + 99, EndDate: start / 1_000 + 9 },
      /EndDate/,
    ],
    [
      'a flexible window without its size',
      '/schedules/a',
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE' } },
      /MaximumWindowInMinutes/,
    ],
    [
      'a FIFO queue without a message group',
      '/schedules/a',
      { Target: { Arn: `${queueArn}.fifo`, RoleArn: roleArn } },
      /MessageGroupId/,
    ],
  ])('refuses %s', async (_, path, more, message) => {
    const { call, scheduler } = stand();
    const answer = await call('POST', path, oneShot(later, more));
    expect(answer).toMatchObject({ status: 400, error: 'ValidationException' });
    expect(answer.body.Message).toMatch(message);
    expect(scheduler.list()).toEqual([]);
  });

  it('in a group that is not there is not found', async () => {
    const { call } = stand();
    expect(await call('POST', '/schedules/a', oneShot(later, { GroupName: 'nowhere' }))).toMatchObject({
      status: 404,
      error: 'ResourceNotFoundException',
      body: { Message: 'Schedule group nowhere does not exist.' },
    });
  });

  it('takes a flexible window, and a function without input', async () => {
    const { call } = stand();
    const flexible = { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 5 };
    const Target = { Arn: functionArn, RoleArn: roleArn };
    expect(
      (await call('POST', '/schedules/a', oneShot(later, { FlexibleTimeWindow: flexible, Target }))).status,
    ).toBe(200);
  });
});

describe('updating and deleting', () => {
  it('replace the whole schedule and keep its birthday', async () => {
    const { clock, call } = stand();
    await call('POST', '/schedules/a', oneShot(later, { Description: 'first' }));
    clock.advance(5_000);
    expect((await call('PUT', '/schedules/a', oneShot(later + 1_000))).status).toBe(200);
    const { body } = await call('GET', '/schedules/a');
    expect(body).toMatchObject({ CreationDate: start / 1_000, LastModificationDate: start / 1_000 + 5 });
    expect(body).not.toHaveProperty('Description');
  });

  it.each([
    ['PUT', oneShot(later)],
    ['GET', undefined],
    ['DELETE', undefined],
  ])('%s of what is not there is not found', async (method, body) => {
    const { call } = stand();
    expect(await call(method, '/schedules/a', body)).toEqual({
      status: 404,
      error: 'ResourceNotFoundException',
      body: { Message: 'Schedule a does not exist.' },
    });
  });

  it('a deleted schedule does not run', async () => {
    const { clock, targets, call } = stand();
    await call('POST', '/schedules/a', oneShot(start + 1_000));
    await call('DELETE', '/schedules/a');
    await clock.advanceAndSettle(60_000);
    expect(targets.delivered).toEqual([]);
  });
});

describe('listing', () => {
  it('comes in pages that leave nothing out, even when something is deleted between them', async () => {
    const { call } = stand();
    await call('POST', '/schedule-groups/timers', {});
    for (let index = 0; index < 25; index += 1) {
      const GroupName = index % 2 === 0 ? 'timers' : 'default';
      await call('POST', `/schedules/s-${String(index).padStart(2, '0')}`, oneShot(later, { GroupName }));
    }
    const names: string[] = [];
    let token = '';
    do {
      const page = await call(
        'GET',
        `/schedules?MaxResults=4${token === '' ? '' : `&NextToken=${encodeURIComponent(token)}`}`,
      );
      const schedules = page.body.Schedules;
      if (!Array.isArray(schedules)) throw new Error('no list');
      names.push(...schedules.map((schedule) => String(Reflect.get(Object(schedule), 'Name'))));
      if (names.length === 4) await call('DELETE', `/schedules/${names[3]}`);
      token = typeof page.body.NextToken === 'string' ? page.body.NextToken : '';
    } while (token !== '');
    expect(new Set(names).size).toBe(25);
  });

  it('can be asked by group, prefix and state', async () => {
    const { call } = stand();
    await call('POST', '/schedules/grace-1', oneShot(later));
    await call('POST', '/schedules/grace-2', oneShot(later, { State: 'DISABLED' }));
    await call('POST', '/schedules/sweep', oneShot(later));
    const names = async (query: string): Promise<unknown> => {
      const { body } = await call('GET', `/schedules?${query}`);
      return Array.isArray(body.Schedules)
        ? body.Schedules.map((one) => Reflect.get(Object(one), 'Name'))
        : body;
    };
    expect(await names('NamePrefix=grace')).toEqual(['grace-1', 'grace-2']);
    expect(await names('NamePrefix=grace&State=ENABLED&ScheduleGroup=default')).toEqual(['grace-1']);
    expect(await call('GET', '/schedules?ScheduleGroup=nowhere')).toMatchObject({ status: 404 });
    expect(await call('GET', '/schedules?MaxResults=101')).toMatchObject({ status: 400 });
    expect(await call('GET', '/schedules?NextToken=made-up')).toMatchObject({
      status: 400,
      error: 'ValidationException',
    });
  });
});

describe('schedule groups', () => {
  it('are made, read, listed, tagged and deleted with all their schedules', async () => {
    const { clock, targets, call } = stand();
    const arn = 'arn:aws:scheduler:eu-central-1:000000000000:schedule-group/timers';
    expect(await call('POST', '/schedule-groups/timers', { Tags: [{ Key: 'a', Value: '1' }] })).toMatchObject(
      {
        body: { ScheduleGroupArn: arn },
      },
    );
    expect((await call('GET', '/schedule-groups/timers')).body).toEqual({
      Arn: arn,
      Name: 'timers',
      State: 'ACTIVE',
      CreationDate: start / 1_000,
      LastModificationDate: start / 1_000,
    });
    const tags = `/tags/${encodeURIComponent(arn)}`;
    await call('POST', tags, { Tags: [{ Key: 'b', Value: '2' }] });
    await call('DELETE', `${tags}?TagKeys=a&TagKeys=c`);
    expect((await call('GET', tags)).body).toEqual({ Tags: [{ Key: 'b', Value: '2' }] });
    const { body } = await call('GET', '/schedule-groups?NamePrefix=ti');
    expect(body).toMatchObject({ ScheduleGroups: [{ Name: 'timers' }] });
    expect((await call('GET', '/schedule-groups')).body).toMatchObject({
      ScheduleGroups: [{ Name: 'default' }, { Name: 'timers' }],
    });
    await call('POST', '/schedules/inside', oneShot(start + 1_000, { GroupName: 'timers' }));
    expect((await call('DELETE', '/schedule-groups/timers')).status).toBe(200);
    await clock.advanceAndSettle(60_000);
    expect(targets.delivered).toEqual([]);
    expect(await call('GET', '/schedule-groups/timers')).toMatchObject({ status: 404 });
    expect(await call('GET', tags)).toMatchObject({ status: 404 });
  });

  it('are told apart by their token, and the default one stays', async () => {
    const { call } = stand();
    await call('POST', '/schedule-groups/timers', { ClientToken: 't-1' });
    expect((await call('POST', '/schedule-groups/timers', { ClientToken: 't-1' })).status).toBe(200);
    expect(await call('POST', '/schedule-groups/timers', { ClientToken: 't-2' })).toMatchObject({
      error: 'ConflictException',
    });
    expect(await call('POST', '/schedule-groups/default', {})).toMatchObject({ error: 'ConflictException' });
    expect(await call('DELETE', '/schedule-groups/default')).toMatchObject({ error: 'ValidationException' });
    expect((await call('GET', '/schedule-groups/default')).status).toBe(200);
  });

  it('are kept apart by account and Region', async () => {
    const { call, scheduler } = stand();
    await call('POST', '/schedule-groups/timers', {});
    const elsewhere = caller(scheduler, { accountId: '000000000000', region: 'us-east-1' });
    expect((await elsewhere('GET', '/schedule-groups/timers')).status).toBe(404);
  });
});

describe('what is no call', () => {
  it.each([
    ['PATCH', '/schedules/a'],
    ['GET', '/nothing'],
    ['POST', '/schedules'],
  ])('%s %s is an unknown operation', async (method, path) => {
    const { call } = stand();
    expect(await call(method, path)).toMatchObject({ status: 404, error: 'UnknownOperationException' });
  });

  it.each(['{"a":', '[]', '"text"', `${'{"a":'.repeat(70)}1${'}'.repeat(70)}`])(
    'a body like %.20s is refused',
    async (text) => {
      const { scheduler } = stand();
      const answer = await scheduler.handle(
        {
          method: 'POST',
          path: '/schedules/a',
          query: new URLSearchParams(),
          headers: {},
          body: Buffer.from(text),
        },
        { accountId: '0', region: 'r', caller: 'c', requestId: 'q' },
      );
      expect(answer.status).toBe(400);
    },
  );

  it('a path with a broken escape is refused', async () => {
    const { call } = stand();
    expect(await call('GET', '/schedules/%zz')).toMatchObject({ status: 400, error: 'ValidationException' });
  });
});
