import { describe, expect, it } from 'vitest';
import { list, minute, refusal, stand } from '../stand.ts';

const hour = 60 * minute;
const enable = (range: string) => ({
  DedicatedTenancySupport: 'ENABLED',
  DedicatedTenancyManagementCidrRange: range,
});

describe('Dedicated tenancy', () => {
  it('is off, then pending for some hours, then on', async () => {
    const { call, clock } = stand();
    const start = clock.now();
    expect(await call('DescribeAccount')).toEqual({ DedicatedTenancySupport: 'DISABLED' });
    expect((await call('DescribeAccountModifications')).AccountModifications).toEqual([]);
    await call('ModifyAccount', enable('10.7.0.0/16'));
    const modification = {
      DedicatedTenancySupport: 'ENABLED',
      DedicatedTenancyManagementCidrRange: '10.7.0.0/16',
      StartTime: new Date(start),
    };
    expect((await call('DescribeAccountModifications')).AccountModifications).toEqual([
      { ...modification, ModificationState: 'PENDING' },
    ]);
    expect(await call('DescribeAccount')).toEqual({ DedicatedTenancySupport: 'DISABLED' });
    const fault = await refusal(call('ModifyAccount', enable('10.8.0.0/16')));
    expect(fault.code).toBe('InvalidResourceStateException');
    clock.advance(2 * hour);
    expect((await call('DescribeAccountModifications')).AccountModifications).toEqual([
      { ...modification, ModificationState: 'COMPLETED' },
    ]);
    expect(await call('DescribeAccount')).toEqual(enable('10.7.0.0/16'));
    expect(await call('DescribeAccount', {}, { accountId: '111111111111' })).toEqual({
      DedicatedTenancySupport: 'DISABLED',
    });
  });

  it('changes its range one at a time, and remembers all of them in pages', async () => {
    const { call, clock } = stand();
    await call('ModifyAccount', enable('10.0.0.0/16'));
    for (let n = 1; n < 7; n++) {
      clock.advance(2 * hour);
      await call('ModifyAccount', { DedicatedTenancyManagementCidrRange: `10.${n}.0.0/16` });
    }
    expect(await call('DescribeAccount')).toEqual(enable('10.5.0.0/16'));
    const first = await call('DescribeAccountModifications');
    const second = await call('DescribeAccountModifications', { NextToken: first.NextToken });
    const ranges = [...list(first.AccountModifications), ...list(second.AccountModifications)].map(
      (modification) => modification.DedicatedTenancyManagementCidrRange,
    );
    expect(ranges).toEqual([0, 1, 2, 3, 4, 5, 6].map((n) => `10.${n}.0.0/16`));
    expect(second.NextToken).toBeUndefined();
  });

  it('can fail, which changes nothing', async () => {
    const { call, clock, control } = stand();
    control.addFault({ operation: 'ModifyAccount', kind: 'endsInError', code: 'Busy', message: 'Later.' });
    await call('ModifyAccount', enable('10.7.0.0/16'));
    const [pending] = list((await call('DescribeAccountModifications')).AccountModifications);
    expect(pending).not.toHaveProperty('ErrorCode');
    clock.advance(2 * hour);
    const [failed] = list((await call('DescribeAccountModifications')).AccountModifications);
    expect(failed).toMatchObject({ ModificationState: 'FAILED', ErrorCode: 'Busy', ErrorMessage: 'Later.' });
    expect(await call('DescribeAccount')).toEqual({ DedicatedTenancySupport: 'DISABLED' });
    const fault = await refusal(
      call('ModifyAccount', { DedicatedTenancyManagementCidrRange: '10.7.0.0/16' }),
    );
    expect(fault.code).toBe('InvalidParameterValuesException');
    await call('ModifyAccount', enable('10.7.0.0/16'));
  });

  it.each([
    ['nothing', {}, 'InvalidParameterValuesException'],
    ['no range', { DedicatedTenancySupport: 'ENABLED' }, 'InvalidParameterValuesException'],
    [
      'a range before it is on',
      { DedicatedTenancyManagementCidrRange: '10.0.0.0/16' },
      'InvalidParameterValuesException',
    ],
    ['a public range', enable('8.8.0.0/16'), 'InvalidParameterValuesException'],
    ['a /24', enable('10.0.0.0/24'), 'ValidationException'],
    ['an end of it', { DedicatedTenancySupport: 'DISABLED' }, 'ValidationException'],
  ])('does not take %s', async (_, input, code) => {
    expect((await refusal(stand().call('ModifyAccount', input))).code).toBe(code);
  });
});

describe('Ranges for the management network', () => {
  const ranges = async (ManagementCidrRangeConstraint: string) => {
    const { call } = stand();
    const found: unknown[] = [];
    let NextToken: unknown;
    do {
      const more = NextToken === undefined ? {} : { NextToken };
      const answer = await call('ListAvailableManagementCidrRanges', {
        ManagementCidrRangeConstraint,
        ...more,
      });
      if (!Array.isArray(answer.ManagementCidrRanges)) throw new Error('there is no list');
      expect(answer.ManagementCidrRanges.length).toBeLessThanOrEqual(5);
      found.push(...answer.ManagementCidrRanges);
      NextToken = answer.NextToken;
    } while (NextToken !== undefined);
    return found;
  };

  it.each([
    ['192.168.0.0/16', ['192.168.0.0/16']],
    ['192.168.77.5/16', ['192.168.0.0/16']],
    ['10.4.0.0/14', ['10.4.0.0/16', '10.5.0.0/16', '10.6.0.0/16', '10.7.0.0/16']],
    ['198.0.0.0/8', ['198.18.0.0/16', '198.19.0.0/16']],
    ['10.4.0.0/17', []],
    ['10.4.7.9/32', []],
    ['8.0.0.0/8', []],
    ['11.0.0.0/8', []],
    ['9.0.0.0/8', []],
  ])('of %s are %j', async (asked, expected) => {
    expect(await ranges(asked)).toEqual(expected);
  });

  it('are all private ones of all that there is', async () => {
    const all = await ranges('0.0.0.0/0');
    expect(all).toHaveLength(256 + 64 + 16 + 1 + 2);
    expect(new Set(all).size).toBe(all.length);
    expect(all).toContain('100.127.0.0/16');
    expect(all).toContain('172.31.0.0/16');
  });

  it('are asked for in CIDR notation', async () => {
    const ask = (input: object) => refusal(stand().call('ListAvailableManagementCidrRanges', input));
    expect((await ask({ ManagementCidrRangeConstraint: '10.0.0.0' })).code).toBe('ValidationException');
    expect((await ask({ ManagementCidrRangeConstraint: '10.0.0.0/8', MaxResults: 6 })).code).toBe(
      'ValidationException',
    );
    expect((await ask({ ManagementCidrRangeConstraint: '10.0.0.0/8', NextToken: 'x' })).code).toBe(
      'InvalidParameterValuesException',
    );
  });
});
