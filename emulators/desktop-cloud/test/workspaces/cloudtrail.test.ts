import { describe, expect, it } from 'vitest';
import { AwsFault } from '../../src/kernel.ts';
import { model } from '../../src/workspaces/model.ts';
import { bundleId, directoryId, idsOf, minute, refusal, stand } from './stand.ts';

const request = (UserName: string) => ({ DirectoryId: directoryId, BundleId: bundleId, UserName });

describe('CloudTrail', () => {
  it('tells of a create in lowerCamel, with all that is pending and all that failed', async () => {
    const { call, clock, events } = stand();
    const answer = await call(
      'CreateWorkspaces',
      { Workspaces: [request('ada.berg'), request('nobody'), request('ben.berg')] },
      { caller: 'AKIA1', region: 'eu-west-1' },
    );
    const [a, b] = idsOf(answer.PendingRequests);
    // By then the new desktops can be described.
    expect(events).toHaveLength(0);
    clock.advance(minute);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      source: 'aws.workspaces',
      detailType: 'AWS API Call via CloudTrail',
      detail: {
        eventSource: 'workspaces.amazonaws.com',
        eventName: 'CreateWorkspaces',
        awsRegion: 'eu-west-1',
        userIdentity: { type: 'IAMUser', accessKeyId: 'AKIA1' },
        requestParameters: { workspaces: [{ userName: 'ada.berg', directoryId }, {}, {}] },
        responseElements: {
          pendingRequests: [
            { workspaceId: a, userName: 'ada.berg', state: 'PENDING' },
            { workspaceId: b, userName: 'ben.berg' },
          ],
          failedRequests: [{ workspaceRequest: { userName: 'nobody' }, errorCode: 'ResourceNotFound.User' }],
        },
      },
    });
    expect(events[0]?.detail).not.toHaveProperty('errorCode');
  });

  it('tells of a terminate and a rebuild, of whom they failed for, and nothing of reads', async () => {
    const { call, clock, events, one } = stand();
    const id = await one('ada.berg');
    events.length = 0;
    await call('RebuildWorkspaces', { RebuildWorkspaceRequests: [{ WorkspaceId: id }] });
    await call('TerminateWorkspaces', {
      TerminateWorkspaceRequests: [{ WorkspaceId: id }, { WorkspaceId: 'ws-000000000' }],
    });
    await call('DescribeWorkspaces');
    clock.advance(minute);
    expect(events.map((event) => event.detail)).toMatchObject([
      {
        eventName: 'RebuildWorkspaces',
        requestParameters: { rebuildWorkspaceRequests: [{ workspaceId: id }] },
        responseElements: { failedRequests: [{ workspaceId: id, errorCode: 'ResourceNotFound.Snapshot' }] },
      },
      {
        eventName: 'TerminateWorkspaces',
        requestParameters: {
          terminateWorkspaceRequests: [{ workspaceId: id }, { workspaceId: 'ws-000000000' }],
        },
        responseElements: { failedRequests: [{ workspaceId: 'ws-000000000' }] },
      },
    ]);
  });

  it('tells of every operation that changes something, and of none that reads', async () => {
    const { call, clock, events } = stand();
    const operations = model.operations();
    for (const operation of operations) {
      // Most lack members and are refused: that is recorded, too.
      await call(operation).catch((error: unknown) => {
        if (!(error instanceof AwsFault)) throw error;
      });
    }
    clock.advance(minute);
    const told = events
      .filter(({ detailType }) => detailType === 'AWS API Call via CloudTrail')
      .map(({ detail }) => Object(detail));
    const changing = operations.filter((name) => !/^(Describe|List|Get)/.test(name));
    expect(changing.length).toBeGreaterThan(50);
    expect(told.map(({ eventName }) => eventName)).toEqual(changing);
    for (const { userIdentity, requestParameters } of told) {
      expect(userIdentity).toMatchObject({ type: 'IAMUser', userName: 'anonymous' });
      expect(requestParameters).toBeNull();
    }
    const refused = told.filter(({ errorCode }) => errorCode !== undefined);
    expect(refused.filter(({ responseElements }) => responseElements !== null)).toEqual([]);
  });

  it('leaves out what is no text: who put a logo is told, and not the logo', async () => {
    const { call, clock, events } = stand();
    const Logo = Buffer.from('a logo').toString('base64');
    const DeviceTypeOsx = { Logo, SupportEmail: 'help@example.com' };
    await call('ImportClientBranding', { ResourceId: directoryId, DeviceTypeOsx }).catch((error: unknown) => {
      if (!(error instanceof AwsFault)) throw error;
    });
    clock.advance(minute);
    expect(events.at(-1)?.detail).toMatchObject({
      eventName: 'ImportClientBranding',
      requestParameters: { resourceId: directoryId, deviceTypeOsx: { supportEmail: 'help@example.com' } },
    });
    expect(JSON.stringify(events)).not.toContain(Logo);
  });

  it('writes null for an answer without members', async () => {
    const { call, clock, events } = stand();
    await call('CreateTags', { ResourceId: directoryId, Tags: [{ Key: 'a', Value: 'b' }] });
    clock.advance(minute);
    expect(events.at(-1)?.detail).toMatchObject({
      eventName: 'CreateTags',
      requestParameters: { resourceId: directoryId, tags: [{ key: 'a', value: 'b' }] },
      responseElements: null,
    });
  });

  it('names the role of a function, and the user of a key', async () => {
    const { clock, cloud, events } = stand();
    const api = cloud.apis.get('WorkspacesService');
    if (api === undefined) throw new Error('WorkSpaces is not there');
    const input = () => ({ TerminateWorkspaceRequests: [{ WorkspaceId: 'ws-000000000' }] });
    const agent = 'aws-sdk-js/3 exec-env/AWS_Lambda_nodejs22.x app/seats';
    await cloud.call(api, 'TerminateWorkspaces', input, { caller: 'seats' }, agent);
    clock.advance(minute);
    expect(events[0]?.detail).toMatchObject({
      userIdentity: {
        type: 'AssumedRole',
        arn: 'arn:aws:sts::000000000000:assumed-role/seats/seats',
        sessionContext: { sessionIssuer: { userName: 'seats' } },
      },
    });
    expect(cloud.ledger.list().at(-1)).toMatchObject({
      caller: 'seats',
      environment: 'AWS_Lambda_nodejs22.x',
    });
  });

  it('tells of a call that was refused as a whole, with its error and without a response', async () => {
    const { call, clock, control, events } = stand();
    control.addFault({ operation: 'TerminateWorkspaces', kind: 'throttle' });
    const terminate = { TerminateWorkspaceRequests: [{ WorkspaceId: 'ws-000000000' }] };
    await refusal(call('TerminateWorkspaces', terminate));
    clock.advance(minute);
    expect(events[0]?.detail).toMatchObject({
      errorCode: 'ThrottlingException',
      errorMessage: 'Rate exceeded',
      requestParameters: { terminateWorkspaceRequests: [{ workspaceId: 'ws-000000000' }] },
      responseElements: null,
    });
  });
});
