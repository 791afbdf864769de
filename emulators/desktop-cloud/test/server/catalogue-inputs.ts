const target = 'WorkspacesService';
const directory = { ResourceId: 'd-9067000001' };
const image = { ImageId: 'wsi-power0001' };
const application = { WorkspaceId: 'ws-000000000', ApplicationId: 'wsa-officeproplus2021' };
const named = { Name: 'gold', Description: 'gold', Tags: [{ Key: 'a', Value: 'b' }] };
const imported = { ImageName: 'byol', ImageDescription: 'byol' };
const ami = 'ami-0123456789abcdef0';

/** One input per operation on directories, bundles, images and applications. */
const inputs: readonly (readonly [operation: string, input: object])[] = [
  [
    'RegisterWorkspaceDirectory',
    {
      DirectoryId: 'd-9067000003',
      SubnetIds: ['subnet-0000aaaa', 'subnet-0000bbbb'],
      EnableSelfService: true,
      Tenancy: 'SHARED',
      WorkspaceType: 'PERSONAL',
      Tags: [{ Key: 'a', Value: 'b' }],
    },
  ],
  ['DeregisterWorkspaceDirectory', { DirectoryId: 'd-9067000002' }],
  ['ModifySelfservicePermissions', { ...directory, SelfservicePermissions: { RebuildWorkspace: 'ENABLED' } }],
  [
    'ModifyWorkspaceAccessProperties',
    { ...directory, WorkspaceAccessProperties: { DeviceTypeWeb: 'ALLOW' } },
  ],
  [
    'ModifyWorkspaceCreationProperties',
    {
      ...directory,
      WorkspaceCreationProperties: { DefaultOu: 'OU=a,DC=b,DC=c', CustomSecurityGroupId: 'sg-0000aaaa' },
    },
  ],
  [
    'ModifySamlProperties',
    {
      ...directory,
      SamlProperties: { Status: 'ENABLED', UserAccessUrl: 'https://idp.example.com' },
      PropertiesToDelete: ['SAML_PROPERTIES_RELAY_STATE_PARAMETER_NAME'],
    },
  ],
  [
    'ModifyCertificateBasedAuthProperties',
    { ...directory, CertificateBasedAuthProperties: { Status: 'DISABLED' } },
  ],
  [
    'ModifyStreamingProperties',
    {
      ...directory,
      StreamingProperties: {
        StreamingExperiencePreferredProtocol: 'TCP',
        UserSettings: [{ Action: 'SMART_CARD', Permission: 'ENABLED', MaximumLength: 5 }],
      },
    },
  ],
  ['ModifyEndpointEncryptionMode', { DirectoryId: 'd-9067000001', EndpointEncryptionMode: 'STANDARD_TLS' }],
  [
    'CreateWorkspaceBundle',
    {
      ...image,
      BundleName: 'own',
      BundleDescription: 'own',
      ComputeType: { Name: 'POWER' },
      RootStorage: { Capacity: '175' },
      UserStorage: { Capacity: '100' },
    },
  ],
  ['UpdateWorkspaceBundle', { ...image, BundleId: 'wsb-power0001' }],
  ['DeleteWorkspaceBundle', { BundleId: 'wsb-000000000' }],
  ['CreateWorkspaceImage', { ...named, WorkspaceId: 'ws-000000000' }],
  ['CopyWorkspaceImage', { ...named, SourceImageId: 'wsi-power0001', SourceRegion: 'us-east-1' }],
  ['CreateUpdatedWorkspaceImage', { ...named, SourceImageId: 'wsi-power0001' }],
  ['ImportWorkspaceImage', { ...imported, Ec2ImageId: ami, IngestionProcess: 'BYOL_REGULAR' }],
  [
    'ImportCustomWorkspaceImage',
    {
      ...imported,
      ComputeType: 'BASE',
      Protocol: 'DCV',
      ImageSource: { Ec2ImageId: ami },
      InfrastructureConfigurationArn:
        'arn:aws:imagebuilder:us-east-1:000000000000:infrastructure-configuration/own',
      Platform: 'WINDOWS',
      OsVersion: 'Windows_11',
    },
  ],
  ['DescribeCustomWorkspaceImageImport', image],
  ['DescribeWorkspaceImages', { ImageIds: ['wsi-power0001'], ImageType: 'OWNED', MaxResults: 5 }],
  ['DeleteWorkspaceImage', { ImageId: 'wsi-000000000' }],
  ['DescribeWorkspaceImagePermissions', { ...image, MaxResults: 5 }],
  ['UpdateWorkspaceImagePermission', { ...image, AllowCopyImage: true, SharedAccountId: '111111111111' }],
  [
    'DescribeApplications',
    { ComputeTypeNames: ['POWER'], OperatingSystemNames: ['WINDOWS_11'], MaxResults: 5 },
  ],
  ['AssociateWorkspaceApplication', application],
  ['DisassociateWorkspaceApplication', application],
  ['DeployWorkspaceApplications', { WorkspaceId: 'ws-000000000', Force: true }],
  [
    'DescribeWorkspaceAssociations',
    { WorkspaceId: 'ws-000000000', AssociatedResourceTypes: ['APPLICATION'] },
  ],
  ['DescribeImageAssociations', { ...image, AssociatedResourceTypes: ['APPLICATION'] }],
  ['DescribeBundleAssociations', { BundleId: 'wsb-power0001', AssociatedResourceTypes: ['APPLICATION'] }],
  [
    'DescribeApplicationAssociations',
    { ApplicationId: 'wsa-officeproplus2021', AssociatedResourceTypes: ['WORKSPACE', 'BUNDLE', 'IMAGE'] },
  ],
];

export const catalogueInputs = inputs.map(([operation, input]) => [target, operation, input] as const);
