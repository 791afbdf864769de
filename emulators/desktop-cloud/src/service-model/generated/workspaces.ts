// Generated from the service model of WorkSpaces 2015-04-08 in the botocore of boto3==1.44.5 (Apache-2.0).

export type AGAModeForDirectoryEnum = 'ENABLED_AUTO' | 'DISABLED';

export type AGAModeForWorkSpaceEnum = 'ENABLED_AUTO' | 'DISABLED' | 'INHERITED';

export type AGAPreferredProtocolForDirectory = 'TCP' | 'NONE';

export type AGAPreferredProtocolForWorkSpace = 'TCP' | 'NONE' | 'INHERITED';

export type AcceptAccountLinkInvitationRequest = {
  LinkId: string;
  ClientToken?: string | undefined;
};

export type AcceptAccountLinkInvitationResult = {
  AccountLink?: AccountLink | undefined;
};

export type AccessEndpoint = {
  AccessEndpointType?: AccessEndpointType | undefined;
  VpcEndpointId?: string | undefined;
};

export type AccessEndpointConfig = {
  AccessEndpoints: readonly AccessEndpoint[];
  InternetFallbackProtocols?: readonly InternetFallbackProtocol[] | undefined;
};

export type AccessEndpointType = 'STREAMING_WSP';

export type AccessPropertyValue = 'ALLOW' | 'DENY';

export type AccountLink = {
  AccountLinkId?: string | undefined;
  AccountLinkStatus?: AccountLinkStatusEnum | undefined;
  SourceAccountId?: string | undefined;
  TargetAccountId?: string | undefined;
};

export type AccountLinkStatusEnum = 'LINKED' | 'LINKING_FAILED' | 'LINK_NOT_FOUND' | 'PENDING_ACCEPTANCE_BY_TARGET_ACCOUNT' | 'REJECTED';

export type AccountModification = {
  ModificationState?: DedicatedTenancyModificationStateEnum | undefined;
  DedicatedTenancySupport?: DedicatedTenancySupportResultEnum | undefined;
  DedicatedTenancyManagementCidrRange?: string | undefined;
  StartTime?: Date | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
};

export type ActiveDirectoryConfig = {
  DomainName: string;
  ServiceAccountSecretArn: string;
};

export type Application = 'Microsoft_Office_2016' | 'Microsoft_Office_2019';

export type ApplicationAssociatedResourceType = 'WORKSPACE' | 'BUNDLE' | 'IMAGE';

export type ApplicationResourceAssociation = {
  ApplicationId?: string | undefined;
  AssociatedResourceId?: string | undefined;
  AssociatedResourceType?: ApplicationAssociatedResourceType | undefined;
  Created?: Date | undefined;
  LastUpdatedTime?: Date | undefined;
  State?: AssociationState | undefined;
  StateReason?: AssociationStateReason | undefined;
};

export type ApplicationSettingsRequest = {
  Status: ApplicationSettingsStatusEnum;
  SettingsGroup?: string | undefined;
};

export type ApplicationSettingsResponse = {
  Status: ApplicationSettingsStatusEnum;
  SettingsGroup?: string | undefined;
  S3BucketName?: string | undefined;
};

export type ApplicationSettingsStatusEnum = 'DISABLED' | 'ENABLED';

export type AssociateConnectionAliasRequest = {
  AliasId: string;
  ResourceId: string;
};

export type AssociateConnectionAliasResult = {
  ConnectionIdentifier?: string | undefined;
};

export type AssociateIpGroupsRequest = {
  DirectoryId: string;
  GroupIds: readonly string[];
};

export type AssociateIpGroupsResult = Record<never, never>;

export type AssociateWorkspaceApplicationRequest = {
  WorkspaceId: string;
  ApplicationId: string;
};

export type AssociateWorkspaceApplicationResult = {
  Association?: WorkspaceResourceAssociation | undefined;
};

export type AssociationErrorCode = 'ValidationError.InsufficientDiskSpace' | 'ValidationError.InsufficientMemory' | 'ValidationError.UnsupportedOperatingSystem' | 'DeploymentError.InternalServerError' | 'DeploymentError.WorkspaceUnreachable' | 'ValidationError.ApplicationOldVersionExists';

export type AssociationState = 'PENDING_INSTALL' | 'PENDING_INSTALL_DEPLOYMENT' | 'PENDING_UNINSTALL' | 'PENDING_UNINSTALL_DEPLOYMENT' | 'INSTALLING' | 'UNINSTALLING' | 'ERROR' | 'COMPLETED' | 'REMOVED';

export type AssociationStateReason = {
  ErrorCode?: AssociationErrorCode | undefined;
  ErrorMessage?: string | undefined;
};

export type AssociationStatus = 'NOT_ASSOCIATED' | 'ASSOCIATED_WITH_OWNER_ACCOUNT' | 'ASSOCIATED_WITH_SHARED_ACCOUNT' | 'PENDING_ASSOCIATION' | 'PENDING_DISASSOCIATION';

export type AuthenticationType = 'SAML';

export type AuthorizeIpRulesRequest = {
  GroupId: string;
  UserRules: readonly IpRuleItem[];
};

export type AuthorizeIpRulesResult = Record<never, never>;

export type BundleAssociatedResourceType = 'APPLICATION';

export type BundleResourceAssociation = {
  AssociatedResourceId?: string | undefined;
  AssociatedResourceType?: BundleAssociatedResourceType | undefined;
  BundleId?: string | undefined;
  Created?: Date | undefined;
  LastUpdatedTime?: Date | undefined;
  State?: AssociationState | undefined;
  StateReason?: AssociationStateReason | undefined;
};

export type BundleType = 'REGULAR' | 'STANDBY';

export type Capacity = {
  DesiredUserSessions: number;
};

export type CapacityStatus = {
  AvailableUserSessions: number;
  DesiredUserSessions: number;
  ActualUserSessions: number;
  ActiveUserSessions: number;
};

export type CertificateBasedAuthProperties = {
  Status?: CertificateBasedAuthStatusEnum | undefined;
  CertificateAuthorityArn?: string | undefined;
};

export type CertificateBasedAuthStatusEnum = 'DISABLED' | 'ENABLED';

export type ClientDeviceType = 'DeviceTypeWindows' | 'DeviceTypeOsx' | 'DeviceTypeAndroid' | 'DeviceTypeIos' | 'DeviceTypeLinux' | 'DeviceTypeWeb';

export type ClientProperties = {
  ReconnectEnabled?: ReconnectEnum | undefined;
  LogUploadEnabled?: LogUploadEnum | undefined;
  ClientExperiencePolicy?: string | undefined;
};

export type ClientPropertiesResult = {
  ResourceId?: string | undefined;
  ClientProperties?: ClientProperties | undefined;
};

export type Compute = 'VALUE' | 'STANDARD' | 'PERFORMANCE' | 'POWER' | 'GRAPHICS' | 'POWERPRO' | 'GENERALPURPOSE_4XLARGE' | 'GENERALPURPOSE_8XLARGE' | 'GRAPHICSPRO' | 'GRAPHICS_G4DN' | 'GRAPHICSPRO_G4DN' | 'GRAPHICS_G6_XLARGE' | 'GRAPHICS_G6_2XLARGE' | 'GRAPHICS_G6_4XLARGE' | 'GRAPHICS_G6_8XLARGE' | 'GRAPHICS_G6_16XLARGE' | 'GRAPHICS_GR6_4XLARGE' | 'GRAPHICS_GR6_8XLARGE' | 'GRAPHICS_G6F_LARGE' | 'GRAPHICS_G6F_XLARGE' | 'GRAPHICS_G6F_2XLARGE' | 'GRAPHICS_G6F_4XLARGE' | 'GRAPHICS_GR6F_4XLARGE' | 'GRAPHICS_G7_2XLARGE' | 'GRAPHICS_G7_4XLARGE' | 'GRAPHICS_G7_8XLARGE' | 'GRAPHICS_G7_12XLARGE';

export type ComputeType = {
  Name?: Compute | undefined;
};

export type ConnectClientAddIn = {
  AddInId?: string | undefined;
  ResourceId?: string | undefined;
  Name?: string | undefined;
  URL?: string | undefined;
};

export type ConnectionAlias = {
  ConnectionString?: string | undefined;
  AliasId?: string | undefined;
  State?: ConnectionAliasState | undefined;
  OwnerAccountId?: string | undefined;
  Associations?: readonly ConnectionAliasAssociation[] | undefined;
};

export type ConnectionAliasAssociation = {
  AssociationStatus?: AssociationStatus | undefined;
  AssociatedAccountId?: string | undefined;
  ResourceId?: string | undefined;
  ConnectionIdentifier?: string | undefined;
};

export type ConnectionAliasPermission = {
  SharedAccountId: string;
  AllowAssociation: boolean;
};

export type ConnectionAliasState = 'CREATING' | 'CREATED' | 'DELETING';

export type ConnectionState = 'CONNECTED' | 'DISCONNECTED' | 'UNKNOWN';

export type CopyWorkspaceImageRequest = {
  Name: string;
  Description?: string | undefined;
  SourceImageId: string;
  SourceRegion: string;
  Tags?: readonly Tag[] | undefined;
};

export type CopyWorkspaceImageResult = {
  ImageId?: string | undefined;
};

export type CreateAccountLinkInvitationRequest = {
  TargetAccountId: string;
  ClientToken?: string | undefined;
};

export type CreateAccountLinkInvitationResult = {
  AccountLink?: AccountLink | undefined;
};

export type CreateConnectClientAddInRequest = {
  ResourceId: string;
  Name: string;
  URL: string;
};

export type CreateConnectClientAddInResult = {
  AddInId?: string | undefined;
};

export type CreateConnectionAliasRequest = {
  ConnectionString: string;
  Tags?: readonly Tag[] | undefined;
};

export type CreateConnectionAliasResult = {
  AliasId?: string | undefined;
};

export type CreateIpGroupRequest = {
  GroupName: string;
  GroupDesc?: string | undefined;
  UserRules?: readonly IpRuleItem[] | undefined;
  Tags?: readonly Tag[] | undefined;
};

export type CreateIpGroupResult = {
  GroupId?: string | undefined;
};

export type CreateStandbyWorkspacesRequest = {
  PrimaryRegion: string;
  StandbyWorkspaces: readonly StandbyWorkspace[];
};

export type CreateStandbyWorkspacesResult = {
  FailedStandbyRequests?: readonly FailedCreateStandbyWorkspacesRequest[] | undefined;
  PendingStandbyRequests?: readonly PendingCreateStandbyWorkspacesRequest[] | undefined;
};

export type CreateTagsRequest = {
  ResourceId: string;
  Tags: readonly Tag[];
};

export type CreateTagsResult = Record<never, never>;

export type CreateUpdatedWorkspaceImageRequest = {
  Name: string;
  Description: string;
  SourceImageId: string;
  Tags?: readonly Tag[] | undefined;
};

export type CreateUpdatedWorkspaceImageResult = {
  ImageId?: string | undefined;
};

export type CreateWorkspaceBundleRequest = {
  BundleName: string;
  BundleDescription: string;
  ImageId: string;
  ComputeType: ComputeType;
  UserStorage: UserStorage;
  RootStorage?: RootStorage | undefined;
  Tags?: readonly Tag[] | undefined;
};

export type CreateWorkspaceBundleResult = {
  WorkspaceBundle?: WorkspaceBundle | undefined;
};

export type CreateWorkspaceImageRequest = {
  Name: string;
  Description: string;
  WorkspaceId: string;
  Tags?: readonly Tag[] | undefined;
};

export type CreateWorkspaceImageResult = {
  ImageId?: string | undefined;
  Name?: string | undefined;
  Description?: string | undefined;
  OperatingSystem?: OperatingSystem | undefined;
  State?: WorkspaceImageState | undefined;
  RequiredTenancy?: WorkspaceImageRequiredTenancy | undefined;
  Created?: Date | undefined;
  OwnerAccountId?: string | undefined;
};

export type CreateWorkspacesPoolRequest = {
  PoolName: string;
  Description: string;
  BundleId: string;
  DirectoryId: string;
  Capacity: Capacity;
  Tags?: readonly Tag[] | undefined;
  ApplicationSettings?: ApplicationSettingsRequest | undefined;
  TimeoutSettings?: TimeoutSettings | undefined;
  RunningMode?: PoolsRunningMode | undefined;
};

