import * as z from 'zod';
import type { SelfservicePermissions } from '../../service-model/generated/workspaces.ts';
import { model } from '../model.ts';

/** What a directory is registered with, and what its Modify… calls set. It ends with the registration. */
export const registrationSchema = z.object({
  tenancy: model.schemaOf('Tenancy'),
  userIdentityType: model.schemaOf('UserIdentityType'),
  creationProperties: model.schemaOf('DefaultWorkspaceCreationProperties'),
  accessProperties: model.schemaOf('WorkspaceAccessProperties'),
  selfservicePermissions: model.schemaOf('SelfservicePermissions'),
  samlProperties: model.schemaOf('SamlProperties'),
  certificateBasedAuthProperties: model.schemaOf('CertificateBasedAuthProperties'),
  streamingProperties: model.schemaOf('StreamingProperties').optional(),
  endpointEncryptionMode: model.schemaOf('EndpointEncryptionMode'),
  workspaceDirectoryName: z.string().optional(),
  workspaceDirectoryDescription: z.string().optional(),
  workspaceOsUserMode: model.schemaOf('WorkspaceOSUserMode').optional(),
  microsoftEntraConfig: model.schemaOf('MicrosoftEntraConfig').optional(),
  idcConfig: model.schemaOf('IDCConfig').optional(),
});
export type Registration = z.output<typeof registrationSchema>;

/** Users can always restart their desktop; the rest of the self-service is off unless it is asked for (moto; Terraform provider, acceptance tests). */
export function selfservice(enabled: boolean): SelfservicePermissions {
  const rest = enabled ? 'ENABLED' : 'DISABLED';
  return {
    RestartWorkspace: 'ENABLED',
    IncreaseVolumeSize: rest,
    ChangeComputeType: rest,
    SwitchRunningMode: rest,
    RebuildWorkspace: rest,
    // The defaults of the service model, whatever is asked for.
    NestedVirtualization: 'DISABLED',
    EnableEndUserAdvisor: 'ENABLED',
  };
}

/**
 * As AWS registers a directory when nothing else is said: what the Terraform provider's acceptance tests find on AWS.
 * They find Windows and zero clients allowed; moto denies them for AD Connector, which nothing else tells.
 * The Thin Client's default is a choice.
 */
export const newRegistration = (enableSelfService = false): Registration => ({
  tenancy: 'SHARED',
  userIdentityType: 'AWS_DIRECTORY_SERVICE',
  creationProperties: {
    EnableInternetAccess: false,
    UserEnabledAsLocalAdministrator: true,
    EnableMaintenanceMode: true,
  },
  accessProperties: {
    DeviceTypeWindows: 'ALLOW',
    DeviceTypeOsx: 'ALLOW',
    DeviceTypeWeb: 'DENY',
    DeviceTypeIos: 'ALLOW',
    DeviceTypeAndroid: 'ALLOW',
    DeviceTypeChromeOs: 'ALLOW',
    DeviceTypeZeroClient: 'ALLOW',
    DeviceTypeLinux: 'DENY',
    DeviceTypeWorkSpacesThinClient: 'DENY',
  },
  selfservicePermissions: selfservice(enableSelfService),
  samlProperties: { Status: 'DISABLED', RelayStateParameterName: 'RelayState' },
  certificateBasedAuthProperties: { Status: 'DISABLED' },
  endpointEncryptionMode: 'STANDARD_TLS',
});
