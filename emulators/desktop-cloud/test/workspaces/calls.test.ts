import { describe, expect, it } from 'vitest';
import { noAnswer } from '../../src/calls.ts';
import { bundleId, codesOf, directoryId, idsOf, list, minute, refusal, stand } from './stand.ts';

const request = (UserName: string) => ({ DirectoryId: directoryId, BundleId: bundleId, UserName });
const throttled = { settings: { throttle: { enabled: true } } };

describe('The rate of calls', () => {
  it('is 5 at once, then 2 a second of wall time, whatever the speed', async () => {
    const { call, clock } = stand({ ...throttled, speed: 1000 });
    const outcome = async () => {
      try {
        await call('DescribeWorkspaces');
        return 'ok';
      } catch (error) {
        return error instanceof Error ? error.message : '';
      }
    };
    const six = [];
    for (let n = 0; n < 6; n++) six.push(await outcome());
    expect(six).toEqual(['ok', 'ok', 'ok', 'ok', 'ok', 'Rate exceeded']);
    clock.advance(500);
    expect([await outcome(), await outcome()]).toEqual(['ok', 'Rate exceeded']);
    clock.advance(60_000);
    const more = [];
    for (let n = 0; n < 6; n++) more.push(await outcome());
    expect(more.filter((one) => one === 'ok')).toHaveLength(5);
  });

  it('is counted per region, and can be changed', async () => {
    const { call, control } = stand(throttled);
    for (let n = 0; n < 5; n++) await call('DescribeWorkspaces');
    await call('DescribeWorkspaces', {}, { region: 'eu-west-1' });
    expect((await refusal(call('DescribeWorkspaces'))).code).toBe('ThrottlingException');
    control.settings({ throttle: { enabled: false } });
    await call('DescribeWorkspaces');
  });
});

describe('The ledger', () => {
  it('has every call with its caller, whom it was about, and how it ended', async () => {
    const { call, cloud, one } = stand();
    const id = await one('ada.berg', { Tags: [{ Key: 'secret', Value: 'word' }] });
    await call(
      'TerminateWorkspaces',
      { TerminateWorkspaceRequests: [{ WorkspaceId: id }] },
      { caller: 'AKIA1' },
    );
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: 'ws-000000000' }] });
    await refusal(call('DescribeWorkspaces', { Limit: 99 }));
    expect(cloud.ledger.list()).toMatchObject([
      { operation: 'CreateWorkspaces', outcome: 'answered', request: { UserName: ['ada.berg'] } },
      {
        operation: 'TerminateWorkspaces',
        caller: 'AKIA1',
        outcome: 'answered',
        request: { WorkspaceId: [id] },
      },
      { outcome: 'answered', failedItems: 1, code: 'ResourceNotFound.Workspace' },
      { api: 'WorkSpaces', outcome: 'refused', code: 'ValidationException' },
    ]);
    expect(JSON.stringify(cloud.ledger.list())).not.toContain('word');
  });

  it('keeps the last 10,000', async () => {
    const { call, cloud } = stand();
    for (let n = 0; n < 12_000; n++) await call('DescribeTags', { ResourceId: directoryId });
    expect(cloud.ledger.list()).toHaveLength(10_000);
    expect(cloud.ledger.total).toBe(12_000);
  });
});

