import { describe, expect, it } from 'vitest';
import { codesOf, directoryId, first, idsOf, minute, refusal, stand } from './stand.ts';

const asking = (UserName: string, BundleId: string, WorkspaceProperties: object) => ({
  DirectoryId: directoryId,
  UserName,
  BundleId,
  WorkspaceProperties,
});

describe('Protocols', () => {
  it.each([
    ['a PCoIP bundle gives PCoIP', 'wsb-standard1', {}, ['PCOIP']],
    ['a PCoIP bundle gives WSP when it is asked to', 'wsb-standard1', { Protocols: ['WSP'] }, ['WSP']],
    ['a WSP bundle gives WSP', 'wsb-power0001', {}, ['WSP']],
    ['a WSP bundle takes it that WSP is named', 'wsb-power0001', { Protocols: ['WSP'] }, ['WSP']],
  ])('%s', async (_what, BundleId, properties, Protocols) => {
    const { call, clock, describe: look } = stand();
    const answer = await call('CreateWorkspaces', { Workspaces: [asking('ada.berg', BundleId, properties)] });
    expect(codesOf(answer)).toEqual([]);
    clock.advance(minute);
    expect(await look(first(idsOf(answer.PendingRequests)))).toMatchObject({
      WorkspaceProperties: { Protocols },
    });
  });

  it.each([
    ['PCoIP of a WSP bundle', 'wsb-power0001', { Protocols: ['PCOIP'] }, /wsb-power0001.*PCOIP/],
    [
      'any with a GPU',
      'wsb-standard1',
      { Protocols: ['WSP'], ComputeTypeName: 'GRAPHICS_G4DN' },
      /GRAPHICS_G4DN/,
    ],
  ])('a call that asks for %s is refused as a whole', async (_what, BundleId, properties, message) => {
    const { call } = stand();
    const Workspaces = [asking('ada.berg', 'wsb-standard1', {}), asking('ben.berg', BundleId, properties)];
    const fault = await refusal(call('CreateWorkspaces', { Workspaces }));
    expect(fault.code).toBe('InvalidParameterValuesException');
    expect(fault.message).toMatch(message);
  });

  it('can be taken for PCoIP bundles only, as the API reference reads', async () => {
    const { call, control } = stand();
    control.settings({ protocolsOnlyForPcoipBundles: true });
    const wsp = (user: string, bundle: string) => ({
      Workspaces: [asking(user, bundle, { Protocols: ['WSP'] })],
    });
    expect((await refusal(call('CreateWorkspaces', wsp('ada.berg', 'wsb-power0001')))).message).toContain(
      'WSP',
    );
    expect(codesOf(await call('CreateWorkspaces', wsp('ben.berg', 'wsb-standard1')))).toEqual([]);
  });
});
