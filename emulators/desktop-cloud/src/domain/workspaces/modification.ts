import { refusedProtocols } from './protocols.ts';
import type { DesktopState, Refusal, RunningMode } from './states.ts';
import { refusedSizes } from './volumes.ts';

/** What `ModificationStates` name (service model, ModificationResourceEnum). */
export const resources = [
  'ROOT_VOLUME',
  'USER_VOLUME',
  'COMPUTE_TYPE',
  'PROTOCOL',
  'NESTED_VIRTUALIZATION',
] as const;
export type Resource = (typeof resources)[number];

/** What can not be done again for a while (AG, modify a WorkSpace). */
export const waits = ['GROW', 'ENLARGE', 'SHRINK'] as const;
export type Wait = (typeof waits)[number];

/** `WorkspaceProperties` of the service model, as far as they are told apart here. Sizes in GiB. */
type Properties = {
  RunningMode: RunningMode;
  RootVolumeSizeGib: number;
  UserVolumeSizeGib: number;
  ComputeTypeName: string;
  Protocols: readonly string[];
  OperatingSystemName: string;
  NestedVirtualizationEnabled: boolean;
};
/** What a call asks for. */
export type Asked = { [Name in keyof Properties]?: Properties[Name] | undefined } & {
  RunningModeAutoStopTimeoutInMinutes?: number | undefined;
  GlobalAccelerator?: object | undefined;
};

/** What of a desktop decides which changes AWS takes. */
export type Modifiable = {
  state: DesktopState;
  properties: Properties;
  bundle: { bundleId: string; protocols: readonly string[] };
  /** A change is under way. */
  isBusy: boolean;
  /** It was made less than six hours ago. */
  isNew: boolean;
  waits: readonly Wait[];
};

/**
 * A change that AWS takes: the members of what was asked for that differ from what is. `resource` is told of while it
 * is under way; without one it is done in a moment.
 */
export type Plan = { members: readonly (keyof Asked)[]; resource?: Resource; wait?: Wait };

const heavy = [
  ['RootVolumeSizeGib', 'ROOT_VOLUME'],
  ['UserVolumeSizeGib', 'USER_VOLUME'],
  ['ComputeTypeName', 'COMPUTE_TYPE'],
  ['Protocols', 'PROTOCOL'],
  ['NestedVirtualizationEnabled', 'NESTED_VIRTUALIZATION'],
] as const;

/** Done at once. */
const lightMembers = ['RunningMode', 'RunningModeAutoStopTimeoutInMinutes', 'GlobalAccelerator'] as const;

/** From small to large; GPU types can only be changed within their own family (AG, modify a WorkSpace). */
const families: readonly (readonly string[])[] = [
  [
    'VALUE',
    'STANDARD',
    'PERFORMANCE',
    'POWER',
    'POWERPRO',
    'GENERALPURPOSE_4XLARGE',
    'GENERALPURPOSE_8XLARGE',
  ],
  ['GRAPHICS_G4DN', 'GRAPHICSPRO_G4DN'],
];

/** Running modes can be switched "at any time" (AG, running mode): choice, while there is a desktop. */
const noDesktop: ReadonlySet<DesktopState> = new Set(['PENDING', 'TERMINATING', 'TERMINATED', 'SUSPENDED']);
/** "It must have a status of AVAILABLE or STOPPED" (AG, modify a WorkSpace). */
const atRest: ReadonlySet<DesktopState> = new Set(['AVAILABLE', 'STOPPED']);

/**
 * What AWS does of a ModifyWorkspaceProperties. The errors are those that the service model lists for it; which one
 * stands for what is a choice wherever its text does not say so.
 */
export function planOf(asked: Asked, desktop: Modifiable): Plan | Refusal {
  const differs = heavy.filter(
    ([member]) => asked[member] !== undefined && !isSame(asked[member], desktop.properties[member]),
  );
  if (
    asked.OperatingSystemName !== undefined &&
    asked.OperatingSystemName !== desktop.properties.OperatingSystemName
  ) {
    return invalid('OperatingSystemName can not be modified.');
  }
  // AG: not volumes and compute type at once, nor both volumes. Choice: the same holds for the other lasting changes.
  if (differs.length > 1) {
    return invalid(
      `Only one of these properties can be modified at a time: ${differs.map(([member]) => member).join(', ')}.`,
    );
  }
  const [[, resource] = []] = differs;
  const states = resource === undefined ? !noDesktop.has(desktop.state) : atRest.has(desktop.state);
  if (!states) {
    return {
      code: 'InvalidResourceStateException',
      message: `The WorkSpace is in the state ${desktop.state}, in which it can not be modified.`,
    };
  }
  if (desktop.isBusy) {
    return {
      code: 'OperationInProgressException',
      message:
        'The properties of this WorkSpace are currently under modification. Please try again in a moment.',
    };
  }
  const refused = refusedRunningMode(asked, desktop.properties.RunningMode);
  if (refused !== undefined) return refused;
  const light = lightMembers.filter((member) => asked[member] !== undefined);
  if (resource === undefined) return { members: light };
  const lasting = lastingChange(resource, asked, desktop);
  if ('code' in lasting) return lasting;
  return { ...lasting, members: [...light, ...differs.map(([member]) => member)], resource };
}

