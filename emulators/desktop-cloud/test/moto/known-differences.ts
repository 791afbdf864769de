/** Where moto differs from the desktop cloud on the same calls: `… : moto | desktop cloud`, by reason. */
type Known = { because: string; source: string; differences: readonly string[] };

export const knownDifferences: readonly Known[] = [
  {
    because: 'moto knows no time: what it makes stands at once.',
    source:
      'Administration Guide (a WorkSpace takes up to 20 minutes); service model workspaces 2015-04-08, the state PENDING of WorkSpaces and images',
    differences: [
      'CreateWorkspaceImage State: "AVAILABLE" | "PENDING"',
      'CreateWorkspaces PendingRequests[].State: "AVAILABLE" | "PENDING"',
    ],
  },
  {
    because:
      'moto tells the properties that were asked for; AWS tells those that the WorkSpace has, with what its bundle says.',
    source:
      'a public capture of DescribeWorkspaces; Terraform provider, acceptance tests of aws_workspaces_workspace, which read sizes that nobody gave',
    differences: [
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.ComputeTypeName: absent | "VALUE"',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.GlobalAccelerator.Mode: absent | "INHERITED"',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.GlobalAccelerator.PreferredProtocol: absent | "INHERITED"',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.NestedVirtualizationEnabled: absent | false',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.OperatingSystemName: absent | "WINDOWS_SERVER_2016"',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.Protocols[] each: absent | "PCOIP"',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.Protocols[]: absent | 1 of them',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.RootVolumeSizeGib: absent | 80',
      'CreateWorkspaces PendingRequests[].WorkspaceProperties.UserVolumeSizeGib: absent | 10',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.ComputeTypeName: absent | "VALUE"',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.GlobalAccelerator.Mode: absent | "INHERITED"',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.GlobalAccelerator.PreferredProtocol: absent | "INHERITED"',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.NestedVirtualizationEnabled: absent | false',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.OperatingSystemName: absent | "WINDOWS_SERVER_2016"',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.Protocols[] each: absent | "PCOIP"',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.Protocols[]: absent | 1 of them',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.RootVolumeSizeGib: absent | 80',
      'DescribeWorkspaces Workspaces[].WorkspaceProperties.UserVolumeSizeGib: absent | 10',
    ],
  },
  {
    because: 'moto puts the running mode that it assumes into the request that it gives back.',
    source:
      'service model workspaces 2015-04-08: FailedCreateWorkspaceRequest.WorkspaceRequest is the request',
    differences: [
      'CreateWorkspaces FailedRequests[].WorkspaceRequest.WorkspaceProperties.RunningMode: "ALWAYS_ON" | absent',
    ],
  },
  {
    because: 'moto forgets the sentence for one of its codes.',
    source: 'service model workspaces 2015-04-08: FailedCreateWorkspaceRequest.ErrorMessage',
    differences: ['CreateWorkspaces FailedRequests[].ErrorMessage: absent | "<ErrorMessage>"'],
  },
  {
    because:
      'moto makes a second WorkSpace for a user who has one in the directory. Its own test for DescribeWorkspaces rests on that.',
    source: 'ResourceExists.WorkSpace: Terraform provider, issue 14517',
    differences: [
      'CreateWorkspaces FailedRequests[]: 0 of them | 1 of them',
      'CreateWorkspaces PendingRequests[]: 1 of them | 0 of them',
    ],
  },
  {
    because:
      'moto takes volumes of any size. Its own test for CreateWorkspaces asks for a root volume of 10 GB.',
    source: 'Administration Guide, modify a WorkSpace; AWS’s own words in Terraform provider, issue 39553',
    differences: ['what_only_moto_makes, CreateWorkspaces: answered | 400 InvalidParameterValuesException'],
  },
  {
    because: 'moto’s desktops have no network and no name.',
    source: 'service model workspaces 2015-04-08: IpAddress, SubnetId and ComputerName of a WorkSpace',
    differences: [
      'DescribeWorkspaces Workspaces[].ComputerName: absent | "<ComputerName>"',
      'DescribeWorkspaces Workspaces[].IpAddress: absent | "<address>"',
      'DescribeWorkspaces Workspaces[].SubnetId: absent | "<subnet>"',
    ],
  },
  {
    because: 'moto leaves out lists that are empty. AWS answers them.',
    source:
      'a public capture of DescribeWorkspaces (ModificationStates); Terraform provider, acceptance tests (ip_group_ids)',
    differences: [
      'DescribeWorkspaceDirectories Directories[].ipGroupIds[]: absent | 0 of them',
      'DescribeWorkspaces Workspaces[].ModificationStates[]: absent | 0 of them',
    ],
  },
  {
    because: 'moto has no pages.',
    source: 'service model workspaces 2015-04-08: Limit and NextToken of DescribeWorkspaces',
    differences: [
      'DescribeWorkspaces NextToken: absent | "<NextToken>"',
      'DescribeWorkspaces Workspaces[]: 2 of them | 1 of them',
    ],
  },
  {
    because: 'moto’s model is older: it does not know these members.',
    source: 'service model workspaces 2015-04-08',
    differences: [
      'DescribeWorkspaceDirectories Directories[].EndpointEncryptionMode: absent | "STANDARD_TLS"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.EnableEndUserAdvisor: absent | "ENABLED"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.NestedVirtualization: absent | "DISABLED"',
      'DescribeWorkspaceDirectories Directories[].UserIdentityType: absent | "AWS_DIRECTORY_SERVICE"',
      'DescribeWorkspaceDirectories Directories[].WorkspaceAccessProperties.DeviceTypeWorkSpacesThinClient: absent | "DENY"',
      'DescribeWorkspaceDirectories Directories[].WorkspaceType: absent | "PERSONAL"',
      'RegisterWorkspaceDirectory DirectoryId: absent | "<DirectoryId>"',
      'RegisterWorkspaceDirectory State: absent | "REGISTERING"',
    ],
  },
  {
    because:
      'moto replaces all of the properties by those that were given. AWS changes those that were given and keeps the others.',
    source: 'Terraform provider: it sends only what is set, and its acceptance tests find the rest as it was',
    differences: [
      'DescribeClientProperties ClientPropertiesList[].ClientProperties.LogUploadEnabled: absent | "DISABLED"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.ChangeComputeType: absent | "ENABLED"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.IncreaseVolumeSize: absent | "ENABLED"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.RestartWorkspace: absent | "ENABLED"',
      'DescribeWorkspaceDirectories Directories[].SelfservicePermissions.SwitchRunningMode: absent | "ENABLED"',
      'DescribeWorkspaceDirectories Directories[].WorkspaceCreationProperties.EnableInternetAccess: absent | false',
      'DescribeWorkspaceDirectories Directories[].WorkspaceCreationProperties.EnableMaintenanceMode: absent | true',
      'DescribeWorkspaceDirectories Directories[].WorkspaceCreationProperties.UserEnabledAsLocalAdministrator: absent | true',
    ],
  },
  {
    because: 'moto tells empty texts for what is not set.',
    source: 'service model workspaces 2015-04-08: patterns and minimum lengths that an empty text breaks',
    differences: [
      'DescribeWorkspaceDirectories Directories[].SamlProperties.UserAccessUrl: "" | absent',
      'DescribeWorkspaceDirectories Directories[].WorkspaceCreationProperties.CustomSecurityGroupId: "" | absent',
      'DescribeWorkspaceDirectories Directories[].WorkspaceCreationProperties.DefaultOu: "" | absent',
      'DescribeWorkspaceImages Images[].ErrorCode: "" | absent',
      'DescribeWorkspaceImages Images[].ErrorDetails[]: 0 of them | absent',
      'DescribeWorkspaceImages Images[].ErrorMessage: "" | absent',
    ],
  },
  {
    because: 'moto’s images have no operating system.',
    source: 'service model workspaces 2015-04-08: OperatingSystem of an image',
    differences: [
      'CreateWorkspaceImage OperatingSystem.Type: absent | "WINDOWS"',
      'DescribeWorkspaceImages Images[].OperatingSystem.Type: absent | "WINDOWS"',
    ],
  },
  {
    because: 'moto keeps a second tag with the same key. AWS gives the key its new value.',
    source:
      'service model workspaces 2015-04-08: CreateTags; Terraform provider, acceptance tests, which change values so',
    differences: ['DescribeTags TagList[]: 3 of them | 2 of them'],
  },
  {
    because: 'moto answers 500 for what it does not know, as its own program ends with a KeyError.',
    source: 'service model workspaces 2015-04-08: ResourceNotFoundException is an error of each of them',
    differences: [
      'clients, ModifyClientProperties: 500 500 | 400 ResourceNotFoundException',
      'images, UpdateWorkspaceImagePermission: 500 500 | 400 ResourceNotFoundException',
      'modifying, ModifySelfservicePermissions: 500 500 | 400 ResourceNotFoundException',
      'registering, DeregisterWorkspaceDirectory: 500 500 | 400 ResourceNotFoundException',
      'tags, CreateTags: 500 500 | 400 ResourceNotFoundException',
      'tags, DescribeTags: 500 500 | 400 ResourceNotFoundException',
    ],
  },
  {
    because: 'moto shows an image that is not there as one that nobody may copy.',
    source:
      'service model workspaces 2015-04-08: ResourceNotFoundException is an error of DescribeWorkspaceImagePermissions',
    differences: ['images, DescribeWorkspaceImagePermissions: answered | 400 ResourceNotFoundException'],
  },
  {
    because: 'moto refuses a directory that it does not know with a code that the operation does not have.',
    source: 'service model workspaces 2015-04-08: ResourceNotFoundException is an error of both',
    differences: [
      'modifying, ModifyWorkspaceCreationProperties: 400 ValidationException | 400 ResourceNotFoundException',
      'registering, RegisterWorkspaceDirectory: 400 EntityDoesNotExistException | 400 ResourceNotFoundException',
    ],
  },
  {
    because:
      'moto makes a security group before it looks whether the directory is registered, and tells of that one.',
    source:
      'service model workspaces 2015-04-08: ResourceAlreadyExistsException is an error of RegisterWorkspaceDirectory',
    differences: [
      'registering, RegisterWorkspaceDirectory: 400 InvalidGroup.Duplicate | 400 ResourceAlreadyExistsException',
    ],
  },
  {
    because:
      'moto gives dedicated hardware to every account. AWS wants an account that brings its licenses. Its own test for EnableSelfService asks for both.',
    source: 'service model workspaces 2015-04-08: RegisterWorkspaceDirectory, Tenancy',
    differences: ['registering, RegisterWorkspaceDirectory: answered | 400 InvalidParameterValuesException'],
  },
  {
    because: 'moto’s code for a WorkSpace that is not there is an HTTP status.',
    source: 'the codes of the other FailedRequests; AWS documents none',
    differences: ['TerminateWorkspaces FailedRequests[].ErrorCode: "400" | "ResourceNotFound.Workspace"'],
  },
];
