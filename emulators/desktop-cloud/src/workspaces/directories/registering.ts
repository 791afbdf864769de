import { characters } from '../../domain/workspaces/naming.ts';
import { AwsFault } from '../../kernel.ts';
import type { RegisterWorkspaceDirectoryRequest } from '../../service-model/generated/workspaces.ts';
import { newTags, unknown } from '../access/known.ts';
import type { Branch } from '../branch.ts';
import type { Handlers } from '../handlers.ts';
import { type Directory, ownSubnets } from './directory.ts';
import { freeNetwork } from './planting.ts';
import { newRegistration } from './registration.ts';
import { supportsDedicatedTenancy } from './tenancy.ts';

const minute = 60_000;

/** How long AWS takes, ms. Choices: no source gives a time; Terraform's provider waits up to 10 minutes for each. */
const takes = { registering: 2 * minute, deregistering: 2 * minute };

/** Registered directories in an account and Region (Administration Guide, quotas). */
const mostDirectories = 50;

export const registeringDirectories: Handlers = {
  RegisterWorkspaceDirectory(branch, asked) {
    if (asked.WorkspaceType === 'POOLS') {
      throw new AwsFault(
        'OperationNotSupportedException',
        'The desktop cloud has no WorkSpaces Pools: register the directory as PERSONAL.',
      );
    }
    const ofDirectoryService =
      (asked.UserIdentityType ?? 'AWS_DIRECTORY_SERVICE') === 'AWS_DIRECTORY_SERVICE';
    const directory = ofDirectoryService ? ofTheAccount(branch, asked) : ofIdentityProvider(branch, asked);
    const tags = newTags(asked.Tags);
    refuseTenancy(branch, asked);
    refuseOneTooMany(branch);
    forgetClients(branch, directory.directoryId);
    branch.directories.put(directory.directoryId, {
      ...directory,
      state: 'REGISTERING',
      subnetIds: subnetsFor(directory, asked.SubnetIds ?? []),
      ipGroupIds: [],
      registration: registrationFor(asked),
      failure: branch.world.faultOfItem('endsInError', 'RegisterWorkspaceDirectory', {
        directoryId: directory.directoryId,
      })?.message,
      tags,
    });
    book(branch, directory.directoryId, takes.registering, 'directoryWasRegistered');
    return { DirectoryId: directory.directoryId, State: 'REGISTERING' };
  },

  /** The service model names OperationNotSupportedException for a directory that has WorkSpaces. */
  DeregisterWorkspaceDirectory(branch, { DirectoryId: id }) {
    const directory = branch.directories.get(id);
    if (directory === undefined || directory.state === 'DEREGISTERED') throw unknown(id, 'directory');
    if (directory.state.endsWith('ING')) throw underWay(directory);
    if (branch.fleet.inDirectory(id).size > 0) {
      throw new AwsFault(
        'OperationNotSupportedException',
        'WorkSpaces are registered to this directory. Remove them before you deregister the directory.',
      );
    }
    branch.directories.put(id, { ...directory, state: 'DEREGISTERING' });
    book(branch, id, takes.deregistering, 'directoryWasDeregistered');
    return {};
  },
};

/** What the clients of an earlier registration showed and did. */
function forgetClients({ clientProperties, branding, addIns }: Branch, id: string): void {
  clientProperties.delete(id);
  for (const key of branding.keys()) if (key.startsWith(`${id} `)) branding.delete(key);
  for (const { addInId, directoryId } of addIns.values()) if (directoryId === id) addIns.delete(addInId);
}

function book({ agenda }: Branch, id: string, ms: number, step: string): void {
  agenda.book(`${id}/registration`, ms, step, id);
}

/** A directory of AWS Directory Service. */
function ofTheAccount(
  { directories }: Branch,
  { DirectoryId: id }: RegisterWorkspaceDirectoryRequest,
): Directory {
  // As AWS says it (Terraform provider, issue 46088): the model takes a request without one.
  if (id === undefined) {
    throw new AwsFault('ValidationException', 'The following arguments are required - DirectoryId.');
  }
  const directory = directories.get(id);
  if (directory === undefined) throw unknown(id, 'directory');
  switch (directory.state) {
    case 'DEREGISTERED':
      return directory;
    case 'DEREGISTERING':
      throw underWay(directory);
    case 'REGISTERED':
    case 'REGISTERING':
    // What failed has to be deregistered first (choice).
    case 'ERROR':
      throw new AwsFault('ResourceAlreadyExistsException', `The directory ${id} is already registered.`);
  }
}