type Lasting = { wait?: Wait };

function lastingChange(resource: Resource, asked: Asked, desktop: Modifiable): Lasting | Refusal {
  switch (resource) {
    case 'ROOT_VOLUME':
    case 'USER_VOLUME':
      return volumeChange(asked, desktop);
    case 'COMPUTE_TYPE':
      return computeChange(asked.ComputeTypeName ?? desktop.properties.ComputeTypeName, desktop);
    case 'PROTOCOL': {
      const { ComputeTypeName } = desktop.properties;
      const refused = refusedProtocols(asked.Protocols ?? [], desktop.bundle, ComputeTypeName, false);
      return refused === undefined ? {} : unsupported(refused);
    }
    case 'NESTED_VIRTUALIZATION':
      return {};
  }
}

function volumeChange(asked: Asked, { properties, waits: waiting }: Modifiable): Lasting | Refusal {
  const { RootVolumeSizeGib: root, UserVolumeSizeGib: user } = properties;
  const { RootVolumeSizeGib = root, UserVolumeSizeGib = user } = asked;
  if (RootVolumeSizeGib < root || UserVolumeSizeGib < user) {
    return invalid('The size of a volume can not be decreased.');
  }
  const refused = refusedSizes(RootVolumeSizeGib, UserVolumeSizeGib, properties.ComputeTypeName);
  if (refused !== undefined) return invalid(refused);
  if (waiting.includes('GROW')) return tooSoon('The volumes can be expanded once in 6 hours.');
  return { wait: 'GROW' };
}

function computeChange(wanted: string, { properties, waits: waiting, isNew }: Modifiable): Lasting | Refusal {
  const { ComputeTypeName: current, RootVolumeSizeGib: root, UserVolumeSizeGib: user } = properties;
  const family = families.find((one) => one.includes(wanted) && one.includes(current));
  if (family === undefined) {
    return unsupported(`A WorkSpace can not be changed from ${current} to ${wanted}.`);
  }
  // Only these need more than any other of their family: what another has, whatever its bundle, is not asked again.
  const refused = wanted.startsWith('GENERALPURPOSE') ? refusedSizes(root, user, wanted) : undefined;
  if (refused !== undefined) return invalid(refused);
  const isLarger = family.indexOf(wanted) > family.indexOf(current);
  if (isLarger && (isNew || waiting.includes('ENLARGE'))) {
    return tooSoon('A larger compute type can be requested once in 6 hours, and 6 hours after the launch.');
  }
  if (!isLarger && waiting.includes('SHRINK')) {
    return tooSoon('A smaller compute type can be requested once in 30 days.');
  }
  return { wait: isLarger ? 'ENLARGE' : 'SHRINK' };
}

function refusedRunningMode(
  { RunningMode, RunningModeAutoStopTimeoutInMinutes: minutes }: Asked,
  current: RunningMode,
): Refusal | undefined {
  if (minutes === undefined) return undefined;
  const mode = RunningMode ?? current;
  if (mode !== 'AUTO_STOP') {
    return invalid(
      `RunningModeAutoStopTimeoutInMinutes is not applicable for WorkSpace with running mode set to ${mode}.`,
    );
  }
  // "Configured in 60-minute intervals" (service model).
  if (minutes > 0 && minutes % 60 === 0) return undefined;
  return invalid('RunningModeAutoStopTimeoutInMinutes must be a multiple of 60.');
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const invalid = (message: string): Refusal => ({ code: 'InvalidParameterValuesException', message });
const unsupported = (message: string): Refusal => ({
  code: 'UnsupportedWorkspaceConfigurationException',
  message,
});
/** Choice: no source names the error of a change that comes too early. */
const tooSoon = (message: string): Refusal => ({ code: 'InvalidResourceStateException', message });
