import { describe, expect, it } from 'vitest';
import { isPlain } from '../../../src/protocol/wire.ts';
import { directoryId, list, refusal, type Stand, stand, text } from '../stand.ts';

const other = 'd-9067000002';
const nowhere = 'd-9067999999';
const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** What starts as PNG does. */
const png = (size = 8): Uint8Array => {
  const bytes = new Uint8Array(size);
  bytes.set(signature);
  return bytes;
};
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const codeOf = async (call: Promise<unknown>) => (await refusal(call)).code;

describe('Client properties', () => {
  const shown = async ({ call }: Stand, ...ResourceIds: string[]) =>
    list((await call('DescribeClientProperties', { ResourceIds })).ClientPropertiesList);

  it('are on from the start, and changed one by one', async () => {
    const cloud = stand();
    const on = { ReconnectEnabled: 'ENABLED', LogUploadEnabled: 'ENABLED' };
    expect(await shown(cloud, directoryId, other, nowhere)).toEqual([
      { ResourceId: directoryId, ClientProperties: on },
      { ResourceId: other, ClientProperties: on },
    ]);
    const modify = (ClientProperties: object, ResourceId = directoryId) =>
      cloud.call('ModifyClientProperties', { ResourceId, ClientProperties });
    await modify({ ReconnectEnabled: 'DISABLED' });
    await modify({ ClientExperiencePolicy: 'USER_CHOICE' });
    expect(await shown(cloud, directoryId)).toEqual([
      {
        ResourceId: directoryId,
        ClientProperties: { ...on, ReconnectEnabled: 'DISABLED', ClientExperiencePolicy: 'USER_CHOICE' },
      },
    ]);
    await modify({ LogUploadEnabled: 'DISABLED', ReconnectEnabled: 'ENABLED' });
    expect((await shown(cloud, directoryId))[0]?.ClientProperties).toEqual({
      ReconnectEnabled: 'ENABLED',
      LogUploadEnabled: 'DISABLED',
      ClientExperiencePolicy: 'USER_CHOICE',
    });
    expect(await codeOf(modify({}, nowhere))).toBe('ResourceNotFoundException');
    expect(await codeOf(modify({ ClientExperiencePolicy: 'BEST' }))).toBe('InvalidParameterValuesException');
  });
});