/**
 * A directory that WorkSpaces makes for the users of an identity provider. Which members it demands is a choice, after
 * what the console asks for.
 */
function ofIdentityProvider(
  { directories, world }: Branch,
  asked: RegisterWorkspaceDirectoryRequest,
): Directory {
  const { UserIdentityType: type, WorkspaceDirectoryName: name, WorkspaceDirectoryDescription: text } = asked;
  if (asked.DirectoryId !== undefined) {
    throw invalid(`DirectoryId can not be specified with the user identity type ${type}.`);
  }
  if (name === undefined || text === undefined) {
    throw invalid('WorkspaceDirectoryName and WorkspaceDirectoryDescription are required.');
  }
  if (asked.SubnetIds === undefined || asked.SubnetIds.length === 0) throw invalid('SubnetIds are required.');
  const isIdentityCenter = type === 'AWS_IAM_IDENTITY_CENTER';
  if (isIdentityCenter && asked.IdcInstanceArn === undefined) throw invalid('IdcInstanceArn is required.');
  if (directories.values().some(({ registration }) => registration.workspaceDirectoryName === name)) {
    throw new AwsFault('ResourceAlreadyExistsException', `There is a directory with the name ${name}.`);
  }
  const directoryId = `wsd-${characters(9, world.random)}`;
  return {
    directoryId,
    alias: directoryId,
    directoryName: name,
    directoryType: isIdentityCenter ? 'AWS_IAM_IDENTITY_CENTER' : 'CUSTOMER_MANAGED',
    state: 'DEREGISTERED',
    network: freeNetwork(directories.values().map(({ network }) => network)),
    subnetIds: [],
    ipGroupIds: [],
    registration: newRegistration(),
    tags: [],
  };
}

/** A directory's own subnets, unless two others are named. */
function subnetsFor({ network }: Directory, asked: readonly string[]): string[] {
  if (asked.length === 0) return ownSubnets(network);
  if (asked.length !== 2) throw invalid('Two subnets must be specified.');
  // What the service model names for subnets that are not in separate Availability Zones.
  if (asked[0] === asked[1]) {
    throw new AwsFault(
      'OperationNotSupportedException',
      'The subnets must be in separate Availability Zones.',
    );
  }
  return [...asked];
}

function registrationFor(asked: RegisterWorkspaceDirectoryRequest) {
  return {
    ...newRegistration(asked.EnableSelfService),
    tenancy: asked.Tenancy ?? 'SHARED',
    userIdentityType: asked.UserIdentityType ?? 'AWS_DIRECTORY_SERVICE',
    workspaceDirectoryName: asked.WorkspaceDirectoryName,
    workspaceDirectoryDescription: asked.WorkspaceDirectoryDescription,
    workspaceOsUserMode: asked.WorkspaceOsUserMode,
    microsoftEntraConfig: asked.MicrosoftEntraConfig,
    idcConfig: asked.IdcInstanceArn === undefined ? undefined : { InstanceArn: asked.IdcInstanceArn },
  };
}

/** The service model names the error for an account that brings no licenses. */
function refuseTenancy(branch: Branch, { Tenancy }: RegisterWorkspaceDirectoryRequest): void {
  if (Tenancy === 'DEDICATED' && !supportsDedicatedTenancy(branch)) {
    throw invalid('The account is not enabled for dedicated tenancy.');
  }
}

function refuseOneTooMany({ directories }: Branch): void {
  const registered = directories.values().filter(({ state }) => state !== 'DEREGISTERED');
  if (registered.length >= mostDirectories) {
    throw new AwsFault(
      'ResourceLimitExceededException',
      `You can register at most ${mostDirectories} directories. Deregister directories that you are not using.`,
    );
  }
}

const invalid = (message: string): AwsFault => new AwsFault('InvalidParameterValuesException', message);

/** Terraform's provider asks again for two minutes when it meets this. */
const underWay = ({ directoryId, state }: Directory): AwsFault =>
  new AwsFault('InvalidResourceStateException', `The directory ${directoryId} is ${state}. Try again later.`);
