import * as z from 'zod';
import { amazonBundles } from './amazon-bundles.ts';
import { model } from './workspaces/model.ts';

export const directorySeed = z.strictObject({
  directoryId: z.string(),
  alias: z.string(),
  directoryName: z.string(),
  directoryType: z.enum(['SIMPLE_AD', 'AD_CONNECTOR']),
  /** false: a directory of the account that WorkSpaces does not know yet. */
  registered: z.boolean().optional(),
});
export const bundleSeed = z.strictObject({
  bundleId: z.string(),
  name: z.string(),
  /** `AMAZON`, or `SELF`: the account that looks. */
  owner: z.enum(['AMAZON', 'SELF']),
  description: z.string(),
  computeType: model.schemaOf('Compute'),
  rootGib: z.int().positive(),
  userGib: z.int().positive(),
  operatingSystem: model.schemaOf('OperatingSystemName'),
  /** What its desktops have unless they ask for another; a PCoIP bundle gives WSP as well. */
  protocols: z.array(model.schemaOf('Protocol')),
});
export const seedSchema = z.strictObject({
  directories: z.array(directorySeed).min(1),
  bundles: z.array(bundleSeed).min(1),
  /** Names that every directory knows. */
  userNames: z.array(z.string().min(1).max(63)),
});
export type Seed = z.output<typeof seedSchema>;
export type DirectorySeed = z.output<typeof directorySeed>;
export type BundleSeed = z.output<typeof bundleSeed>;

const givenNames = ['ada', 'ben', 'cleo', 'dan', 'eva', 'finn', 'gita', 'hugo', 'iris', 'jon'];
const familyNames = ['berg', 'costa', 'diaz', 'evans', 'frost'];

/** `ada.berg` … `jon.frost`, fifty of them; above that `user-51`, `user-52` …. */
export function seededUserNames(count: number): string[] {
  const names = familyNames.flatMap((family) => givenNames.map((given) => `${given}.${family}`));
  const more = Array.from(
    { length: Math.max(0, count - names.length) },
    (_, n) => `user-${names.length + n + 1}`,
  );
  return [...names.slice(0, count), ...more];
}

/** Two directories, a bundle of the account's own, Amazon's, and `users` users who are known in both directories. */
export function defaultSeed(users = 50): Seed {
  return {
    directories: [
      {
        directoryId: 'd-9067000001',
        alias: 'cleandesk-one',
        directoryName: 'one.example.com',
        directoryType: 'AD_CONNECTOR',
      },
      {
        directoryId: 'd-9067000002',
        alias: 'cleandesk-two',
        directoryName: 'two.example.com',
        directoryType: 'SIMPLE_AD',
      },
    ],
    bundles: [
      {
        bundleId: 'wsb-standard1',
        name: 'Standard with Windows 10 (Server 2022 based)',
        owner: 'AMAZON',
        description: 'Windows 10 Experience provided by Windows Server 2022, 2 vCPU, 4 GiB memory',
        computeType: 'STANDARD',
        rootGib: 80,
        userGib: 50,
        operatingSystem: 'WINDOWS_SERVER_2022',
        protocols: ['PCOIP'],
      },
      {
        bundleId: 'wsb-power0001',
        name: 'Power with Windows 11',
        owner: 'SELF',
        description: 'Custom bundle, 4 vCPU, 16 GiB memory',
        computeType: 'POWER',
        rootGib: 175,
        userGib: 100,
        operatingSystem: 'WINDOWS_11',
        protocols: ['WSP'],
      },
      {
        bundleId: 'wsb-linux0001',
        name: 'Standard with Ubuntu 22.04',
        owner: 'AMAZON',
        description: 'Ubuntu 22.04 LTS, 2 vCPU, 4 GiB memory',
        computeType: 'STANDARD',
        rootGib: 80,
        userGib: 50,
        operatingSystem: 'UBUNTU_22_04',
        protocols: ['WSP'],
      },
      ...amazonBundles,
    ],
    userNames: seededUserNames(users),
  };
}