export type CreateWorkspacesPoolResult = {
  WorkspacesPool?: WorkspacesPool | undefined;
};

export type CreateWorkspacesRequest = {
  Workspaces: readonly WorkspaceRequest[];
};

export type CreateWorkspacesResult = {
  FailedRequests?: readonly FailedCreateWorkspaceRequest[] | undefined;
  PendingRequests?: readonly Workspace[] | undefined;
};

export type CustomImageProtocol = 'PCOIP' | 'DCV' | 'BYOP';

export type CustomWorkspaceImageImportErrorDetails = {
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
};

export type CustomWorkspaceImageImportState = 'PENDING' | 'IN_PROGRESS' | 'PROCESSING_SOURCE_IMAGE' | 'IMAGE_TESTING_START' | 'UPDATING_OPERATING_SYSTEM' | 'IMAGE_COMPATIBILITY_CHECKING' | 'IMAGE_TESTING_GENERALIZATION' | 'CREATING_TEST_INSTANCE' | 'INSTALLING_COMPONENTS' | 'GENERALIZING' | 'VALIDATING' | 'PUBLISHING' | 'COMPLETED' | 'ERROR';

export type DataReplication = 'NO_REPLICATION' | 'PRIMARY_AS_SOURCE';

export type DataReplicationSettings = {
  DataReplication?: DataReplication | undefined;
  RecoverySnapshotTime?: Date | undefined;
};

export type DedicatedTenancyAccountType = 'SOURCE_ACCOUNT' | 'TARGET_ACCOUNT';

export type DedicatedTenancyModificationStateEnum = 'PENDING' | 'COMPLETED' | 'FAILED';

export type DedicatedTenancySupportEnum = 'ENABLED';

export type DedicatedTenancySupportResultEnum = 'ENABLED' | 'DISABLED';

export type DefaultClientBrandingAttributes = {
  LogoUrl?: string | undefined;
  SupportEmail?: string | undefined;
  SupportLink?: string | undefined;
  ForgotPasswordLink?: string | undefined;
  LoginMessage?: Readonly<Record<string, string>> | undefined;
};

export type DefaultImportClientBrandingAttributes = {
  Logo?: Uint8Array | undefined;
  SupportEmail?: string | undefined;
  SupportLink?: string | undefined;
  ForgotPasswordLink?: string | undefined;
  LoginMessage?: Readonly<Record<string, string>> | undefined;
};

export type DefaultWorkspaceCreationProperties = {
  EnableInternetAccess?: boolean | undefined;
  DefaultOu?: string | undefined;
  CustomSecurityGroupId?: string | undefined;
  UserEnabledAsLocalAdministrator?: boolean | undefined;
  EnableMaintenanceMode?: boolean | undefined;
  InstanceIamRoleArn?: string | undefined;
};

export type DeletableCertificateBasedAuthProperty = 'CERTIFICATE_BASED_AUTH_PROPERTIES_CERTIFICATE_AUTHORITY_ARN';

export type DeletableSamlProperty = 'SAML_PROPERTIES_USER_ACCESS_URL' | 'SAML_PROPERTIES_RELAY_STATE_PARAMETER_NAME';

export type DeleteAccountLinkInvitationRequest = {
  LinkId: string;
  ClientToken?: string | undefined;
};

export type DeleteAccountLinkInvitationResult = {
  AccountLink?: AccountLink | undefined;
};

export type DeleteClientBrandingRequest = {
  ResourceId: string;
  Platforms: readonly ClientDeviceType[];
};

export type DeleteClientBrandingResult = Record<never, never>;

export type DeleteConnectClientAddInRequest = {
  AddInId: string;
  ResourceId: string;
};

export type DeleteConnectClientAddInResult = Record<never, never>;

export type DeleteConnectionAliasRequest = {
  AliasId: string;
};

export type DeleteConnectionAliasResult = Record<never, never>;

export type DeleteIpGroupRequest = {
  GroupId: string;
};

export type DeleteIpGroupResult = Record<never, never>;

export type DeleteTagsRequest = {
  ResourceId: string;
  TagKeys: readonly string[];
};

export type DeleteTagsResult = Record<never, never>;

export type DeleteWorkspaceBundleRequest = {
  BundleId?: string | undefined;
};

export type DeleteWorkspaceBundleResult = Record<never, never>;

export type DeleteWorkspaceImageRequest = {
  ImageId: string;
};

export type DeleteWorkspaceImageResult = Record<never, never>;

export type DeployWorkspaceApplicationsRequest = {
  WorkspaceId: string;
  Force?: boolean | undefined;
};

export type DeployWorkspaceApplicationsResult = {
  Deployment?: WorkSpaceApplicationDeployment | undefined;
};

export type DeregisterWorkspaceDirectoryRequest = {
  DirectoryId: string;
};

export type DeregisterWorkspaceDirectoryResult = Record<never, never>;

export type DescribeAccountModificationsRequest = {
  NextToken?: string | undefined;
};

