import type { Compute, OperatingSystemName, Protocol } from './service-model/generated/workspaces.ts';

type AmazonBundle = {
  bundleId: string;
  name: string;
  owner: 'AMAZON';
  description: string;
  computeType: Compute;
  rootGib: number;
  userGib: number;
  operatingSystem: OperatingSystemName;
  protocols: Protocol[];
};

/** What a compute type is called, what it is made of, and with how large volumes it comes (GB). */
const hardware = {
  VALUE: ['Value', '1 vCPU, 2 GiB memory', 80, 10],
  STANDARD: ['Standard', '2 vCPU, 4 GiB memory', 80, 50],
  PERFORMANCE: ['Performance', '2 vCPU, 8 GiB memory', 80, 100],
  POWER: ['Power', '4 vCPU, 16 GiB memory', 175, 100],
  POWERPRO: ['PowerPro', '8 vCPU, 32 GiB memory', 175, 100],
  GENERALPURPOSE_4XLARGE: ['GeneralPurpose.4xlarge', '16 vCPU, 64 GiB memory', 175, 100],
  GENERALPURPOSE_8XLARGE: ['GeneralPurpose.8xlarge', '32 vCPU, 128 GiB memory', 175, 100],
  GRAPHICS_G4DN: ['Graphics.g4dn', '4 vCPU, 16 GiB memory, 16 GiB video memory', 100, 100],
  GRAPHICSPRO_G4DN: ['GraphicsPro.g4dn', '16 vCPU, 64 GiB memory, 16 GiB video memory', 100, 100],
  GRAPHICS_G6_XLARGE: ['Graphics.g6.xlarge', '4 vCPU, 16 GiB memory, 24 GiB video memory', 100, 100],
  GRAPHICS_G6_2XLARGE: ['Graphics.g6.2xlarge', '8 vCPU, 32 GiB memory, 24 GiB video memory', 100, 100],
  GRAPHICS_G6_4XLARGE: ['Graphics.g6.4xlarge', '16 vCPU, 64 GiB memory, 24 GiB video memory', 100, 100],
} as const satisfies { [Type in Compute]?: readonly [string, string, number, number] };
type Hardware = keyof typeof hardware;

const withoutGpu = ['VALUE', 'STANDARD', 'PERFORMANCE', 'POWER', 'POWERPRO'] as const;
const g4dn = ['GRAPHICS_G4DN', 'GRAPHICSPRO_G4DN'] as const;
const larger = [
  'GENERALPURPOSE_4XLARGE',
  'GENERALPURPOSE_8XLARGE',
  'GRAPHICS_G6_XLARGE',
  'GRAPHICS_G6_2XLARGE',
  'GRAPHICS_G6_4XLARGE',
] as const;

type Offer = {
  /** As in the bundle's name; what streams over WSP is marked by it. */
  system: string;
  operatingSystem: OperatingSystemName;
  slug: string;
  protocol: Protocol;
  types: readonly Hardware[];
};

/** Which system comes with what (Administration Guide, bundles and images; what it leaves open is a choice). */
const offers: readonly Offer[] = [
  // Terraform's documentation names this one.
  {
    system: 'Windows 10 (English)',
    operatingSystem: 'WINDOWS_SERVER_2016',
    slug: '2016e',
    protocol: 'PCOIP',
    types: ['VALUE'],
  },
  ...windows('2016', 'WINDOWS_SERVER_2016', { PCOIP: withoutGpu, WSP: withoutGpu }),
  ...windows('2019', 'WINDOWS_SERVER_2019', {
    PCOIP: [...withoutGpu, ...g4dn],
    WSP: [...withoutGpu, ...g4dn],
  }),
  ...windows('2022', 'WINDOWS_SERVER_2022', {
    PCOIP: ['PERFORMANCE', 'POWER', 'POWERPRO'],
    WSP: ['STANDARD', 'PERFORMANCE', 'POWER', 'POWERPRO', ...g4dn, ...larger],
  }),
  linux('Amazon Linux 2', 'AMAZON_LINUX_2', 'PCOIP', withoutGpu),
  linux('Amazon Linux 2 (WSP)', 'AMAZON_LINUX_2', 'WSP', withoutGpu),
  linux('Ubuntu 22.04', 'UBUNTU_22_04', 'WSP', ['VALUE', 'PERFORMANCE', 'POWER', 'POWERPRO', ...g4dn]),
  linux('Rocky Linux 8', 'ROCKY_8', 'WSP', withoutGpu),
  linux('Red Hat Enterprise Linux 8', 'RHEL_8', 'WSP', withoutGpu),
];

/** Ids that public code names for these bundles; all others are made up. */
const knownIds: ReadonlyMap<string, string> = new Map([
  ['Value with Windows 10 (English)', 'wsb-bh8rsxt14'],
  ['Value with Windows 10 (Server 2016 based)', 'wsb-gm4d5tx2v'],
  ['Value with Windows 10 (Server 2019 based)', 'wsb-fb2xfp6r8'],
  ['Standard with Windows 10 (Server 2022 based) (WSP)', 'wsb-93xk71ss4'],
]);

/** What Amazon offers, besides the bundles that the seed names itself. */
export const amazonBundles: readonly AmazonBundle[] = offers.flatMap(
  ({ system, operatingSystem, slug, protocol, types }) =>
    types.map((computeType): AmazonBundle => {
      const [word, parts, rootGib, userGib] = hardware[computeType];
      const name = `${word} with ${system}`;
      const madeUp = `wsb-${computeType.toLowerCase().replaceAll('_', '')}${slug}`;
      return {
        bundleId: knownIds.get(name) ?? madeUp,
        name,
        owner: 'AMAZON',
        description: `${system}, ${parts}`,
        computeType,
        rootGib,
        userGib,
        operatingSystem,
        protocols: [protocol],
      };
    }),
);

function windows(
  year: string,
  operatingSystem: OperatingSystemName,
  types: { PCOIP: readonly Hardware[]; WSP: readonly Hardware[] },
): Offer[] {
  const system = `Windows 10 (Server ${year} based)`;
  return [
    { system, operatingSystem, slug: `${year}p`, protocol: 'PCOIP', types: types.PCOIP },
    { system: `${system} (WSP)`, operatingSystem, slug: `${year}w`, protocol: 'WSP', types: types.WSP },
  ];
}

function linux(
  system: string,
  operatingSystem: OperatingSystemName,
  protocol: Protocol,
  types: readonly Hardware[],
): Offer {
  const slug = operatingSystem.toLowerCase().replaceAll('_', '') + protocol.charAt(0).toLowerCase();
  return { system, operatingSystem, slug, protocol, types };
}
