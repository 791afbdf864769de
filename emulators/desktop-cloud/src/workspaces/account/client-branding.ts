import { createHash } from 'node:crypto';
import { AwsFault } from '../../kernel.ts';
import type {
  ClientDeviceType,
  IosImportClientBrandingAttributes,
} from '../../service-model/generated/workspaces.ts';
import { registered, unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import type { Branding } from './client.ts';

const platforms: readonly ClientDeviceType[] = [
  'DeviceTypeWindows',
  'DeviceTypeOsx',
  'DeviceTypeAndroid',
  'DeviceTypeIos',
  'DeviceTypeLinux',
  'DeviceTypeWeb',
];

/** "You can import up to 6 MB of data with each request" (service model). */
const mostBytes = 6_000_000;
const png = Buffer.from('89504e470d0a1a0a', 'hex');
const refused = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);

export const brandingHandlers: Handlers = {
  ImportClientBranding(branch, { ResourceId, ...given }) {
    registered(branch, ResourceId);
    const imported = platforms.flatMap((platform) => {
      const attributes: IosImportClientBrandingAttributes | undefined = given[platform];
      return attributes === undefined ? [] : [{ platform, attributes }];
    });
    if (imported.length === 0) throw refused('At least one platform type must be given.');
    for (const { platform, attributes } of imported) refuseBad(platform, attributes);
    const bytes = imported.flatMap(({ attributes: { Logo, Logo2x, Logo3x } }) => [Logo, Logo2x, Logo3x]);
    if (bytes.reduce((sum, logo) => sum + (logo?.length ?? 0), 0) > mostBytes) {
      throw new AwsFault('ResourceLimitExceededException', 'More than 6 MB can not be imported at once.');
    }
    const answer = imported.map(({ platform, attributes }) => {
      const branding = brandingOf(branch, ResourceId, platform, attributes);
      branch.branding.put(keyOf(ResourceId, platform), branding);
      return [platform, branding] as const;
    });
    return Object.fromEntries(answer);
  },

  DescribeClientBranding(branch, { ResourceId }) {
    registered(branch, ResourceId);
    return Object.fromEntries(
      platforms.flatMap((platform) => {
        const branding = branch.branding.get(keyOf(ResourceId, platform));
        return branding === undefined ? [] : [[platform, branding] as const];
      }),
    );
  },

  DeleteClientBranding(branch, { ResourceId, Platforms }) {
    registered(branch, ResourceId);
    const missing = Platforms.find((platform) => !branch.branding.has(keyOf(ResourceId, platform)));
    if (missing !== undefined) throw unknown(ResourceId, `client branding for ${missing}`);
    for (const platform of Platforms) branch.branding.delete(keyOf(ResourceId, platform));
    return {};
  },
};

const keyOf = (directoryId: string, platform: ClientDeviceType): string => `${directoryId} ${platform}`;

function refuseBad(platform: string, attributes: IosImportClientBrandingAttributes): void {
  const { Logo, Logo2x, Logo3x, SupportEmail, SupportLink, LoginMessage = {} } = attributes;
  if (SupportEmail !== undefined && SupportLink !== undefined) {
    throw refused(`${platform} can have SupportEmail or SupportLink, not both.`);
  }
  const locale = Object.keys(LoginMessage).find((key) => key !== 'en_US');
  if (locale !== undefined) throw refused(`The login message can not be in ${locale}, only in en_US.`);
  // Choice: AWS says that only PNG is accepted, and not how it refuses others.
  const other = [Logo, Logo2x, Logo3x].find((logo) => logo !== undefined && !isPng(logo));
  if (other !== undefined) throw refused(`A logo of ${platform} is no PNG image.`);
}

const isPng = (bytes: Uint8Array): boolean => Buffer.from(bytes.subarray(0, png.length)).equals(png);

/** Only where the logo would lie is kept: nobody shows it here. */
function brandingOf(
  { place }: Branch,
  directoryId: string,
  platform: string,
  { Logo, Logo2x, Logo3x, ...texts }: IosImportClientBrandingAttributes,
): Branding {
  const url = (logo: Uint8Array): string => {
    const name = createHash('sha256').update(logo).digest('hex').slice(0, 16);
    return `https://workspaces-client-branding.s3.${place.region}.amazonaws.com/${directoryId}/${platform}/${name}.png`;
  };
  return {
    ...(Logo === undefined ? {} : { LogoUrl: url(Logo) }),
    ...(Logo2x === undefined ? {} : { Logo2xUrl: url(Logo2x) }),
    ...(Logo3x === undefined ? {} : { Logo3xUrl: url(Logo3x) }),
    ...texts,
  };
}