describe('Faults on demand', () => {
  it('a call is throttled or fails as often as asked, then goes through', async () => {
    const { call, control } = stand();
    control.addFault({ operation: 'DescribeWorkspaces', kind: 'throttle', times: 2 });
    control.addFault({
      operation: 'DescribeWorkspaces',
      kind: 'error',
      code: 'ResourceUnavailableException',
    });
    const codes = [];
    for (let n = 0; n < 3; n++) codes.push((await refusal(call('DescribeWorkspaces'))).code);
    expect(codes).toEqual(['ThrottlingException', 'ThrottlingException', 'ResourceUnavailableException']);
    await call('DescribeWorkspaces');
    expect(control.state({ ledger: false }).faults).toEqual([]);
  });

  it('items of a call fail, those that were named or the next that come', async () => {
    const { call, control } = stand();
    control.addFault({
      operation: 'CreateWorkspaces',
      kind: 'failedRequest',
      code: 'Named',
      userName: 'CLEO.berg',
    });
    control.addFault({ operation: 'CreateWorkspaces', kind: 'failedRequest', code: 'Next', times: 2 });
    const Workspaces = ['ada.berg', 'ben.berg', 'cleo.berg', 'dan.berg'].map(request);
    const answer = await call('CreateWorkspaces', { Workspaces });
    expect(codesOf(answer)).toEqual(['Next', 'Next', 'Named']);
    expect(idsOf(answer.PendingRequests)).toHaveLength(1);
  });

  it('hangBefore: nothing happens and no answer comes; acceptThenHang: it happens and no answer comes', async () => {
    const { clock, cloud, control, events, one, stateOf } = stand();
    const id = await one('ada.berg');
    events.length = 0;
    const api = cloud.apis.get('WorkspacesService');
    if (api === undefined) throw new Error('WorkSpaces is not there');
    const terminate = () =>
      cloud.call(api, 'TerminateWorkspaces', () => ({ TerminateWorkspaceRequests: [{ WorkspaceId: id }] }));
    control.addFault({ operation: 'TerminateWorkspaces', kind: 'hangBefore', workspaceId: id });
    control.addFault({ operation: 'TerminateWorkspaces', kind: 'acceptThenHang', workspaceId: id });
    expect(await terminate()).toBe(noAnswer);
    expect(await stateOf(id)).toBe('AVAILABLE');
    clock.advance(minute);
    expect(events).toEqual([]);
    expect(await terminate()).toBe(noAnswer);
    expect(await stateOf(id)).toBe('TERMINATING');
    clock.advance(minute);
    expect(events).toHaveLength(1);
    expect(cloud.ledger.list().filter((entry) => entry.outcome === 'hung')).toHaveLength(2);
  });

  it('a delay passes before the call happens', async () => {
    const { call, clock, control, one, stateOf } = stand();
    const id = await one('ada.berg');
    control.addFault({ operation: 'TerminateWorkspaces', kind: 'delay', delayMs: 5_000 });
    const late = call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    await clock.advanceAndSettle(4_000);
    expect(await stateOf(id)).toBe('AVAILABLE');
    await clock.advanceAndSettle(1_000);
    await late;
    expect(await stateOf(id)).toBe('TERMINATING');
  });

  it('events get lost or come twice', async () => {
    const { call, clock, control, events, one } = stand();
    const id = await one('ada.berg');
    events.length = 0;
    control.addFault({ operation: 'TerminateWorkspaces', kind: 'dropEvent', workspaceId: 'ws-000000000' });
    control.addFault({ operation: 'WorkSpacesAccess', kind: 'doubleEvent', workspaceId: id });
    control.session({ workspaceId: id, action: 'connect' });
    clock.advance(30_000);
    expect(events.map((event) => event.detailType)).toEqual(['WorkSpaces Access', 'WorkSpaces Access']);
    events.length = 0;
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: 'ws-000000000' }] });
    clock.advance(minute);
    expect(events).toEqual([]);
    await call('TerminateWorkspaces', { TerminateWorkspaceRequests: [{ WorkspaceId: id }] });
    clock.advance(minute);
    expect(events).toHaveLength(1);
  });

  it.each([
    [{ operation: 'X' }, 'kind'],
    [{ operation: 'X', kind: 'explode' }, 'kind'],
    [{ operation: 'X', kind: 'error', code: 'a\nb' }, 'code'],
    [{ operation: 'X', kind: 'error', times: 0 }, 'times'],
    [{ operation: 'X', kind: 'error', unknown: 1 }, 'unknown'],
    [{ operation: 'TerminateWorkspace', kind: 'throttle' }, 'TerminateWorkspaces'],
    [{ operation: 'DescribeWorkspaces', kind: 'failedRequest' }, 'CreateWorkspaces'],
    [{ operation: 'DescribeTags', kind: 'dropEvent' }, 'AlarmStateChange'],
  ])('what is asked for wrongly is refused: %j', (body, named) => {
    expect(() => stand().control.addFault(body)).toThrow(named);
  });
});

describe('A reset', () => {
  it('of the desktops leaves alarms and schedules, which were deployed', async () => {
    const { cloud, control, one } = stand();
    const groups = async () => {
      const answer = await cloud.call(cloud.scheduler.api, 'ListScheduleGroups', () => ({}));
      return JSON.stringify(answer);
    };
    await one('ada.berg');
    await cloud.call(cloud.scheduler.api, 'CreateScheduleGroup', () => ({ Name: 'cleandesk' }));
    control.reset({ scope: 'desktops' });
    expect(control.state({ ledger: false }).desktops).toEqual([]);
    expect(await groups()).toContain('"cleandesk"');
    control.reset({});
    expect(await groups()).not.toContain('"cleandesk"');
  });

  it('leaves nothing of what was', async () => {
    const { call, clock, cloud, control, events, metrics, one } = stand();
    const id = await one('ada.berg');
    control.session({ workspaceId: id, action: 'connect' });
    control.clock({ speed: 60 });
    control.addFault({ operation: 'DescribeWorkspaces', kind: 'error' });
    control.reset({});
    events.length = 0;
    clock.advance(3_600_000);
    expect(events).toEqual([]);
    expect(metrics).toEqual([]);
    expect(control.state({ ledger: true })).toMatchObject({ speed: 1, desktops: [], faults: [], ledger: [] });
    expect(cloud.settings.throttle.enabled).toBe(false);
    expect(idsOf((await call('DescribeWorkspaces')).Workspaces)).toEqual([]);
    const { Directories } = await call('DescribeWorkspaceDirectories');
    expect(list(Directories)).toMatchObject(
      cloud.seed.directories.map(({ directoryId: DirectoryId }) => ({ DirectoryId })),
    );
  });
});
