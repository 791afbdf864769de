import type {
  Compute,
  OperatingSystemName,
  WorkSpaceApplication,
} from '../../service-model/generated/workspaces.ts';

/** An application that Amazon offers for WorkSpaces. */
export type Application = {
  applicationId: string;
  name: string;
  /** Office, Visio and Project must have one edition and one version on a desktop. */
  suite?: { edition: 'Standard' | 'Professional'; version: '2016' | '2019' | '2021' | '2024' };
  state: 'AVAILABLE' | 'UNINSTALL_ONLY';
  operatingSystems: readonly OperatingSystemName[];
  computeTypes: readonly Compute[];
};

const newer: readonly OperatingSystemName[] = ['WINDOWS_SERVER_2022', 'WINDOWS_10', 'WINDOWS_11'];
const withOlder: readonly OperatingSystemName[] = ['WINDOWS_SERVER_2019', ...newer];

/** "Value, Standard, Graphics, and GraphicsPro are not supported for Visual Studio" (Administration Guide). */
const large: readonly Compute[] = [
  'PERFORMANCE',
  'POWER',
  'POWERPRO',
  'GENERALPURPOSE_4XLARGE',
  'GENERALPURPOSE_8XLARGE',
  'GRAPHICS_G4DN',
  'GRAPHICSPRO_G4DN',
  'GRAPHICS_G6_XLARGE',
  'GRAPHICS_G6_2XLARGE',
  'GRAPHICS_G6_4XLARGE',
  'GRAPHICS_G6_8XLARGE',
  'GRAPHICS_G6_16XLARGE',
  'GRAPHICS_GR6_4XLARGE',
  'GRAPHICS_GR6_8XLARGE',
];
/** "Not supported for Value, Graphics, and GraphicsPro" (Administration Guide). */
const medium: readonly Compute[] = ['STANDARD', ...large];

/**
 * What can be installed and uninstalled, and where (Administration Guide, manage applications, with its tables). The
 * editions of 2024 came in January 2026. The ids are a choice: AWS tells them nowhere.
 */
export const catalogue: readonly Application[] = [
  ...(['2021', '2024'] as const).flatMap((version) => [
    suite('Professional', version, 'officeproplus', `Microsoft Office LTSC Professional Plus ${version}`),
    suite('Standard', version, 'officestandard', `Microsoft Office LTSC Standard ${version}`),
    suite('Professional', version, 'visiopro', `Microsoft Visio LTSC Professional ${version}`),
    suite('Standard', version, 'visiostandard', `Microsoft Visio LTSC Standard ${version}`),
    suite('Professional', version, 'projectpro', `Microsoft Project Professional ${version}`),
    suite('Standard', version, 'projectstandard', `Microsoft Project Standard ${version}`),
  ]),
  ...['Professional', 'Enterprise'].map(
    (edition): Application => ({
      applicationId: `wsa-visualstudio${edition.toLowerCase()}2022`,
      name: `Microsoft Visual Studio ${edition} 2022`,
      state: 'AVAILABLE',
      operatingSystems: newer,
      computeTypes: large,
    }),
  ),
  {
    ...suite('Professional', '2016', 'officeproplus', 'Microsoft Office Professional Plus 2016'),
    state: 'UNINSTALL_ONLY',
    operatingSystems: ['WINDOWS_SERVER_2016', 'WINDOWS_10', 'WINDOWS_11'],
  },
  {
    ...suite('Professional', '2019', 'officeproplus', 'Microsoft Office Professional Plus 2019'),
    state: 'UNINSTALL_ONLY',
  },
];

function suite(
  edition: 'Standard' | 'Professional',
  version: '2016' | '2019' | '2021' | '2024',
  slug: string,
  name: string,
): Application {
  return {
    applicationId: `wsa-${slug}${version}`,
    name,
    suite: { edition, version },
    state: 'AVAILABLE',
    operatingSystems: withOlder,
    computeTypes: medium,
  };
}

export const applicationOf = (id: string): Application | undefined =>
  catalogue.find(({ applicationId }) => applicationId === id);

/** Choice: AWS tells no date. */
const offeredSince = new Date(Date.UTC(2024, 0, 1));

export const asApplication = (application: Application): WorkSpaceApplication => ({
  ApplicationId: application.applicationId,
  Created: offeredSince,
  Description: application.name,
  LicenseType: 'LICENSED',
  Name: application.name,
  Owner: 'AMAZON',
  State: application.state,
  SupportedComputeTypeNames: [...application.computeTypes],
  SupportedOperatingSystemNames: [...application.operatingSystems],
});