describe('Client branding', () => {
  const importing = ({ call }: Stand, input: object, ResourceId = directoryId) =>
    call('ImportClientBranding', { ResourceId, ...input });

  it('is imported for some kinds of devices, as bytes or in base64', async () => {
    const cloud = stand();
    const answer = await importing(cloud, {
      DeviceTypeWindows: { Logo: png(), SupportEmail: 'it@example.com', LoginMessage: { en_US: 'Hello' } },
      DeviceTypeIos: { Logo: base64(png()), Logo2x: png(9), Logo3x: png(10) },
    });
    const { DeviceTypeWindows: windows, DeviceTypeIos: ios } = answer;
    if (!isPlain(windows) || !isPlain(ios)) throw new Error('there is no branding');
    expect(windows).toEqual({
      LogoUrl: expect.stringMatching(/^https:\/\/.*\.png$/),
      SupportEmail: 'it@example.com',
      LoginMessage: { en_US: 'Hello' },
    });
    expect(new Set([ios.LogoUrl, ios.Logo2xUrl, ios.Logo3xUrl]).size).toBe(3);
    await importing(cloud, { DeviceTypeIos: { SupportLink: 'https://example.com' } });
    expect(await cloud.call('DescribeClientBranding', { ResourceId: directoryId })).toEqual({
      DeviceTypeWindows: windows,
      DeviceTypeIos: { SupportLink: 'https://example.com' },
    });
    expect(await cloud.call('DescribeClientBranding', { ResourceId: other })).toEqual({});
    const drop = (...Platforms: string[]) =>
      cloud.call('DeleteClientBranding', { ResourceId: directoryId, Platforms });
    expect(await codeOf(drop('DeviceTypeWindows', 'DeviceTypeWeb'))).toBe('ResourceNotFoundException');
    await drop('DeviceTypeWindows');
    expect(Object.keys(await cloud.call('DescribeClientBranding', { ResourceId: directoryId }))).toEqual([
      'DeviceTypeIos',
    ]);
  });

  it.each([
    ['nothing', {}, 'InvalidParameterValuesException'],
    [
      'e-mail and link',
      { DeviceTypeWeb: { SupportEmail: 'it@example.com', SupportLink: 'https://example.com' } },
      'InvalidParameterValuesException',
    ],
    [
      'another locale',
      { DeviceTypeWeb: { LoginMessage: { de_DE: 'Hallo' } } },
      'InvalidParameterValuesException',
    ],
    ['what is no locale', { DeviceTypeWeb: { LoginMessage: { german: 'Hallo' } } }, 'ValidationException'],
    [
      'a long message',
      { DeviceTypeWeb: { LoginMessage: { en_US: 'x'.repeat(2001) } } },
      'ValidationException',
    ],
    ['what is no PNG', { DeviceTypeWeb: { Logo: new Uint8Array(8) } }, 'InvalidParameterValuesException'],
    ['an empty logo', { DeviceTypeWeb: { Logo: '' } }, 'ValidationException'],
    ['a large logo', { DeviceTypeWeb: { Logo: png(1_500_001) } }, 'ValidationException'],
    ['a large logo for iOS', { DeviceTypeIos: { Logo: base64(png(447_001)) } }, 'ValidationException'],
    ['a number as a logo', { DeviceTypeWeb: { Logo: 7 } }, 'SerializationException'],
    ['what is no base64', { DeviceTypeWeb: { Logo: '***' } }, 'SerializationException'],
    ['no e-mail address', { DeviceTypeWeb: { SupportEmail: 'it' } }, 'ValidationException'],
  ])('does not take %s', async (_, input, code) => {
    const cloud = stand();
    expect(await codeOf(importing(cloud, input))).toBe(code);
    expect(await cloud.call('DescribeClientBranding', { ResourceId: directoryId })).toEqual({});
  });

  it('takes 6 MB at once, and not a byte more', async () => {
    const cloud = stand();
    const large = { Logo: png(1_500_000) };
    const four = {
      DeviceTypeWindows: large,
      DeviceTypeOsx: large,
      DeviceTypeLinux: large,
      DeviceTypeWeb: large,
    };
    await importing(cloud, four);
    expect(await codeOf(importing(cloud, { ...four, DeviceTypeIos: { Logo: png() } }))).toBe(
      'ResourceLimitExceededException',
    );
  });

  it.each(['ImportClientBranding', 'DescribeClientBranding', 'DeleteClientBranding'])(
    '%s knows its directory',
    async (operation) => {
      const input = { ResourceId: nowhere, DeviceTypeWeb: {}, Platforms: ['DeviceTypeWeb'] };
      expect(await codeOf(stand().call(operation, input))).toBe('ResourceNotFoundException');
    },
  );
});

describe('A client add-in', () => {
  it('is made once for a directory, changed and deleted', async () => {
    const cloud = stand();
    const add = (ResourceId = directoryId) =>
      cloud.call('CreateConnectClientAddIn', { ResourceId, Name: 'Help', URL: 'https://example.com' });
    const AddInId = text((await add()).AddInId) ?? '';
    expect(AddInId).toMatch(/^[a-f0-9]{8}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{4}-[a-f0-9]{12}$/);
    expect(await codeOf(add())).toBe('ResourceAlreadyExistsException');
    await add(other);
    const update = (input: object, ResourceId = directoryId) =>
      cloud.call('UpdateConnectClientAddIn', { AddInId, ResourceId, ...input });
    await update({ Name: 'Call us' });
    await update({ URL: 'https://example.com/call' });
    const shown = async () =>
      (await cloud.call('DescribeConnectClientAddIns', { ResourceId: directoryId })).AddIns;
    expect(await shown()).toEqual([
      { AddInId, ResourceId: directoryId, Name: 'Call us', URL: 'https://example.com/call' },
    ]);
    expect(await codeOf(update({}))).toBe('InvalidParameterValuesException');
    expect(await codeOf(update({ Name: 'x' }, other))).toBe('ResourceNotFoundException');
    const drop = (ResourceId: string) => cloud.call('DeleteConnectClientAddIn', { AddInId, ResourceId });
    expect(await codeOf(drop(other))).toBe('ResourceNotFoundException');
    await drop(directoryId);
    expect(await shown()).toEqual([]);
    await add();
    for (const operation of ['DescribeConnectClientAddIns', 'DeleteConnectClientAddIn']) {
      const call = cloud.call(operation, { AddInId, ResourceId: nowhere });
      expect(await codeOf(call)).toBe('ResourceNotFoundException');
    }
  });
});
