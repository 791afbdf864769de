import { AwsFault } from '../../kernel.ts';
import { registered } from '../access/known.ts';
import type { Handlers } from '../handlers.ts';
import { defaultProperties } from './client.ts';

/** Service model, text of `ClientProperties.ClientExperiencePolicy`. */
const policies = ['FORCE_CLASSIC', 'FORCE_UI_2026', 'USER_CHOICE'];

export const clientPropertyHandlers: Handlers = {
  /** Directories that nobody knows are left out, as in moto. */
  DescribeClientProperties: ({ directories, clientProperties }, { ResourceIds }) => ({
    ClientPropertiesList: [...new Set(ResourceIds)]
      .filter((id) => directories.get(id)?.state === 'REGISTERED')
      .map((id) => ({ ResourceId: id, ClientProperties: clientProperties.get(id) ?? defaultProperties })),
  }),

  ModifyClientProperties(branch, { ResourceId, ClientProperties }) {
    registered(branch, ResourceId);
    const standing = branch.clientProperties.get(ResourceId) ?? defaultProperties;
    const {
      ReconnectEnabled = standing.ReconnectEnabled,
      LogUploadEnabled = standing.LogUploadEnabled,
      ClientExperiencePolicy = standing.ClientExperiencePolicy,
    } = ClientProperties;
    if (ClientExperiencePolicy !== undefined && !policies.includes(ClientExperiencePolicy)) {
      throw new AwsFault(
        'InvalidParameterValuesException',
        `ClientExperiencePolicy must be one of ${policies.join(', ')}.`,
      );
    }
    const policy = ClientExperiencePolicy === undefined ? {} : { ClientExperiencePolicy };
    branch.clientProperties.put(ResourceId, { ReconnectEnabled, LogUploadEnabled, ...policy });
    return {};
  },
};
