import { AwsFault } from '../../kernel.ts';
import { registered } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import type { Registration } from './registration.ts';

/** What is not named stays as it is: Terraform's provider leaves out what is to stay. */
export const modifyingDirectories: Handlers = {
  ModifySelfservicePermissions: (branch, { ResourceId, SelfservicePermissions }) =>
    change(branch, ResourceId, ({ selfservicePermissions }) => ({
      selfservicePermissions: merged(selfservicePermissions, SelfservicePermissions),
    })),

  ModifyWorkspaceCreationProperties(branch, { ResourceId, WorkspaceCreationProperties: wanted }) {
    refuseUnit(wanted.DefaultOu);
    return change(branch, ResourceId, ({ creationProperties }) => ({
      creationProperties: merged(creationProperties, wanted),
    }));
  },

  ModifyWorkspaceAccessProperties: (branch, { ResourceId, WorkspaceAccessProperties }) =>
    change(branch, ResourceId, ({ accessProperties }) => ({
      accessProperties: merged(accessProperties, WorkspaceAccessProperties),
    })),

  ModifySamlProperties: (branch, { ResourceId, SamlProperties = {}, PropertiesToDelete = [] }) =>
    change(branch, ResourceId, ({ samlProperties: old }) => {
      const kept = {
        Status: old.Status,
        ...(PropertiesToDelete.includes('SAML_PROPERTIES_USER_ACCESS_URL')
          ? {}
          : { UserAccessUrl: old.UserAccessUrl }),
        ...(PropertiesToDelete.includes('SAML_PROPERTIES_RELAY_STATE_PARAMETER_NAME')
          ? {}
          : { RelayStateParameterName: old.RelayStateParameterName }),
      };
      const samlProperties = merged(kept, SamlProperties);
      // Choice: without the address nobody could log in.
      if (samlProperties.Status !== 'DISABLED' && samlProperties.UserAccessUrl === undefined) {
        throw invalid('UserAccessUrl is required while SAML 2.0 authentication is enabled.');
      }
      return { samlProperties };
    }),

  /** "SAML needs to be enabled for directory before enabling certificate based authentication" (Terraform provider). */
  ModifyCertificateBasedAuthProperties: (
    branch,
    { ResourceId, CertificateBasedAuthProperties: wanted = {}, PropertiesToDelete = [] },
  ) =>
    change(branch, ResourceId, ({ samlProperties, certificateBasedAuthProperties: old }) => {
      const kept = PropertiesToDelete.length === 0 ? old : { Status: old.Status };
      const certificateBasedAuthProperties = merged(kept, wanted);
      if (certificateBasedAuthProperties.Status === 'ENABLED') {
        if (samlProperties.Status === 'DISABLED') {
          throw new AwsFault(
            'OperationNotSupportedException',
            'Enable SAML 2.0 authentication before certificate-based authentication.',
          );
        }
        if (certificateBasedAuthProperties.CertificateAuthorityArn === undefined) {
          throw invalid(
            'CertificateAuthorityArn is required while certificate-based authentication is enabled.',
          );
        }
      }
      return { certificateBasedAuthProperties };
    }),

  ModifyStreamingProperties: (branch, { ResourceId, StreamingProperties = {} }) =>
    change(branch, ResourceId, ({ streamingProperties = {} }) => ({
      streamingProperties: merged(streamingProperties, StreamingProperties),
    })),

  ModifyEndpointEncryptionMode: (branch, { DirectoryId, EndpointEncryptionMode }) =>
    change(branch, DirectoryId, () => ({ endpointEncryptionMode: EndpointEncryptionMode })),
};

/** Moto answers a ValidationException for a directory that nobody knows; the service model has ResourceNotFoundException. */
function change(
  branch: Branch,
  id: string,
  changed: (registration: Registration) => Partial<Registration>,
): Record<never, never> {
  const directory = registered(branch, id);
  const registration = { ...directory.registration, ...changed(directory.registration) };
  branch.directories.put(id, { ...directory, registration });
  return {};
}

/** Members that a client sends as null or leaves out change nothing. */
function merged<Members extends object>(old: Members, wanted: Partial<Members>): Members {
  const named = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return { ...old, ...Object.fromEntries(named) };
}

/** "It must be in the form OU=value,DC=value,DC=value", two or more DCs; that it exists is not looked at (service model). */
function refuseUnit(unit: string | undefined): void {
  if (unit === undefined || unit === '') return;
  if (!/^(?:OU=(?:[^,\\]|\\.)+,)+DC=[^,]+(?:,DC=[^,]+)+$/i.test(unit)) {
    throw invalid('DefaultOu must be in the form OU=value,DC=value,DC=value.');
  }
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);
