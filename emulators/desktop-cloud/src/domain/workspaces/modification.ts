import type { WorkspaceProperties } from '../../service-model/generated/workspaces.ts';
import { refusedProtocols } from './protocols.ts';
import type { DesktopState, Refusal } from './states.ts';
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

/** What of a desktop decides which changes AWS takes. */
export type Modifiable = {
  state: DesktopState;
  properties: {
    [Name in Exclude<keyof WorkspaceProperties, 'RunningModeAutoStopTimeoutInMinutes'>]-?: NonNullable<
      WorkspaceProperties[Name]
    >;
  };
  bundle: { bundleId: string; protocols: readonly string[] };
  /** A change is under way. */
  isBusy: boolean;
  /** It was made less than six hours ago. */
  isNew: boolean;
  waits: readonly Wait[];
};

/** A change that AWS takes: `resource` is told of while it is under way, the others are done in a moment. */
export type Plan = { change: WorkspaceProperties; resource?: Resource; wait?: Wait };

const heavy = [
  ['RootVolumeSizeGib', 'ROOT_VOLUME'],
  ['UserVolumeSizeGib', 'USER_VOLUME'],
  ['ComputeTypeName', 'COMPUTE_TYPE'],
  ['Protocols', 'PROTOCOL'],
  ['NestedVirtualizationEnabled', 'NESTED_VIRTUALIZATION'],
] as const;

/** From small to large; GPU types can only be changed within their own family (AG, modify a WorkSpace). */
const families = [
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
] as const satisfies readonly (readonly NonNullable<WorkspaceProperties['ComputeTypeName']>[])[];

/** Running modes can be switched "at any time" (AG, running mode): choice, while there is a desktop. */
const noDesktop: ReadonlySet<DesktopState> = new Set(['PENDING', 'TERMINATING', 'TERMINATED', 'SUSPENDED']);
/** "It must have a status of AVAILABLE or STOPPED" (AG, modify a WorkSpace). */
const atRest: ReadonlySet<DesktopState> = new Set(['AVAILABLE', 'STOPPED']);

/**
 * What AWS does of a ModifyWorkspaceProperties. The errors are those that the service model lists for it; which one
 * stands for what is a choice wherever its text does not say so.
 */
export function planOf(asked: WorkspaceProperties, desktop: Modifiable): Plan | Refusal {
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
  const mode = runningModeOf(asked, desktop.properties.RunningMode);
  if ('code' in mode) return mode;
  const { GlobalAccelerator } = asked;
  const light = { ...mode, ...(GlobalAccelerator === undefined ? {} : { GlobalAccelerator }) };
  if (resource === undefined) return { change: light };
  const lasting = lastingChange(resource, asked, desktop);
  return 'code' in lasting ? lasting : { ...lasting, change: { ...light, ...lasting.change }, resource };
}

type Lasting = { change: WorkspaceProperties; wait?: Wait };

function lastingChange(
  resource: Resource,
  asked: WorkspaceProperties,
  desktop: Modifiable,
): Lasting | Refusal {
  switch (resource) {
    case 'ROOT_VOLUME':
    case 'USER_VOLUME':
      return volumeChange(asked, desktop);
    case 'COMPUTE_TYPE':
      return computeChange(asked.ComputeTypeName ?? desktop.properties.ComputeTypeName, desktop);
    case 'PROTOCOL': {
      const { Protocols = [] } = asked;
      const refused = refusedProtocols(Protocols, desktop.bundle, desktop.properties.ComputeTypeName, false);
      return refused === undefined ? { change: { Protocols } } : unsupported(refused);
    }
    case 'NESTED_VIRTUALIZATION': {
      const { NestedVirtualizationEnabled = false } = asked;
      return { change: { NestedVirtualizationEnabled } };
    }
  }
}

function volumeChange(
  asked: WorkspaceProperties,
  { properties, waits: waiting }: Modifiable,
): Lasting | Refusal {
  const {
    RootVolumeSizeGib = properties.RootVolumeSizeGib,
    UserVolumeSizeGib = properties.UserVolumeSizeGib,
  } = asked;
  if (RootVolumeSizeGib < properties.RootVolumeSizeGib || UserVolumeSizeGib < properties.UserVolumeSizeGib) {
    return invalid('The size of a volume can not be decreased.');
  }
  const refused = refusedSizes(RootVolumeSizeGib, UserVolumeSizeGib, properties.ComputeTypeName);
  if (refused !== undefined) return invalid(refused);
  if (waiting.includes('GROW')) return tooSoon('The volumes can be expanded once in 6 hours.');
  return { change: { RootVolumeSizeGib, UserVolumeSizeGib }, wait: 'GROW' };
}

function computeChange(
  wanted: NonNullable<WorkspaceProperties['ComputeTypeName']>,
  { properties, waits: waiting, isNew }: Modifiable,
): Lasting | Refusal {
  const family: readonly string[] | undefined = families.find((one) =>
    [wanted, properties.ComputeTypeName].every((type) => one.some((member) => member === type)),
  );
  if (family === undefined) {
    return unsupported(`A WorkSpace can not be changed from ${properties.ComputeTypeName} to ${wanted}.`);
  }
  // Only these need more than any other of their family: what another has, whatever its bundle, is not asked again.
  if (wanted.startsWith('GENERALPURPOSE')) {
    const refused = refusedSizes(properties.RootVolumeSizeGib, properties.UserVolumeSizeGib, wanted);
    if (refused !== undefined) return invalid(refused);
  }
  const isLarger = family.indexOf(wanted) > family.indexOf(properties.ComputeTypeName);
  if (isLarger && (isNew || waiting.includes('ENLARGE'))) {
    return tooSoon('A larger compute type can be requested once in 6 hours, and 6 hours after the launch.');
  }
  if (!isLarger && waiting.includes('SHRINK')) {
    return tooSoon('A smaller compute type can be requested once in 30 days.');
  }
  return { change: { ComputeTypeName: wanted }, wait: isLarger ? 'ENLARGE' : 'SHRINK' };
}

function runningModeOf(
  { RunningMode: asked, RunningModeAutoStopTimeoutInMinutes: minutes }: WorkspaceProperties,
  current: NonNullable<WorkspaceProperties['RunningMode']>,
): WorkspaceProperties | Refusal {
  const mode = asked ?? current;
  if (minutes === undefined) return asked === undefined ? {} : { RunningMode: asked };
  if (mode !== 'AUTO_STOP') {
    return invalid(
      `RunningModeAutoStopTimeoutInMinutes is not applicable for WorkSpace with running mode set to ${mode}.`,
    );
  }
  // "Configured in 60-minute intervals" (service model).
  if (minutes <= 0 || minutes % 60 !== 0) {
    return invalid('RunningModeAutoStopTimeoutInMinutes must be a multiple of 60.');
  }
  return { RunningMode: mode, RunningModeAutoStopTimeoutInMinutes: minutes };
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

const invalid = (message: string): Refusal => ({ code: 'InvalidParameterValuesException', message });
const unsupported = (message: string): Refusal => ({
  code: 'UnsupportedWorkspaceConfigurationException',
  message,
});
/** Choice: no source names the error of a change that comes too early. */
const tooSoon = (message: string): Refusal => ({ code: 'InvalidResourceStateException', message });
