import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { generatedFiles, services } from '../scripts/service-model.ts';
import { model } from '../src/workspaces/model.ts';
import { refusal, stand } from './workspaces/stand.ts';

describe('the service model', () => {
  it.each(services)(
    'of $service is what botocore has',
    async (service) => {
      for (const [path, text] of await generatedFiles(service)) {
        expect(await readFile(path, 'utf8'), 'run pnpm --filter @cleandesk/desktop-cloud generate').toBe(
          text,
        );
      }
    },
    180_000,
  );

  it('knows every operation; what is not done here is refused by name, after its input was read', async () => {
    const { call } = stand();
    expect(model.operations().length).toBeGreaterThan(90);
    const unread = await refusal(call('CreateWorkspacesPool', {}));
    expect(unread.code).toBe('ValidationException');
    const unknown = await refusal(call('DescribeWorkspacesPools', {}));
    expect(unknown).toMatchObject({
      code: 'OperationNotSupportedException',
      message: 'The desktop cloud does not support DescribeWorkspacesPools.',
      status: 400,
    });
  });

  it.each([
    [
      'a number for a text',
      { DirectoryId: 7 },
      /NUMBER_VALUE can not be converted to a String at 'directoryId'/,
    ],
    ['a list for a structure', { Workspaces: [[]] }, /START_ARRAY can not be converted to a Structure/],
  ])('a wrong type is a SerializationException: %s', async (_name, input, message) => {
    const operation = 'Workspaces' in input ? 'CreateWorkspaces' : 'DescribeWorkspaces';
    const fault = await refusal(stand().call(operation, input));
    expect(fault.code).toBe('SerializationException');
    expect(fault.message).toMatch(message);
  });

  it('patterns are for the whole text', async () => {
    const fault = await refusal(stand().call('DescribeWorkspaces', { DirectoryId: 'x-wsd-12345678' }));
    expect(fault.message).toContain("at 'directoryId' failed to satisfy constraint");
  });

  it('an answer that AWS could not give is found', () => {
    expect(model.faultsOf('DescribeTags', { TagList: [{ Key: 'a', Value: 'b' }] })).toEqual([]);
    expect(model.faultsOf('DescribeTags', { TagList: [{ Key: 7 }] })).toHaveLength(1);
    expect(model.faultsOf('DescribeTags', { TagList: [], More: 1 })).toHaveLength(1);
  });
});