export type DescribeAccountModificationsResult = {
  AccountModifications?: readonly AccountModification[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeAccountRequest = Record<never, never>;

export type DescribeAccountResult = {
  DedicatedTenancySupport?: DedicatedTenancySupportResultEnum | undefined;
  DedicatedTenancyManagementCidrRange?: string | undefined;
  DedicatedTenancyAccountType?: DedicatedTenancyAccountType | undefined;
  Message?: string | undefined;
};

export type DescribeApplicationAssociationsRequest = {
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
  ApplicationId: string;
  AssociatedResourceTypes: readonly ApplicationAssociatedResourceType[];
};

export type DescribeApplicationAssociationsResult = {
  Associations?: readonly ApplicationResourceAssociation[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeApplicationsRequest = {
  ApplicationIds?: readonly string[] | undefined;
  ComputeTypeNames?: readonly Compute[] | undefined;
  LicenseType?: WorkSpaceApplicationLicenseType | undefined;
  OperatingSystemNames?: readonly OperatingSystemName[] | undefined;
  Owner?: string | undefined;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
};

export type DescribeApplicationsResult = {
  Applications?: readonly WorkSpaceApplication[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeBundleAssociationsRequest = {
  BundleId: string;
  AssociatedResourceTypes: readonly BundleAssociatedResourceType[];
};

export type DescribeBundleAssociationsResult = {
  Associations?: readonly BundleResourceAssociation[] | undefined;
};

export type DescribeClientBrandingRequest = {
  ResourceId: string;
};

export type DescribeClientBrandingResult = {
  DeviceTypeWindows?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeOsx?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeAndroid?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeIos?: IosClientBrandingAttributes | undefined;
  DeviceTypeLinux?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeWeb?: DefaultClientBrandingAttributes | undefined;
};

export type DescribeClientPropertiesRequest = {
  ResourceIds: readonly string[];
};

export type DescribeClientPropertiesResult = {
  ClientPropertiesList?: readonly ClientPropertiesResult[] | undefined;
};

export type DescribeConnectClientAddInsRequest = {
  ResourceId: string;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeConnectClientAddInsResult = {
  AddIns?: readonly ConnectClientAddIn[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeConnectionAliasPermissionsRequest = {
  AliasId: string;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeConnectionAliasPermissionsResult = {
  AliasId?: string | undefined;
  ConnectionAliasPermissions?: readonly ConnectionAliasPermission[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeConnectionAliasesRequest = {
  AliasIds?: readonly string[] | undefined;
  ResourceId?: string | undefined;
  Limit?: number | undefined;
  NextToken?: string | undefined;
};

export type DescribeConnectionAliasesResult = {
  ConnectionAliases?: readonly ConnectionAlias[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeCustomWorkspaceImageImportRequest = {
  ImageId: string;
};

export type DescribeCustomWorkspaceImageImportResult = {
  ImageId?: string | undefined;
  InfrastructureConfigurationArn?: string | undefined;
  State?: CustomWorkspaceImageImportState | undefined;
  StateMessage?: string | undefined;
  ProgressPercentage?: number | undefined;
  Created?: Date | undefined;
  LastUpdatedTime?: Date | undefined;
  ImageSource?: ImageSourceIdentifier | undefined;
  ImageBuilderInstanceId?: string | undefined;
  ErrorDetails?: readonly CustomWorkspaceImageImportErrorDetails[] | undefined;
};

export type DescribeImageAssociationsRequest = {
  ImageId: string;
  AssociatedResourceTypes: readonly ImageAssociatedResourceType[];
};

export type DescribeImageAssociationsResult = {
  Associations?: readonly ImageResourceAssociation[] | undefined;
};

export type DescribeIpGroupsRequest = {
  GroupIds?: readonly string[] | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeIpGroupsResult = {
  Result?: readonly WorkspacesIpGroup[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeTagsRequest = {
  ResourceId: string;
};

export type DescribeTagsResult = {
  TagList?: readonly Tag[] | undefined;
};

export type DescribeWorkspaceAssociationsRequest = {
  WorkspaceId: string;
  AssociatedResourceTypes: readonly WorkSpaceAssociatedResourceType[];
};

export type DescribeWorkspaceAssociationsResult = {
  Associations?: readonly WorkspaceResourceAssociation[] | undefined;
};

export type DescribeWorkspaceBundlesRequest = {
  BundleIds?: readonly string[] | undefined;
  Owner?: string | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspaceBundlesResult = {
  Bundles?: readonly WorkspaceBundle[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspaceDirectoriesFilter = {
  Name: DescribeWorkspaceDirectoriesFilterName;
  Values: readonly string[];
};

export type DescribeWorkspaceDirectoriesFilterName = 'USER_IDENTITY_TYPE' | 'WORKSPACE_TYPE';

export type DescribeWorkspaceDirectoriesRequest = {
  DirectoryIds?: readonly string[] | undefined;
  WorkspaceDirectoryNames?: readonly string[] | undefined;
  Limit?: number | undefined;
  NextToken?: string | undefined;
  Filters?: readonly DescribeWorkspaceDirectoriesFilter[] | undefined;
};

export type DescribeWorkspaceDirectoriesResult = {
  Directories?: readonly WorkspaceDirectory[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspaceImagePermissionsRequest = {
  ImageId: string;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeWorkspaceImagePermissionsResult = {
  ImageId?: string | undefined;
  ImagePermissions?: readonly ImagePermission[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspaceImagesRequest = {
  ImageIds?: readonly string[] | undefined;
  ImageType?: ImageType | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type DescribeWorkspaceImagesResult = {
  Images?: readonly WorkspaceImage[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspaceSnapshotsRequest = {
  WorkspaceId: string;
};

export type DescribeWorkspaceSnapshotsResult = {
  RebuildSnapshots?: readonly Snapshot[] | undefined;
  RestoreSnapshots?: readonly Snapshot[] | undefined;
};

export type DescribeWorkspacesConnectionStatusRequest = {
  WorkspaceIds?: readonly string[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesConnectionStatusResult = {
  WorkspacesConnectionStatus?: readonly WorkspaceConnectionStatus[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesPoolSessionsRequest = {
  PoolId: string;
  UserId?: string | undefined;
  Limit?: number | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesPoolSessionsResult = {
  Sessions?: readonly WorkspacesPoolSession[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesPoolsFilter = {
  Name: DescribeWorkspacesPoolsFilterName;
  Values: readonly string[];
  Operator: DescribeWorkspacesPoolsFilterOperator;
};

export type DescribeWorkspacesPoolsFilterName = 'PoolName';

export type DescribeWorkspacesPoolsFilterOperator = 'EQUALS' | 'NOTEQUALS' | 'CONTAINS' | 'NOTCONTAINS';

export type DescribeWorkspacesPoolsRequest = {
  PoolIds?: readonly string[] | undefined;
  Filters?: readonly DescribeWorkspacesPoolsFilter[] | undefined;
  Limit?: number | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesPoolsResult = {
  WorkspacesPools?: readonly WorkspacesPool[] | undefined;
  NextToken?: string | undefined;
};

export type DescribeWorkspacesRequest = {
  WorkspaceIds?: readonly string[] | undefined;
  DirectoryId?: string | undefined;
  UserName?: string | undefined;
  BundleId?: string | undefined;
  Limit?: number | undefined;
  NextToken?: string | undefined;
  WorkspaceName?: string | undefined;
};

export type DescribeWorkspacesResult = {
  Workspaces?: readonly Workspace[] | undefined;
  NextToken?: string | undefined;
};

export type DisassociateConnectionAliasRequest = {
  AliasId: string;
};

export type DisassociateConnectionAliasResult = Record<never, never>;

export type DisassociateIpGroupsRequest = {
  DirectoryId: string;
  GroupIds: readonly string[];
};

export type DisassociateIpGroupsResult = Record<never, never>;

export type DisassociateWorkspaceApplicationRequest = {
  WorkspaceId: string;
  ApplicationId: string;
};

export type DisassociateWorkspaceApplicationResult = {
  Association?: WorkspaceResourceAssociation | undefined;
};

export type EndpointEncryptionMode = 'STANDARD_TLS' | 'FIPS_VALIDATED';

export type ErrorDetails = {
  ErrorCode?: WorkspaceImageErrorDetailCode | undefined;
  ErrorMessage?: string | undefined;
};

export type FailedCreateStandbyWorkspacesRequest = {
  StandbyWorkspaceRequest?: StandbyWorkspace | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
};

export type FailedCreateWorkspaceRequest = {
  WorkspaceRequest?: WorkspaceRequest | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
};

export type FailedWorkspaceChangeRequest = {
  WorkspaceId?: string | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
};

export type GetAccountLinkRequest = {
  LinkId?: string | undefined;
  LinkedAccountId?: string | undefined;
};

export type GetAccountLinkResult = {
  AccountLink?: AccountLink | undefined;
};

export type GlobalAcceleratorForDirectory = {
  Mode: AGAModeForDirectoryEnum;
  PreferredProtocol?: AGAPreferredProtocolForDirectory | undefined;
};

export type GlobalAcceleratorForWorkSpace = {
  Mode: AGAModeForWorkSpaceEnum;
  PreferredProtocol?: AGAPreferredProtocolForWorkSpace | undefined;
};

export type IDCConfig = {
  InstanceArn?: string | undefined;
  ApplicationArn?: string | undefined;
};

export type ImageAssociatedResourceType = 'APPLICATION';

export type ImageComputeType = 'BASE' | 'GRAPHICS_G4DN' | 'GRAPHICS_G6' | 'GRAPHICS_G7';

export type ImagePermission = {
  SharedAccountId?: string | undefined;
};

export type ImageResourceAssociation = {
  AssociatedResourceId?: string | undefined;
  AssociatedResourceType?: ImageAssociatedResourceType | undefined;
  Created?: Date | undefined;
  LastUpdatedTime?: Date | undefined;
  ImageId?: string | undefined;
  State?: AssociationState | undefined;
  StateReason?: AssociationStateReason | undefined;
};

export type ImageSourceIdentifier = {
  Ec2ImportTaskId?: string | undefined;
  ImageBuildVersionArn?: string | undefined;
  Ec2ImageId?: string | undefined;
};

export type ImageType = 'OWNED' | 'SHARED';

export type ImageValidationMode = 'CUSTOMER_MANAGED' | 'SERVICE_MANAGED';

export type ImportClientBrandingRequest = {
  ResourceId: string;
  DeviceTypeWindows?: DefaultImportClientBrandingAttributes | undefined;
  DeviceTypeOsx?: DefaultImportClientBrandingAttributes | undefined;
  DeviceTypeAndroid?: DefaultImportClientBrandingAttributes | undefined;
  DeviceTypeIos?: IosImportClientBrandingAttributes | undefined;
  DeviceTypeLinux?: DefaultImportClientBrandingAttributes | undefined;
  DeviceTypeWeb?: DefaultImportClientBrandingAttributes | undefined;
};

export type ImportClientBrandingResult = {
  DeviceTypeWindows?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeOsx?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeAndroid?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeIos?: IosClientBrandingAttributes | undefined;
  DeviceTypeLinux?: DefaultClientBrandingAttributes | undefined;
  DeviceTypeWeb?: DefaultClientBrandingAttributes | undefined;
};

export type ImportCustomWorkspaceImageRequest = {
  ImageName: string;
  ImageDescription: string;
  ComputeType: ImageComputeType;
  Protocol: CustomImageProtocol;
  ImageSource: ImageSourceIdentifier;
  InfrastructureConfigurationArn: string;
  Platform: Platform;
  OsVersion: OSVersion;
  Tags?: readonly Tag[] | undefined;
  ImageValidationMode?: ImageValidationMode | undefined;
};

export type ImportCustomWorkspaceImageResult = {
  ImageId?: string | undefined;
  State?: CustomWorkspaceImageImportState | undefined;
};

export type ImportWorkspaceImageRequest = {
  Ec2ImageId: string;
  IngestionProcess: WorkspaceImageIngestionProcess;
  ImageName: string;
  ImageDescription: string;
  Tags?: readonly Tag[] | undefined;
  Applications?: readonly Application[] | undefined;
};

export type ImportWorkspaceImageResult = {
  ImageId?: string | undefined;
};

export type InternetFallbackProtocol = 'PCOIP';

export type IosClientBrandingAttributes = {
  LogoUrl?: string | undefined;
  Logo2xUrl?: string | undefined;
  Logo3xUrl?: string | undefined;
  SupportEmail?: string | undefined;
  SupportLink?: string | undefined;
  ForgotPasswordLink?: string | undefined;
  LoginMessage?: Readonly<Record<string, string>> | undefined;
};

export type IosImportClientBrandingAttributes = {
  Logo?: Uint8Array | undefined;
  Logo2x?: Uint8Array | undefined;
  Logo3x?: Uint8Array | undefined;
  SupportEmail?: string | undefined;
  SupportLink?: string | undefined;
  ForgotPasswordLink?: string | undefined;
  LoginMessage?: Readonly<Record<string, string>> | undefined;
};

export type IpRuleItem = {
  ipRule?: string | undefined;
  ruleDesc?: string | undefined;
};

export type ListAccountLinksRequest = {
  LinkStatusFilter?: readonly AccountLinkStatusEnum[] | undefined;
  NextToken?: string | undefined;
  MaxResults?: number | undefined;
};

export type ListAccountLinksResult = {
  AccountLinks?: readonly AccountLink[] | undefined;
  NextToken?: string | undefined;
};

export type ListAvailableManagementCidrRangesRequest = {
  ManagementCidrRangeConstraint: string;
  MaxResults?: number | undefined;
  NextToken?: string | undefined;
};

export type ListAvailableManagementCidrRangesResult = {
  ManagementCidrRanges?: readonly string[] | undefined;
  NextToken?: string | undefined;
};

export type LogUploadEnum = 'ENABLED' | 'DISABLED';

export type MicrosoftEntraConfig = {
  TenantId?: string | undefined;
  ApplicationConfigSecretArn?: string | undefined;
};

export type MigrateWorkspaceRequest = {
  SourceWorkspaceId: string;
  BundleId: string;
};

export type MigrateWorkspaceResult = {
  SourceWorkspaceId?: string | undefined;
  TargetWorkspaceId?: string | undefined;
};

export type ModificationResourceEnum = 'ROOT_VOLUME' | 'USER_VOLUME' | 'COMPUTE_TYPE' | 'PROTOCOL' | 'NESTED_VIRTUALIZATION';

export type ModificationState = {
  Resource?: ModificationResourceEnum | undefined;
  State?: ModificationStateEnum | undefined;
};

export type ModificationStateEnum = 'UPDATE_INITIATED' | 'UPDATE_IN_PROGRESS' | 'UPDATE_FAILED';

export type ModifyAccountRequest = {
  DedicatedTenancySupport?: DedicatedTenancySupportEnum | undefined;
  DedicatedTenancyManagementCidrRange?: string | undefined;
};

export type ModifyAccountResult = {
  Message?: string | undefined;
};

export type ModifyCertificateBasedAuthPropertiesRequest = {
  ResourceId: string;
  CertificateBasedAuthProperties?: CertificateBasedAuthProperties | undefined;
  PropertiesToDelete?: readonly DeletableCertificateBasedAuthProperty[] | undefined;
};

export type ModifyCertificateBasedAuthPropertiesResult = Record<never, never>;

export type ModifyClientPropertiesRequest = {
  ResourceId: string;
  ClientProperties: ClientProperties;
};

export type ModifyClientPropertiesResult = Record<never, never>;

export type ModifyEndpointEncryptionModeRequest = {
  DirectoryId: string;
  EndpointEncryptionMode: EndpointEncryptionMode;
};

export type ModifyEndpointEncryptionModeResponse = Record<never, never>;

export type ModifySamlPropertiesRequest = {
  ResourceId: string;
  SamlProperties?: SamlProperties | undefined;
  PropertiesToDelete?: readonly DeletableSamlProperty[] | undefined;
};

export type ModifySamlPropertiesResult = Record<never, never>;

export type ModifySelfservicePermissionsRequest = {
  ResourceId: string;
  SelfservicePermissions: SelfservicePermissions;
};

export type ModifySelfservicePermissionsResult = Record<never, never>;

export type ModifyStreamingPropertiesRequest = {
  ResourceId: string;
  StreamingProperties?: StreamingProperties | undefined;
};

export type ModifyStreamingPropertiesResult = Record<never, never>;

export type ModifyWorkspaceAccessPropertiesRequest = {
  ResourceId: string;
  WorkspaceAccessProperties: WorkspaceAccessProperties;
};

export type ModifyWorkspaceAccessPropertiesResult = Record<never, never>;

export type ModifyWorkspaceCreationPropertiesRequest = {
  ResourceId: string;
  WorkspaceCreationProperties: WorkspaceCreationProperties;
};

export type ModifyWorkspaceCreationPropertiesResult = Record<never, never>;

export type ModifyWorkspacePropertiesRequest = {
  WorkspaceId: string;
  WorkspaceProperties?: WorkspaceProperties | undefined;
  DataReplication?: DataReplication | undefined;
};

export type ModifyWorkspacePropertiesResult = Record<never, never>;

export type ModifyWorkspaceStateRequest = {
  WorkspaceId: string;
  WorkspaceState: TargetWorkspaceState;
};

export type ModifyWorkspaceStateResult = Record<never, never>;

export type NetworkAccessConfiguration = {
  EniPrivateIpAddress?: string | undefined;
  EniId?: string | undefined;
};

export type OSVersion = 'Windows_10' | 'Windows_11';

export type OperatingSystem = {
  Type?: OperatingSystemType | undefined;
};

export type OperatingSystemName = 'AMAZON_LINUX_2' | 'UBUNTU_18_04' | 'UBUNTU_20_04' | 'UBUNTU_22_04' | 'UNKNOWN' | 'WINDOWS_10' | 'WINDOWS_11' | 'WINDOWS_7' | 'WINDOWS_SERVER_2016' | 'WINDOWS_SERVER_2019' | 'WINDOWS_SERVER_2022' | 'WINDOWS_SERVER_2025' | 'RHEL_8' | 'ROCKY_8' | 'UBUNTU_24_04' | 'RHEL_9' | 'ROCKY_9' | 'UBUNTU_26_04' | 'RHEL_10' | 'ROCKY_10';

export type OperatingSystemType = 'WINDOWS' | 'LINUX';

export type PendingCreateStandbyWorkspacesRequest = {
  UserName?: string | undefined;
  DirectoryId?: string | undefined;
  State?: WorkspaceState | undefined;
  WorkspaceId?: string | undefined;
};

export type Platform = 'WINDOWS';

export type PoolsRunningMode = 'AUTO_STOP' | 'ALWAYS_ON';

export type Protocol = 'PCOIP' | 'WSP';

export type RebootRequest = {
  WorkspaceId: string;
};

export type RebootWorkspacesRequest = {
  RebootWorkspaceRequests: readonly RebootRequest[];
};

export type RebootWorkspacesResult = {
  FailedRequests?: readonly FailedWorkspaceChangeRequest[] | undefined;
};

export type RebuildRequest = {
  WorkspaceId: string;
};

export type RebuildWorkspacesRequest = {
  RebuildWorkspaceRequests: readonly RebuildRequest[];
};

export type RebuildWorkspacesResult = {
  FailedRequests?: readonly FailedWorkspaceChangeRequest[] | undefined;
};

export type ReconnectEnum = 'ENABLED' | 'DISABLED';

export type RegisterWorkspaceDirectoryRequest = {
  DirectoryId?: string | undefined;
  SubnetIds?: readonly string[] | undefined;
  EnableSelfService?: boolean | undefined;
  Tenancy?: Tenancy | undefined;
  Tags?: readonly Tag[] | undefined;
  WorkspaceDirectoryName?: string | undefined;
  WorkspaceDirectoryDescription?: string | undefined;
  UserIdentityType?: UserIdentityType | undefined;
  WorkspaceOsUserMode?: WorkspaceOSUserMode | undefined;
  IdcInstanceArn?: string | undefined;
  MicrosoftEntraConfig?: MicrosoftEntraConfig | undefined;
  WorkspaceType?: WorkspaceType | undefined;
  ActiveDirectoryConfig?: ActiveDirectoryConfig | undefined;
};

export type RegisterWorkspaceDirectoryResult = {
  DirectoryId?: string | undefined;
  State?: WorkspaceDirectoryState | undefined;
};

export type RejectAccountLinkInvitationRequest = {
  LinkId: string;
  ClientToken?: string | undefined;
};

export type RejectAccountLinkInvitationResult = {
  AccountLink?: AccountLink | undefined;
};

export type RelatedWorkspaceProperties = {
  WorkspaceId?: string | undefined;
  Region?: string | undefined;
  State?: WorkspaceState | undefined;
  Type?: StandbyWorkspaceRelationshipType | undefined;
};

export type RestoreWorkspaceRequest = {
  WorkspaceId: string;
};

export type RestoreWorkspaceResult = Record<never, never>;

export type RevokeIpRulesRequest = {
  GroupId: string;
  UserRules: readonly string[];
};

export type RevokeIpRulesResult = Record<never, never>;

export type RootStorage = {
  Capacity: string;
};

export type RunningMode = 'AUTO_STOP' | 'ALWAYS_ON' | 'MANUAL';

export type SamlProperties = {
  Status?: SamlStatusEnum | undefined;
  UserAccessUrl?: string | undefined;
  RelayStateParameterName?: string | undefined;
};

export type SamlStatusEnum = 'DISABLED' | 'ENABLED' | 'ENABLED_WITH_DIRECTORY_LOGIN_FALLBACK';

export type SelfservicePermissions = {
  RestartWorkspace?: ReconnectEnum | undefined;
  IncreaseVolumeSize?: ReconnectEnum | undefined;
  ChangeComputeType?: ReconnectEnum | undefined;
  SwitchRunningMode?: ReconnectEnum | undefined;
  RebuildWorkspace?: ReconnectEnum | undefined;
  NestedVirtualization?: ReconnectEnum | undefined;
  EnableEndUserAdvisor?: ReconnectEnum | undefined;
};

export type SessionConnectionState = 'CONNECTED' | 'NOT_CONNECTED';

export type Snapshot = {
  SnapshotTime?: Date | undefined;
};

export type StandbyWorkspace = {
  PrimaryWorkspaceId: string;
  VolumeEncryptionKey?: string | undefined;
  DirectoryId: string;
  Tags?: readonly Tag[] | undefined;
  DataReplication?: DataReplication | undefined;
};

export type StandbyWorkspaceRelationshipType = 'PRIMARY' | 'STANDBY';

export type StandbyWorkspacesProperties = {
  StandbyWorkspaceId?: string | undefined;
  DataReplication?: DataReplication | undefined;
  RecoverySnapshotTime?: Date | undefined;
};

export type StartRequest = {
  WorkspaceId?: string | undefined;
};

export type StartWorkspacesPoolRequest = {
  PoolId: string;
};

export type StartWorkspacesPoolResult = Record<never, never>;

export type StartWorkspacesRequest = {
  StartWorkspaceRequests: readonly StartRequest[];
};

export type StartWorkspacesResult = {
  FailedRequests?: readonly FailedWorkspaceChangeRequest[] | undefined;
};

export type StopRequest = {
  WorkspaceId?: string | undefined;
};

export type StopWorkspacesPoolRequest = {
  PoolId: string;
};

export type StopWorkspacesPoolResult = Record<never, never>;

export type StopWorkspacesRequest = {
  StopWorkspaceRequests: readonly StopRequest[];
};

export type StopWorkspacesResult = {
  FailedRequests?: readonly FailedWorkspaceChangeRequest[] | undefined;
};

export type StorageConnector = {
  ConnectorType: StorageConnectorTypeEnum;
  Status: StorageConnectorStatusEnum;
};

export type StorageConnectorStatusEnum = 'ENABLED' | 'DISABLED';

export type StorageConnectorTypeEnum = 'HOME_FOLDER';

export type StreamingExperiencePreferredProtocolEnum = 'TCP' | 'UDP';

export type StreamingProperties = {
  StreamingExperiencePreferredProtocol?: StreamingExperiencePreferredProtocolEnum | undefined;
  UserSettings?: readonly UserSetting[] | undefined;
  StorageConnectors?: readonly StorageConnector[] | undefined;
  GlobalAccelerator?: GlobalAcceleratorForDirectory | undefined;
};

export type Tag = {
  Key: string;
  Value?: string | undefined;
};

export type TargetWorkspaceState = 'AVAILABLE' | 'ADMIN_MAINTENANCE';

export type Tenancy = 'DEDICATED' | 'SHARED';

export type TerminateRequest = {
  WorkspaceId: string;
};

export type TerminateWorkspacesPoolRequest = {
  PoolId: string;
};

export type TerminateWorkspacesPoolResult = Record<never, never>;

export type TerminateWorkspacesPoolSessionRequest = {
  SessionId: string;
};

export type TerminateWorkspacesPoolSessionResult = Record<never, never>;

export type TerminateWorkspacesRequest = {
  TerminateWorkspaceRequests: readonly TerminateRequest[];
};

export type TerminateWorkspacesResult = {
  FailedRequests?: readonly FailedWorkspaceChangeRequest[] | undefined;
};

export type TimeoutSettings = {
  DisconnectTimeoutInSeconds?: number | undefined;
  IdleDisconnectTimeoutInSeconds?: number | undefined;
  MaxUserDurationInSeconds?: number | undefined;
};

export type UpdateConnectClientAddInRequest = {
  AddInId: string;
  ResourceId: string;
  Name?: string | undefined;
  URL?: string | undefined;
};

export type UpdateConnectClientAddInResult = Record<never, never>;

export type UpdateConnectionAliasPermissionRequest = {
  AliasId: string;
  ConnectionAliasPermission: ConnectionAliasPermission;
};

export type UpdateConnectionAliasPermissionResult = Record<never, never>;

export type UpdateResult = {
  UpdateAvailable?: boolean | undefined;
  Description?: string | undefined;
};

export type UpdateRulesOfIpGroupRequest = {
  GroupId: string;
  UserRules: readonly IpRuleItem[];
};

export type UpdateRulesOfIpGroupResult = Record<never, never>;

export type UpdateWorkspaceBundleRequest = {
  BundleId?: string | undefined;
  ImageId?: string | undefined;
};

export type UpdateWorkspaceBundleResult = Record<never, never>;

export type UpdateWorkspaceImagePermissionRequest = {
  ImageId: string;
  AllowCopyImage: boolean;
  SharedAccountId: string;
};

export type UpdateWorkspaceImagePermissionResult = Record<never, never>;

export type UpdateWorkspacesPoolRequest = {
  PoolId: string;
  Description?: string | undefined;
  BundleId?: string | undefined;
  DirectoryId?: string | undefined;
  Capacity?: Capacity | undefined;
  ApplicationSettings?: ApplicationSettingsRequest | undefined;
  TimeoutSettings?: TimeoutSettings | undefined;
  RunningMode?: PoolsRunningMode | undefined;
};

export type UpdateWorkspacesPoolResult = {
  WorkspacesPool?: WorkspacesPool | undefined;
};

export type UserIdentityType = 'CUSTOMER_MANAGED' | 'AWS_DIRECTORY_SERVICE' | 'AWS_IAM_IDENTITY_CENTER';

export type UserSetting = {
  Action: UserSettingActionEnum;
  Permission: UserSettingPermissionEnum;
  MaximumLength?: number | undefined;
};

export type UserSettingActionEnum = 'CLIPBOARD_COPY_FROM_LOCAL_DEVICE' | 'CLIPBOARD_COPY_TO_LOCAL_DEVICE' | 'PRINTING_TO_LOCAL_DEVICE' | 'SMART_CARD';

export type UserSettingPermissionEnum = 'ENABLED' | 'DISABLED';

export type UserStorage = {
  Capacity: string;
};

export type WorkSpaceApplication = {
  ApplicationId?: string | undefined;
  Created?: Date | undefined;
  Description?: string | undefined;
  LicenseType?: WorkSpaceApplicationLicenseType | undefined;
  Name?: string | undefined;
  Owner?: string | undefined;
  State?: WorkSpaceApplicationState | undefined;
  SupportedComputeTypeNames?: readonly Compute[] | undefined;
  SupportedOperatingSystemNames?: readonly OperatingSystemName[] | undefined;
};

export type WorkSpaceApplicationDeployment = {
  Associations?: readonly WorkspaceResourceAssociation[] | undefined;
};

export type WorkSpaceApplicationLicenseType = 'LICENSED' | 'UNLICENSED';

export type WorkSpaceApplicationState = 'PENDING' | 'ERROR' | 'AVAILABLE' | 'UNINSTALL_ONLY';

export type WorkSpaceAssociatedResourceType = 'APPLICATION';

export type Workspace = {
  WorkspaceId?: string | undefined;
  DirectoryId?: string | undefined;
  UserName?: string | undefined;
  IpAddress?: string | undefined;
  Ipv6Address?: string | undefined;
  State?: WorkspaceState | undefined;
  BundleId?: string | undefined;
  SubnetId?: string | undefined;
  ErrorMessage?: string | undefined;
  ErrorCode?: string | undefined;
  ComputerName?: string | undefined;
  VolumeEncryptionKey?: string | undefined;
  UserVolumeEncryptionEnabled?: boolean | undefined;
  RootVolumeEncryptionEnabled?: boolean | undefined;
  WorkspaceName?: string | undefined;
  WorkspaceProperties?: WorkspaceProperties | undefined;
  ModificationStates?: readonly ModificationState[] | undefined;
  RelatedWorkspaces?: readonly RelatedWorkspaceProperties[] | undefined;
  DataReplicationSettings?: DataReplicationSettings | undefined;
  StandbyWorkspacesProperties?: readonly StandbyWorkspacesProperties[] | undefined;
};

export type WorkspaceAccessProperties = {
  DeviceTypeWindows?: AccessPropertyValue | undefined;
  DeviceTypeOsx?: AccessPropertyValue | undefined;
  DeviceTypeWeb?: AccessPropertyValue | undefined;
  DeviceTypeIos?: AccessPropertyValue | undefined;
  DeviceTypeAndroid?: AccessPropertyValue | undefined;
  DeviceTypeChromeOs?: AccessPropertyValue | undefined;
  DeviceTypeZeroClient?: AccessPropertyValue | undefined;
  DeviceTypeLinux?: AccessPropertyValue | undefined;
  DeviceTypeWorkSpacesThinClient?: AccessPropertyValue | undefined;
  AccessEndpointConfig?: AccessEndpointConfig | undefined;
};

export type WorkspaceBundle = {
  BundleId?: string | undefined;
  Name?: string | undefined;
  Owner?: string | undefined;
  Description?: string | undefined;
  ImageId?: string | undefined;
  RootStorage?: RootStorage | undefined;
  UserStorage?: UserStorage | undefined;
  ComputeType?: ComputeType | undefined;
  LastUpdatedTime?: Date | undefined;
  CreationTime?: Date | undefined;
  State?: WorkspaceBundleState | undefined;
  BundleType?: BundleType | undefined;
};

export type WorkspaceBundleState = 'AVAILABLE' | 'PENDING' | 'ERROR';

export type WorkspaceConnectionStatus = {
  WorkspaceId?: string | undefined;
  ConnectionState?: ConnectionState | undefined;
  ConnectionStateCheckTimestamp?: Date | undefined;
  LastKnownUserConnectionTimestamp?: Date | undefined;
};

export type WorkspaceCreationProperties = {
  EnableInternetAccess?: boolean | undefined;
  DefaultOu?: string | undefined;
  CustomSecurityGroupId?: string | undefined;
  UserEnabledAsLocalAdministrator?: boolean | undefined;
  EnableMaintenanceMode?: boolean | undefined;
  InstanceIamRoleArn?: string | undefined;
};

export type WorkspaceDirectory = {
  DirectoryId?: string | undefined;
  Alias?: string | undefined;
  DirectoryName?: string | undefined;
  RegistrationCode?: string | undefined;
  SubnetIds?: readonly string[] | undefined;
  DnsIpAddresses?: readonly string[] | undefined;
  DnsIpv6Addresses?: readonly string[] | undefined;
  CustomerUserName?: string | undefined;
  IamRoleId?: string | undefined;
  DirectoryType?: WorkspaceDirectoryType | undefined;
  WorkspaceSecurityGroupId?: string | undefined;
  State?: WorkspaceDirectoryState | undefined;
  WorkspaceCreationProperties?: DefaultWorkspaceCreationProperties | undefined;
  ipGroupIds?: readonly string[] | undefined;
  WorkspaceAccessProperties?: WorkspaceAccessProperties | undefined;
  Tenancy?: Tenancy | undefined;
  SelfservicePermissions?: SelfservicePermissions | undefined;
  SamlProperties?: SamlProperties | undefined;
  CertificateBasedAuthProperties?: CertificateBasedAuthProperties | undefined;
  EndpointEncryptionMode?: EndpointEncryptionMode | undefined;
  MicrosoftEntraConfig?: MicrosoftEntraConfig | undefined;
  WorkspaceDirectoryName?: string | undefined;
  WorkspaceDirectoryDescription?: string | undefined;
  UserIdentityType?: UserIdentityType | undefined;
  WorkspaceType?: WorkspaceType | undefined;
  IDCConfig?: IDCConfig | undefined;
  ActiveDirectoryConfig?: ActiveDirectoryConfig | undefined;
  StreamingProperties?: StreamingProperties | undefined;
  WorkspaceOsUserMode?: WorkspaceOSUserMode | undefined;
  ErrorMessage?: string | undefined;
};

export type WorkspaceDirectoryState = 'REGISTERING' | 'REGISTERED' | 'DEREGISTERING' | 'DEREGISTERED' | 'ERROR';

export type WorkspaceDirectoryType = 'SIMPLE_AD' | 'AD_CONNECTOR' | 'CUSTOMER_MANAGED' | 'AWS_IAM_IDENTITY_CENTER';

export type WorkspaceImage = {
  ImageId?: string | undefined;
  Name?: string | undefined;
  Description?: string | undefined;
  OperatingSystem?: OperatingSystem | undefined;
  State?: WorkspaceImageState | undefined;
  RequiredTenancy?: WorkspaceImageRequiredTenancy | undefined;
  ErrorCode?: string | undefined;
  ErrorMessage?: string | undefined;
  Created?: Date | undefined;
  OwnerAccountId?: string | undefined;
  Updates?: UpdateResult | undefined;
  ErrorDetails?: readonly ErrorDetails[] | undefined;
};

export type WorkspaceImageErrorDetailCode = 'OutdatedPowershellVersion' | 'OfficeInstalled' | 'PCoIPAgentInstalled' | 'WindowsUpdatesEnabled' | 'AutoMountDisabled' | 'WorkspacesBYOLAccountNotFound' | 'WorkspacesBYOLAccountDisabled' | 'DHCPDisabled' | 'DiskFreeSpace' | 'AdditionalDrivesAttached' | 'OSNotSupported' | 'DomainJoined' | 'AzureDomainJoined' | 'FirewallEnabled' | 'VMWareToolsInstalled' | 'DiskSizeExceeded' | 'IncompatiblePartitioning' | 'PendingReboot' | 'AutoLogonEnabled' | 'RealTimeUniversalDisabled' | 'MultipleBootPartition' | 'Requires64BitOS' | 'ZeroRearmCount' | 'InPlaceUpgrade' | 'AntiVirusInstalled' | 'UEFINotSupported' | 'UnknownError' | 'AppXPackagesInstalled' | 'ReservedStorageInUse' | 'AdditionalDrivesPresent' | 'WindowsUpdatesRequired' | 'SysPrepFileMissing' | 'UserProfileMissing' | 'InsufficientDiskSpace' | 'EnvironmentVariablesPathMissingEntries' | 'DomainAccountServicesFound' | 'InvalidIp' | 'RemoteDesktopServicesDisabled' | 'WindowsModulesInstallerDisabled' | 'AmazonSsmAgentEnabled' | 'UnsupportedSecurityProtocol' | 'MultipleUserProfiles' | 'StagedAppxPackage' | 'UnsupportedOsUpgrade' | 'InsufficientRearmCount' | 'ProtocolOSIncompatibility' | 'MemoryIntegrityIncompatibility' | 'RestrictedDriveLetterInUse';

export type WorkspaceImageIngestionProcess = 'BYOL_REGULAR' | 'BYOL_GRAPHICS' | 'BYOL_GRAPHICSPRO' | 'BYOL_GRAPHICS_G4DN' | 'BYOL_REGULAR_WSP' | 'BYOL_GRAPHICS_G4DN_WSP' | 'BYOL_REGULAR_BYOP' | 'BYOL_GRAPHICS_G4DN_BYOP';

export type WorkspaceImageRequiredTenancy = 'DEFAULT' | 'DEDICATED';

export type WorkspaceImageState = 'AVAILABLE' | 'PENDING' | 'ERROR';

export type WorkspaceOSUserMode = 'LOCAL_USER' | 'DOMAIN_JOIN' | 'ENTRA_JOIN' | 'SELF_MANAGED';

export type WorkspaceProperties = {
  RunningMode?: RunningMode | undefined;
  RunningModeAutoStopTimeoutInMinutes?: number | undefined;
  RootVolumeSizeGib?: number | undefined;
  UserVolumeSizeGib?: number | undefined;
  ComputeTypeName?: Compute | undefined;
  Protocols?: readonly Protocol[] | undefined;
  OperatingSystemName?: OperatingSystemName | undefined;
  GlobalAccelerator?: GlobalAcceleratorForWorkSpace | undefined;
  NestedVirtualizationEnabled?: boolean | undefined;
};

export type WorkspaceRequest = {
  DirectoryId: string;
  UserName: string;
  BundleId: string;
  VolumeEncryptionKey?: string | undefined;
  UserVolumeEncryptionEnabled?: boolean | undefined;
  RootVolumeEncryptionEnabled?: boolean | undefined;
  WorkspaceProperties?: WorkspaceProperties | undefined;
  Tags?: readonly Tag[] | undefined;
  WorkspaceName?: string | undefined;
  Ipv6Address?: string | undefined;
};

export type WorkspaceResourceAssociation = {
  AssociatedResourceId?: string | undefined;
  AssociatedResourceType?: WorkSpaceAssociatedResourceType | undefined;
  Created?: Date | undefined;
  LastUpdatedTime?: Date | undefined;
  State?: AssociationState | undefined;
  StateReason?: AssociationStateReason | undefined;
  WorkspaceId?: string | undefined;
};

export type WorkspaceState = 'PENDING' | 'AVAILABLE' | 'IMPAIRED' | 'UNHEALTHY' | 'REBOOTING' | 'STARTING' | 'REBUILDING' | 'RESTORING' | 'MAINTENANCE' | 'ADMIN_MAINTENANCE' | 'TERMINATING' | 'TERMINATED' | 'SUSPENDED' | 'UPDATING' | 'STOPPING' | 'STOPPED' | 'ERROR';

export type WorkspaceType = 'PERSONAL' | 'POOLS';

export type WorkspacesIpGroup = {
  groupId?: string | undefined;
  groupName?: string | undefined;
  groupDesc?: string | undefined;
  userRules?: readonly IpRuleItem[] | undefined;
};

export type WorkspacesPool = {
  PoolId: string;
  PoolArn: string;
  CapacityStatus: CapacityStatus;
  PoolName: string;
  Description?: string | undefined;
  State: WorkspacesPoolState;
  CreatedAt: Date;
  BundleId: string;
  DirectoryId: string;
  Errors?: readonly WorkspacesPoolError[] | undefined;
  ApplicationSettings?: ApplicationSettingsResponse | undefined;
  TimeoutSettings?: TimeoutSettings | undefined;
  RunningMode: PoolsRunningMode;
};

export type WorkspacesPoolError = {
  ErrorCode?: WorkspacesPoolErrorCode | undefined;
  ErrorMessage?: string | undefined;
};

export type WorkspacesPoolErrorCode = 'IAM_SERVICE_ROLE_IS_MISSING' | 'IAM_SERVICE_ROLE_MISSING_ENI_DESCRIBE_ACTION' | 'IAM_SERVICE_ROLE_MISSING_ENI_CREATE_ACTION' | 'IAM_SERVICE_ROLE_MISSING_ENI_DELETE_ACTION' | 'NETWORK_INTERFACE_LIMIT_EXCEEDED' | 'INTERNAL_SERVICE_ERROR' | 'MACHINE_ROLE_IS_MISSING' | 'STS_DISABLED_IN_REGION' | 'SUBNET_HAS_INSUFFICIENT_IP_ADDRESSES' | 'IAM_SERVICE_ROLE_MISSING_DESCRIBE_SUBNET_ACTION' | 'SUBNET_NOT_FOUND' | 'IMAGE_NOT_FOUND' | 'INVALID_SUBNET_CONFIGURATION' | 'SECURITY_GROUPS_NOT_FOUND' | 'IGW_NOT_ATTACHED' | 'IAM_SERVICE_ROLE_MISSING_DESCRIBE_SECURITY_GROUPS_ACTION' | 'WORKSPACES_POOL_STOPPED' | 'WORKSPACES_POOL_INSTANCE_PROVISIONING_FAILURE' | 'DOMAIN_JOIN_ERROR_FILE_NOT_FOUND' | 'DOMAIN_JOIN_ERROR_ACCESS_DENIED' | 'DOMAIN_JOIN_ERROR_LOGON_FAILURE' | 'DOMAIN_JOIN_ERROR_INVALID_PARAMETER' | 'DOMAIN_JOIN_ERROR_MORE_DATA' | 'DOMAIN_JOIN_ERROR_NO_SUCH_DOMAIN' | 'DOMAIN_JOIN_ERROR_NOT_SUPPORTED' | 'DOMAIN_JOIN_NERR_INVALID_WORKGROUP_NAME' | 'DOMAIN_JOIN_NERR_WORKSTATION_NOT_STARTED' | 'DOMAIN_JOIN_ERROR_DS_MACHINE_ACCOUNT_QUOTA_EXCEEDED' | 'DOMAIN_JOIN_NERR_PASSWORD_EXPIRED' | 'DOMAIN_JOIN_INTERNAL_SERVICE_ERROR' | 'DOMAIN_JOIN_ERROR_SECRET_ACTION_PERMISSION_IS_MISSING' | 'DOMAIN_JOIN_ERROR_SECRET_DECRYPTION_FAILURE' | 'DOMAIN_JOIN_ERROR_SECRET_STATE_INVALID' | 'DOMAIN_JOIN_ERROR_SECRET_NOT_FOUND' | 'DOMAIN_JOIN_ERROR_SECRET_VALUE_KEY_NOT_FOUND' | 'DOMAIN_JOIN_ERROR_SECRET_INVALID' | 'BUNDLE_NOT_FOUND' | 'DIRECTORY_NOT_FOUND' | 'INSUFFICIENT_PERMISSIONS_ERROR' | 'DEFAULT_OU_IS_MISSING';

export type WorkspacesPoolSession = {
  AuthenticationType?: AuthenticationType | undefined;
  ConnectionState?: SessionConnectionState | undefined;
  SessionId: string;
  InstanceId?: string | undefined;
  PoolId: string;
  ExpirationTime?: Date | undefined;
  NetworkAccessConfiguration?: NetworkAccessConfiguration | undefined;
  StartTime?: Date | undefined;
  UserId: string;
};

export type WorkspacesPoolState = 'CREATING' | 'DELETING' | 'RUNNING' | 'STARTING' | 'STOPPED' | 'STOPPING' | 'UPDATING';

export type Inputs = {
  AcceptAccountLinkInvitation: AcceptAccountLinkInvitationRequest;
  AssociateConnectionAlias: AssociateConnectionAliasRequest;
  AssociateIpGroups: AssociateIpGroupsRequest;
  AssociateWorkspaceApplication: AssociateWorkspaceApplicationRequest;
  AuthorizeIpRules: AuthorizeIpRulesRequest;
  CopyWorkspaceImage: CopyWorkspaceImageRequest;
  CreateAccountLinkInvitation: CreateAccountLinkInvitationRequest;
  CreateConnectClientAddIn: CreateConnectClientAddInRequest;
  CreateConnectionAlias: CreateConnectionAliasRequest;
  CreateIpGroup: CreateIpGroupRequest;
  CreateStandbyWorkspaces: CreateStandbyWorkspacesRequest;
  CreateTags: CreateTagsRequest;
  CreateUpdatedWorkspaceImage: CreateUpdatedWorkspaceImageRequest;
  CreateWorkspaceBundle: CreateWorkspaceBundleRequest;
  CreateWorkspaceImage: CreateWorkspaceImageRequest;
  CreateWorkspaces: CreateWorkspacesRequest;
  CreateWorkspacesPool: CreateWorkspacesPoolRequest;
  DeleteAccountLinkInvitation: DeleteAccountLinkInvitationRequest;
  DeleteClientBranding: DeleteClientBrandingRequest;
  DeleteConnectClientAddIn: DeleteConnectClientAddInRequest;
  DeleteConnectionAlias: DeleteConnectionAliasRequest;
  DeleteIpGroup: DeleteIpGroupRequest;
  DeleteTags: DeleteTagsRequest;
  DeleteWorkspaceBundle: DeleteWorkspaceBundleRequest;
  DeleteWorkspaceImage: DeleteWorkspaceImageRequest;
  DeployWorkspaceApplications: DeployWorkspaceApplicationsRequest;
  DeregisterWorkspaceDirectory: DeregisterWorkspaceDirectoryRequest;
  DescribeAccount: DescribeAccountRequest;
  DescribeAccountModifications: DescribeAccountModificationsRequest;
  DescribeApplicationAssociations: DescribeApplicationAssociationsRequest;
  DescribeApplications: DescribeApplicationsRequest;
  DescribeBundleAssociations: DescribeBundleAssociationsRequest;
  DescribeClientBranding: DescribeClientBrandingRequest;
  DescribeClientProperties: DescribeClientPropertiesRequest;
  DescribeConnectClientAddIns: DescribeConnectClientAddInsRequest;
  DescribeConnectionAliasPermissions: DescribeConnectionAliasPermissionsRequest;
  DescribeConnectionAliases: DescribeConnectionAliasesRequest;
  DescribeCustomWorkspaceImageImport: DescribeCustomWorkspaceImageImportRequest;
  DescribeImageAssociations: DescribeImageAssociationsRequest;
  DescribeIpGroups: DescribeIpGroupsRequest;
  DescribeTags: DescribeTagsRequest;
  DescribeWorkspaceAssociations: DescribeWorkspaceAssociationsRequest;
  DescribeWorkspaceBundles: DescribeWorkspaceBundlesRequest;
  DescribeWorkspaceDirectories: DescribeWorkspaceDirectoriesRequest;
  DescribeWorkspaceImagePermissions: DescribeWorkspaceImagePermissionsRequest;
  DescribeWorkspaceImages: DescribeWorkspaceImagesRequest;
  DescribeWorkspaceSnapshots: DescribeWorkspaceSnapshotsRequest;
  DescribeWorkspaces: DescribeWorkspacesRequest;
  DescribeWorkspacesConnectionStatus: DescribeWorkspacesConnectionStatusRequest;
  DescribeWorkspacesPoolSessions: DescribeWorkspacesPoolSessionsRequest;
  DescribeWorkspacesPools: DescribeWorkspacesPoolsRequest;
  DisassociateConnectionAlias: DisassociateConnectionAliasRequest;
  DisassociateIpGroups: DisassociateIpGroupsRequest;
  DisassociateWorkspaceApplication: DisassociateWorkspaceApplicationRequest;
  GetAccountLink: GetAccountLinkRequest;
  ImportClientBranding: ImportClientBrandingRequest;
  ImportCustomWorkspaceImage: ImportCustomWorkspaceImageRequest;
  ImportWorkspaceImage: ImportWorkspaceImageRequest;
  ListAccountLinks: ListAccountLinksRequest;
  ListAvailableManagementCidrRanges: ListAvailableManagementCidrRangesRequest;
  MigrateWorkspace: MigrateWorkspaceRequest;
  ModifyAccount: ModifyAccountRequest;
  ModifyCertificateBasedAuthProperties: ModifyCertificateBasedAuthPropertiesRequest;
  ModifyClientProperties: ModifyClientPropertiesRequest;
  ModifyEndpointEncryptionMode: ModifyEndpointEncryptionModeRequest;
  ModifySamlProperties: ModifySamlPropertiesRequest;
  ModifySelfservicePermissions: ModifySelfservicePermissionsRequest;
  ModifyStreamingProperties: ModifyStreamingPropertiesRequest;
  ModifyWorkspaceAccessProperties: ModifyWorkspaceAccessPropertiesRequest;
  ModifyWorkspaceCreationProperties: ModifyWorkspaceCreationPropertiesRequest;
  ModifyWorkspaceProperties: ModifyWorkspacePropertiesRequest;
  ModifyWorkspaceState: ModifyWorkspaceStateRequest;
  RebootWorkspaces: RebootWorkspacesRequest;
  RebuildWorkspaces: RebuildWorkspacesRequest;
  RegisterWorkspaceDirectory: RegisterWorkspaceDirectoryRequest;
  RejectAccountLinkInvitation: RejectAccountLinkInvitationRequest;
  RestoreWorkspace: RestoreWorkspaceRequest;
  RevokeIpRules: RevokeIpRulesRequest;
  StartWorkspaces: StartWorkspacesRequest;
  StartWorkspacesPool: StartWorkspacesPoolRequest;
  StopWorkspaces: StopWorkspacesRequest;
  StopWorkspacesPool: StopWorkspacesPoolRequest;
  TerminateWorkspaces: TerminateWorkspacesRequest;
  TerminateWorkspacesPool: TerminateWorkspacesPoolRequest;
  TerminateWorkspacesPoolSession: TerminateWorkspacesPoolSessionRequest;
  UpdateConnectClientAddIn: UpdateConnectClientAddInRequest;
  UpdateConnectionAliasPermission: UpdateConnectionAliasPermissionRequest;
  UpdateRulesOfIpGroup: UpdateRulesOfIpGroupRequest;
  UpdateWorkspaceBundle: UpdateWorkspaceBundleRequest;
  UpdateWorkspaceImagePermission: UpdateWorkspaceImagePermissionRequest;
  UpdateWorkspacesPool: UpdateWorkspacesPoolRequest;
};

export type Outputs = {
  AcceptAccountLinkInvitation: AcceptAccountLinkInvitationResult;
  AssociateConnectionAlias: AssociateConnectionAliasResult;
  AssociateIpGroups: AssociateIpGroupsResult;
  AssociateWorkspaceApplication: AssociateWorkspaceApplicationResult;
  AuthorizeIpRules: AuthorizeIpRulesResult;
  CopyWorkspaceImage: CopyWorkspaceImageResult;
  CreateAccountLinkInvitation: CreateAccountLinkInvitationResult;
  CreateConnectClientAddIn: CreateConnectClientAddInResult;
  CreateConnectionAlias: CreateConnectionAliasResult;
  CreateIpGroup: CreateIpGroupResult;
  CreateStandbyWorkspaces: CreateStandbyWorkspacesResult;
  CreateTags: CreateTagsResult;
  CreateUpdatedWorkspaceImage: CreateUpdatedWorkspaceImageResult;
  CreateWorkspaceBundle: CreateWorkspaceBundleResult;
  CreateWorkspaceImage: CreateWorkspaceImageResult;
  CreateWorkspaces: CreateWorkspacesResult;
  CreateWorkspacesPool: CreateWorkspacesPoolResult;
  DeleteAccountLinkInvitation: DeleteAccountLinkInvitationResult;
  DeleteClientBranding: DeleteClientBrandingResult;
  DeleteConnectClientAddIn: DeleteConnectClientAddInResult;
  DeleteConnectionAlias: DeleteConnectionAliasResult;
  DeleteIpGroup: DeleteIpGroupResult;
  DeleteTags: DeleteTagsResult;
  DeleteWorkspaceBundle: DeleteWorkspaceBundleResult;
  DeleteWorkspaceImage: DeleteWorkspaceImageResult;
  DeployWorkspaceApplications: DeployWorkspaceApplicationsResult;
  DeregisterWorkspaceDirectory: DeregisterWorkspaceDirectoryResult;
  DescribeAccount: DescribeAccountResult;
  DescribeAccountModifications: DescribeAccountModificationsResult;
  DescribeApplicationAssociations: DescribeApplicationAssociationsResult;
  DescribeApplications: DescribeApplicationsResult;
  DescribeBundleAssociations: DescribeBundleAssociationsResult;
  DescribeClientBranding: DescribeClientBrandingResult;
  DescribeClientProperties: DescribeClientPropertiesResult;
  DescribeConnectClientAddIns: DescribeConnectClientAddInsResult;
  DescribeConnectionAliasPermissions: DescribeConnectionAliasPermissionsResult;
  DescribeConnectionAliases: DescribeConnectionAliasesResult;
  DescribeCustomWorkspaceImageImport: DescribeCustomWorkspaceImageImportResult;
  DescribeImageAssociations: DescribeImageAssociationsResult;
  DescribeIpGroups: DescribeIpGroupsResult;
  DescribeTags: DescribeTagsResult;
  DescribeWorkspaceAssociations: DescribeWorkspaceAssociationsResult;
  DescribeWorkspaceBundles: DescribeWorkspaceBundlesResult;
  DescribeWorkspaceDirectories: DescribeWorkspaceDirectoriesResult;
  DescribeWorkspaceImagePermissions: DescribeWorkspaceImagePermissionsResult;
  DescribeWorkspaceImages: DescribeWorkspaceImagesResult;
  DescribeWorkspaceSnapshots: DescribeWorkspaceSnapshotsResult;
  DescribeWorkspaces: DescribeWorkspacesResult;
  DescribeWorkspacesConnectionStatus: DescribeWorkspacesConnectionStatusResult;
  DescribeWorkspacesPoolSessions: DescribeWorkspacesPoolSessionsResult;
  DescribeWorkspacesPools: DescribeWorkspacesPoolsResult;
  DisassociateConnectionAlias: DisassociateConnectionAliasResult;
  DisassociateIpGroups: DisassociateIpGroupsResult;
  DisassociateWorkspaceApplication: DisassociateWorkspaceApplicationResult;
  GetAccountLink: GetAccountLinkResult;
  ImportClientBranding: ImportClientBrandingResult;
  ImportCustomWorkspaceImage: ImportCustomWorkspaceImageResult;
  ImportWorkspaceImage: ImportWorkspaceImageResult;
  ListAccountLinks: ListAccountLinksResult;
  ListAvailableManagementCidrRanges: ListAvailableManagementCidrRangesResult;
  MigrateWorkspace: MigrateWorkspaceResult;
  ModifyAccount: ModifyAccountResult;
  ModifyCertificateBasedAuthProperties: ModifyCertificateBasedAuthPropertiesResult;
  ModifyClientProperties: ModifyClientPropertiesResult;
  ModifyEndpointEncryptionMode: ModifyEndpointEncryptionModeResponse;
  ModifySamlProperties: ModifySamlPropertiesResult;
  ModifySelfservicePermissions: ModifySelfservicePermissionsResult;
  ModifyStreamingProperties: ModifyStreamingPropertiesResult;
  ModifyWorkspaceAccessProperties: ModifyWorkspaceAccessPropertiesResult;
  ModifyWorkspaceCreationProperties: ModifyWorkspaceCreationPropertiesResult;
  ModifyWorkspaceProperties: ModifyWorkspacePropertiesResult;
  ModifyWorkspaceState: ModifyWorkspaceStateResult;
  RebootWorkspaces: RebootWorkspacesResult;
  RebuildWorkspaces: RebuildWorkspacesResult;
  RegisterWorkspaceDirectory: RegisterWorkspaceDirectoryResult;
  RejectAccountLinkInvitation: RejectAccountLinkInvitationResult;
  RestoreWorkspace: RestoreWorkspaceResult;
  RevokeIpRules: RevokeIpRulesResult;
  StartWorkspaces: StartWorkspacesResult;
  StartWorkspacesPool: StartWorkspacesPoolResult;
  StopWorkspaces: StopWorkspacesResult;
  StopWorkspacesPool: StopWorkspacesPoolResult;
  TerminateWorkspaces: TerminateWorkspacesResult;
  TerminateWorkspacesPool: TerminateWorkspacesPoolResult;
  TerminateWorkspacesPoolSession: TerminateWorkspacesPoolSessionResult;
  UpdateConnectClientAddIn: UpdateConnectClientAddInResult;
  UpdateConnectionAliasPermission: UpdateConnectionAliasPermissionResult;
  UpdateRulesOfIpGroup: UpdateRulesOfIpGroupResult;
  UpdateWorkspaceBundle: UpdateWorkspaceBundleResult;
  UpdateWorkspaceImagePermission: UpdateWorkspaceImagePermissionResult;
  UpdateWorkspacesPool: UpdateWorkspacesPoolResult;
};

export type Shapes = {
  AGAModeForDirectoryEnum: AGAModeForDirectoryEnum;
  AGAModeForWorkSpaceEnum: AGAModeForWorkSpaceEnum;
  AGAPreferredProtocolForDirectory: AGAPreferredProtocolForDirectory;
  AGAPreferredProtocolForWorkSpace: AGAPreferredProtocolForWorkSpace;
  AcceptAccountLinkInvitationRequest: AcceptAccountLinkInvitationRequest;
  AcceptAccountLinkInvitationResult: AcceptAccountLinkInvitationResult;
  AccessEndpoint: AccessEndpoint;
  AccessEndpointConfig: AccessEndpointConfig;
  AccessEndpointType: AccessEndpointType;
  AccessPropertyValue: AccessPropertyValue;
  AccountLink: AccountLink;
  AccountLinkStatusEnum: AccountLinkStatusEnum;
  AccountModification: AccountModification;
  ActiveDirectoryConfig: ActiveDirectoryConfig;
  Application: Application;
  ApplicationAssociatedResourceType: ApplicationAssociatedResourceType;
  ApplicationResourceAssociation: ApplicationResourceAssociation;
  ApplicationSettingsRequest: ApplicationSettingsRequest;
  ApplicationSettingsResponse: ApplicationSettingsResponse;
  ApplicationSettingsStatusEnum: ApplicationSettingsStatusEnum;
  AssociateConnectionAliasRequest: AssociateConnectionAliasRequest;
  AssociateConnectionAliasResult: AssociateConnectionAliasResult;
  AssociateIpGroupsRequest: AssociateIpGroupsRequest;
  AssociateIpGroupsResult: AssociateIpGroupsResult;
  AssociateWorkspaceApplicationRequest: AssociateWorkspaceApplicationRequest;
  AssociateWorkspaceApplicationResult: AssociateWorkspaceApplicationResult;
  AssociationErrorCode: AssociationErrorCode;
  AssociationState: AssociationState;
  AssociationStateReason: AssociationStateReason;
  AssociationStatus: AssociationStatus;
  AuthenticationType: AuthenticationType;
  AuthorizeIpRulesRequest: AuthorizeIpRulesRequest;
  AuthorizeIpRulesResult: AuthorizeIpRulesResult;
  BundleAssociatedResourceType: BundleAssociatedResourceType;
  BundleResourceAssociation: BundleResourceAssociation;
  BundleType: BundleType;
  Capacity: Capacity;
  CapacityStatus: CapacityStatus;
  CertificateBasedAuthProperties: CertificateBasedAuthProperties;
  CertificateBasedAuthStatusEnum: CertificateBasedAuthStatusEnum;
  ClientDeviceType: ClientDeviceType;
  ClientProperties: ClientProperties;
  ClientPropertiesResult: ClientPropertiesResult;
  Compute: Compute;
  ComputeType: ComputeType;
  ConnectClientAddIn: ConnectClientAddIn;
  ConnectionAlias: ConnectionAlias;
  ConnectionAliasAssociation: ConnectionAliasAssociation;
  ConnectionAliasPermission: ConnectionAliasPermission;
  ConnectionAliasState: ConnectionAliasState;
  ConnectionState: ConnectionState;
  CopyWorkspaceImageRequest: CopyWorkspaceImageRequest;
  CopyWorkspaceImageResult: CopyWorkspaceImageResult;
  CreateAccountLinkInvitationRequest: CreateAccountLinkInvitationRequest;
  CreateAccountLinkInvitationResult: CreateAccountLinkInvitationResult;
  CreateConnectClientAddInRequest: CreateConnectClientAddInRequest;
  CreateConnectClientAddInResult: CreateConnectClientAddInResult;
  CreateConnectionAliasRequest: CreateConnectionAliasRequest;
  CreateConnectionAliasResult: CreateConnectionAliasResult;
  CreateIpGroupRequest: CreateIpGroupRequest;
  CreateIpGroupResult: CreateIpGroupResult;
  CreateStandbyWorkspacesRequest: CreateStandbyWorkspacesRequest;
  CreateStandbyWorkspacesResult: CreateStandbyWorkspacesResult;
  CreateTagsRequest: CreateTagsRequest;
  CreateTagsResult: CreateTagsResult;
  CreateUpdatedWorkspaceImageRequest: CreateUpdatedWorkspaceImageRequest;
  CreateUpdatedWorkspaceImageResult: CreateUpdatedWorkspaceImageResult;
  CreateWorkspaceBundleRequest: CreateWorkspaceBundleRequest;
  CreateWorkspaceBundleResult: CreateWorkspaceBundleResult;
  CreateWorkspaceImageRequest: CreateWorkspaceImageRequest;
  CreateWorkspaceImageResult: CreateWorkspaceImageResult;
  CreateWorkspacesPoolRequest: CreateWorkspacesPoolRequest;
  CreateWorkspacesPoolResult: CreateWorkspacesPoolResult;
  CreateWorkspacesRequest: CreateWorkspacesRequest;
  CreateWorkspacesResult: CreateWorkspacesResult;
  CustomImageProtocol: CustomImageProtocol;
  CustomWorkspaceImageImportErrorDetails: CustomWorkspaceImageImportErrorDetails;
  CustomWorkspaceImageImportState: CustomWorkspaceImageImportState;
  DataReplication: DataReplication;
  DataReplicationSettings: DataReplicationSettings;
  DedicatedTenancyAccountType: DedicatedTenancyAccountType;
  DedicatedTenancyModificationStateEnum: DedicatedTenancyModificationStateEnum;
  DedicatedTenancySupportEnum: DedicatedTenancySupportEnum;
  DedicatedTenancySupportResultEnum: DedicatedTenancySupportResultEnum;
  DefaultClientBrandingAttributes: DefaultClientBrandingAttributes;
  DefaultImportClientBrandingAttributes: DefaultImportClientBrandingAttributes;
  DefaultWorkspaceCreationProperties: DefaultWorkspaceCreationProperties;
  DeletableCertificateBasedAuthProperty: DeletableCertificateBasedAuthProperty;
  DeletableSamlProperty: DeletableSamlProperty;
  DeleteAccountLinkInvitationRequest: DeleteAccountLinkInvitationRequest;
  DeleteAccountLinkInvitationResult: DeleteAccountLinkInvitationResult;
  DeleteClientBrandingRequest: DeleteClientBrandingRequest;
  DeleteClientBrandingResult: DeleteClientBrandingResult;
  DeleteConnectClientAddInRequest: DeleteConnectClientAddInRequest;
  DeleteConnectClientAddInResult: DeleteConnectClientAddInResult;
  DeleteConnectionAliasRequest: DeleteConnectionAliasRequest;
  DeleteConnectionAliasResult: DeleteConnectionAliasResult;
  DeleteIpGroupRequest: DeleteIpGroupRequest;
  DeleteIpGroupResult: DeleteIpGroupResult;
  DeleteTagsRequest: DeleteTagsRequest;
  DeleteTagsResult: DeleteTagsResult;
  DeleteWorkspaceBundleRequest: DeleteWorkspaceBundleRequest;
  DeleteWorkspaceBundleResult: DeleteWorkspaceBundleResult;
  DeleteWorkspaceImageRequest: DeleteWorkspaceImageRequest;
  DeleteWorkspaceImageResult: DeleteWorkspaceImageResult;
  DeployWorkspaceApplicationsRequest: DeployWorkspaceApplicationsRequest;
  DeployWorkspaceApplicationsResult: DeployWorkspaceApplicationsResult;
  DeregisterWorkspaceDirectoryRequest: DeregisterWorkspaceDirectoryRequest;
  DeregisterWorkspaceDirectoryResult: DeregisterWorkspaceDirectoryResult;
  DescribeAccountModificationsRequest: DescribeAccountModificationsRequest;
  DescribeAccountModificationsResult: DescribeAccountModificationsResult;
  DescribeAccountRequest: DescribeAccountRequest;
  DescribeAccountResult: DescribeAccountResult;
  DescribeApplicationAssociationsRequest: DescribeApplicationAssociationsRequest;
  DescribeApplicationAssociationsResult: DescribeApplicationAssociationsResult;
  DescribeApplicationsRequest: DescribeApplicationsRequest;
  DescribeApplicationsResult: DescribeApplicationsResult;
  DescribeBundleAssociationsRequest: DescribeBundleAssociationsRequest;
  DescribeBundleAssociationsResult: DescribeBundleAssociationsResult;
  DescribeClientBrandingRequest: DescribeClientBrandingRequest;
  DescribeClientBrandingResult: DescribeClientBrandingResult;
  DescribeClientPropertiesRequest: DescribeClientPropertiesRequest;
  DescribeClientPropertiesResult: DescribeClientPropertiesResult;
  DescribeConnectClientAddInsRequest: DescribeConnectClientAddInsRequest;
  DescribeConnectClientAddInsResult: DescribeConnectClientAddInsResult;
  DescribeConnectionAliasPermissionsRequest: DescribeConnectionAliasPermissionsRequest;
  DescribeConnectionAliasPermissionsResult: DescribeConnectionAliasPermissionsResult;
  DescribeConnectionAliasesRequest: DescribeConnectionAliasesRequest;
  DescribeConnectionAliasesResult: DescribeConnectionAliasesResult;
  DescribeCustomWorkspaceImageImportRequest: DescribeCustomWorkspaceImageImportRequest;
  DescribeCustomWorkspaceImageImportResult: DescribeCustomWorkspaceImageImportResult;
  DescribeImageAssociationsRequest: DescribeImageAssociationsRequest;
  DescribeImageAssociationsResult: DescribeImageAssociationsResult;
  DescribeIpGroupsRequest: DescribeIpGroupsRequest;
  DescribeIpGroupsResult: DescribeIpGroupsResult;
  DescribeTagsRequest: DescribeTagsRequest;
  DescribeTagsResult: DescribeTagsResult;
  DescribeWorkspaceAssociationsRequest: DescribeWorkspaceAssociationsRequest;
  DescribeWorkspaceAssociationsResult: DescribeWorkspaceAssociationsResult;
  DescribeWorkspaceBundlesRequest: DescribeWorkspaceBundlesRequest;
  DescribeWorkspaceBundlesResult: DescribeWorkspaceBundlesResult;
  DescribeWorkspaceDirectoriesFilter: DescribeWorkspaceDirectoriesFilter;
  DescribeWorkspaceDirectoriesFilterName: DescribeWorkspaceDirectoriesFilterName;
  DescribeWorkspaceDirectoriesRequest: DescribeWorkspaceDirectoriesRequest;
  DescribeWorkspaceDirectoriesResult: DescribeWorkspaceDirectoriesResult;
  DescribeWorkspaceImagePermissionsRequest: DescribeWorkspaceImagePermissionsRequest;
  DescribeWorkspaceImagePermissionsResult: DescribeWorkspaceImagePermissionsResult;
  DescribeWorkspaceImagesRequest: DescribeWorkspaceImagesRequest;
  DescribeWorkspaceImagesResult: DescribeWorkspaceImagesResult;
  DescribeWorkspaceSnapshotsRequest: DescribeWorkspaceSnapshotsRequest;
  DescribeWorkspaceSnapshotsResult: DescribeWorkspaceSnapshotsResult;
  DescribeWorkspacesConnectionStatusRequest: DescribeWorkspacesConnectionStatusRequest;
  DescribeWorkspacesConnectionStatusResult: DescribeWorkspacesConnectionStatusResult;
  DescribeWorkspacesPoolSessionsRequest: DescribeWorkspacesPoolSessionsRequest;
  DescribeWorkspacesPoolSessionsResult: DescribeWorkspacesPoolSessionsResult;
  DescribeWorkspacesPoolsFilter: DescribeWorkspacesPoolsFilter;
  DescribeWorkspacesPoolsFilterName: DescribeWorkspacesPoolsFilterName;
  DescribeWorkspacesPoolsFilterOperator: DescribeWorkspacesPoolsFilterOperator;
  DescribeWorkspacesPoolsRequest: DescribeWorkspacesPoolsRequest;
  DescribeWorkspacesPoolsResult: DescribeWorkspacesPoolsResult;
  DescribeWorkspacesRequest: DescribeWorkspacesRequest;
  DescribeWorkspacesResult: DescribeWorkspacesResult;
  DisassociateConnectionAliasRequest: DisassociateConnectionAliasRequest;
  DisassociateConnectionAliasResult: DisassociateConnectionAliasResult;
  DisassociateIpGroupsRequest: DisassociateIpGroupsRequest;
  DisassociateIpGroupsResult: DisassociateIpGroupsResult;
  DisassociateWorkspaceApplicationRequest: DisassociateWorkspaceApplicationRequest;
  DisassociateWorkspaceApplicationResult: DisassociateWorkspaceApplicationResult;
  EndpointEncryptionMode: EndpointEncryptionMode;
  ErrorDetails: ErrorDetails;
  FailedCreateStandbyWorkspacesRequest: FailedCreateStandbyWorkspacesRequest;
  FailedCreateWorkspaceRequest: FailedCreateWorkspaceRequest;
  FailedWorkspaceChangeRequest: FailedWorkspaceChangeRequest;
  GetAccountLinkRequest: GetAccountLinkRequest;
  GetAccountLinkResult: GetAccountLinkResult;
  GlobalAcceleratorForDirectory: GlobalAcceleratorForDirectory;
  GlobalAcceleratorForWorkSpace: GlobalAcceleratorForWorkSpace;
  IDCConfig: IDCConfig;
  ImageAssociatedResourceType: ImageAssociatedResourceType;
  ImageComputeType: ImageComputeType;
  ImagePermission: ImagePermission;
  ImageResourceAssociation: ImageResourceAssociation;
  ImageSourceIdentifier: ImageSourceIdentifier;
  ImageType: ImageType;
  ImageValidationMode: ImageValidationMode;
  ImportClientBrandingRequest: ImportClientBrandingRequest;
  ImportClientBrandingResult: ImportClientBrandingResult;
  ImportCustomWorkspaceImageRequest: ImportCustomWorkspaceImageRequest;
  ImportCustomWorkspaceImageResult: ImportCustomWorkspaceImageResult;
  ImportWorkspaceImageRequest: ImportWorkspaceImageRequest;
  ImportWorkspaceImageResult: ImportWorkspaceImageResult;
  InternetFallbackProtocol: InternetFallbackProtocol;
  IosClientBrandingAttributes: IosClientBrandingAttributes;
  IosImportClientBrandingAttributes: IosImportClientBrandingAttributes;
  IpRuleItem: IpRuleItem;
  ListAccountLinksRequest: ListAccountLinksRequest;
  ListAccountLinksResult: ListAccountLinksResult;
  ListAvailableManagementCidrRangesRequest: ListAvailableManagementCidrRangesRequest;
  ListAvailableManagementCidrRangesResult: ListAvailableManagementCidrRangesResult;
  LogUploadEnum: LogUploadEnum;
  MicrosoftEntraConfig: MicrosoftEntraConfig;
  MigrateWorkspaceRequest: MigrateWorkspaceRequest;
  MigrateWorkspaceResult: MigrateWorkspaceResult;
  ModificationResourceEnum: ModificationResourceEnum;
  ModificationState: ModificationState;
  ModificationStateEnum: ModificationStateEnum;
  ModifyAccountRequest: ModifyAccountRequest;
  ModifyAccountResult: ModifyAccountResult;
  ModifyCertificateBasedAuthPropertiesRequest: ModifyCertificateBasedAuthPropertiesRequest;
  ModifyCertificateBasedAuthPropertiesResult: ModifyCertificateBasedAuthPropertiesResult;
  ModifyClientPropertiesRequest: ModifyClientPropertiesRequest;
  ModifyClientPropertiesResult: ModifyClientPropertiesResult;
  ModifyEndpointEncryptionModeRequest: ModifyEndpointEncryptionModeRequest;
  ModifyEndpointEncryptionModeResponse: ModifyEndpointEncryptionModeResponse;
  ModifySamlPropertiesRequest: ModifySamlPropertiesRequest;
  ModifySamlPropertiesResult: ModifySamlPropertiesResult;
  ModifySelfservicePermissionsRequest: ModifySelfservicePermissionsRequest;
  ModifySelfservicePermissionsResult: ModifySelfservicePermissionsResult;
  ModifyStreamingPropertiesRequest: ModifyStreamingPropertiesRequest;
  ModifyStreamingPropertiesResult: ModifyStreamingPropertiesResult;
  ModifyWorkspaceAccessPropertiesRequest: ModifyWorkspaceAccessPropertiesRequest;
  ModifyWorkspaceAccessPropertiesResult: ModifyWorkspaceAccessPropertiesResult;
  ModifyWorkspaceCreationPropertiesRequest: ModifyWorkspaceCreationPropertiesRequest;
  ModifyWorkspaceCreationPropertiesResult: ModifyWorkspaceCreationPropertiesResult;
  ModifyWorkspacePropertiesRequest: ModifyWorkspacePropertiesRequest;
  ModifyWorkspacePropertiesResult: ModifyWorkspacePropertiesResult;
  ModifyWorkspaceStateRequest: ModifyWorkspaceStateRequest;
  ModifyWorkspaceStateResult: ModifyWorkspaceStateResult;
  NetworkAccessConfiguration: NetworkAccessConfiguration;
  OSVersion: OSVersion;
  OperatingSystem: OperatingSystem;
  OperatingSystemName: OperatingSystemName;
  OperatingSystemType: OperatingSystemType;
  PendingCreateStandbyWorkspacesRequest: PendingCreateStandbyWorkspacesRequest;
  Platform: Platform;
  PoolsRunningMode: PoolsRunningMode;
  Protocol: Protocol;
  RebootRequest: RebootRequest;
  RebootWorkspacesRequest: RebootWorkspacesRequest;
  RebootWorkspacesResult: RebootWorkspacesResult;
  RebuildRequest: RebuildRequest;
  RebuildWorkspacesRequest: RebuildWorkspacesRequest;
  RebuildWorkspacesResult: RebuildWorkspacesResult;
  ReconnectEnum: ReconnectEnum;
  RegisterWorkspaceDirectoryRequest: RegisterWorkspaceDirectoryRequest;
  RegisterWorkspaceDirectoryResult: RegisterWorkspaceDirectoryResult;
  RejectAccountLinkInvitationRequest: RejectAccountLinkInvitationRequest;
  RejectAccountLinkInvitationResult: RejectAccountLinkInvitationResult;
  RelatedWorkspaceProperties: RelatedWorkspaceProperties;
  RestoreWorkspaceRequest: RestoreWorkspaceRequest;
  RestoreWorkspaceResult: RestoreWorkspaceResult;
  RevokeIpRulesRequest: RevokeIpRulesRequest;
  RevokeIpRulesResult: RevokeIpRulesResult;
  RootStorage: RootStorage;
  RunningMode: RunningMode;
  SamlProperties: SamlProperties;
  SamlStatusEnum: SamlStatusEnum;
  SelfservicePermissions: SelfservicePermissions;
  SessionConnectionState: SessionConnectionState;
  Snapshot: Snapshot;
  StandbyWorkspace: StandbyWorkspace;
  StandbyWorkspaceRelationshipType: StandbyWorkspaceRelationshipType;
  StandbyWorkspacesProperties: StandbyWorkspacesProperties;
  StartRequest: StartRequest;
  StartWorkspacesPoolRequest: StartWorkspacesPoolRequest;
  StartWorkspacesPoolResult: StartWorkspacesPoolResult;
  StartWorkspacesRequest: StartWorkspacesRequest;
  StartWorkspacesResult: StartWorkspacesResult;
  StopRequest: StopRequest;
  StopWorkspacesPoolRequest: StopWorkspacesPoolRequest;
  StopWorkspacesPoolResult: StopWorkspacesPoolResult;
  StopWorkspacesRequest: StopWorkspacesRequest;
  StopWorkspacesResult: StopWorkspacesResult;
  StorageConnector: StorageConnector;
  StorageConnectorStatusEnum: StorageConnectorStatusEnum;
  StorageConnectorTypeEnum: StorageConnectorTypeEnum;
  StreamingExperiencePreferredProtocolEnum: StreamingExperiencePreferredProtocolEnum;
  StreamingProperties: StreamingProperties;
  Tag: Tag;
  TargetWorkspaceState: TargetWorkspaceState;
  Tenancy: Tenancy;
  TerminateRequest: TerminateRequest;
  TerminateWorkspacesPoolRequest: TerminateWorkspacesPoolRequest;
  TerminateWorkspacesPoolResult: TerminateWorkspacesPoolResult;
  TerminateWorkspacesPoolSessionRequest: TerminateWorkspacesPoolSessionRequest;
  TerminateWorkspacesPoolSessionResult: TerminateWorkspacesPoolSessionResult;
  TerminateWorkspacesRequest: TerminateWorkspacesRequest;
  TerminateWorkspacesResult: TerminateWorkspacesResult;
  TimeoutSettings: TimeoutSettings;
  UpdateConnectClientAddInRequest: UpdateConnectClientAddInRequest;
  UpdateConnectClientAddInResult: UpdateConnectClientAddInResult;
  UpdateConnectionAliasPermissionRequest: UpdateConnectionAliasPermissionRequest;
  UpdateConnectionAliasPermissionResult: UpdateConnectionAliasPermissionResult;
  UpdateResult: UpdateResult;
  UpdateRulesOfIpGroupRequest: UpdateRulesOfIpGroupRequest;
  UpdateRulesOfIpGroupResult: UpdateRulesOfIpGroupResult;
  UpdateWorkspaceBundleRequest: UpdateWorkspaceBundleRequest;
  UpdateWorkspaceBundleResult: UpdateWorkspaceBundleResult;
  UpdateWorkspaceImagePermissionRequest: UpdateWorkspaceImagePermissionRequest;
  UpdateWorkspaceImagePermissionResult: UpdateWorkspaceImagePermissionResult;
  UpdateWorkspacesPoolRequest: UpdateWorkspacesPoolRequest;
  UpdateWorkspacesPoolResult: UpdateWorkspacesPoolResult;
  UserIdentityType: UserIdentityType;
  UserSetting: UserSetting;
  UserSettingActionEnum: UserSettingActionEnum;
  UserSettingPermissionEnum: UserSettingPermissionEnum;
  UserStorage: UserStorage;
  WorkSpaceApplication: WorkSpaceApplication;
  WorkSpaceApplicationDeployment: WorkSpaceApplicationDeployment;
  WorkSpaceApplicationLicenseType: WorkSpaceApplicationLicenseType;
  WorkSpaceApplicationState: WorkSpaceApplicationState;
  WorkSpaceAssociatedResourceType: WorkSpaceAssociatedResourceType;
  Workspace: Workspace;
  WorkspaceAccessProperties: WorkspaceAccessProperties;
  WorkspaceBundle: WorkspaceBundle;
  WorkspaceBundleState: WorkspaceBundleState;
  WorkspaceConnectionStatus: WorkspaceConnectionStatus;
  WorkspaceCreationProperties: WorkspaceCreationProperties;
  WorkspaceDirectory: WorkspaceDirectory;
  WorkspaceDirectoryState: WorkspaceDirectoryState;
  WorkspaceDirectoryType: WorkspaceDirectoryType;
  WorkspaceImage: WorkspaceImage;
  WorkspaceImageErrorDetailCode: WorkspaceImageErrorDetailCode;
  WorkspaceImageIngestionProcess: WorkspaceImageIngestionProcess;
  WorkspaceImageRequiredTenancy: WorkspaceImageRequiredTenancy;
  WorkspaceImageState: WorkspaceImageState;
  WorkspaceOSUserMode: WorkspaceOSUserMode;
  WorkspaceProperties: WorkspaceProperties;
  WorkspaceRequest: WorkspaceRequest;
  WorkspaceResourceAssociation: WorkspaceResourceAssociation;
  WorkspaceState: WorkspaceState;
  WorkspaceType: WorkspaceType;
  WorkspacesIpGroup: WorkspacesIpGroup;
  WorkspacesPool: WorkspacesPool;
  WorkspacesPoolError: WorkspacesPoolError;
  WorkspacesPoolErrorCode: WorkspacesPoolErrorCode;
  WorkspacesPoolSession: WorkspacesPoolSession;
  WorkspacesPoolState: WorkspacesPoolState;
};

export type OperationName = keyof Inputs;

