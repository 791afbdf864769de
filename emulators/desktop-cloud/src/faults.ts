import * as z from 'zod';
import { seededChance } from './chance.ts';
import { AwsFault } from './kernel.ts';

const kinds = [
  'throttle',
  'error',
  'failedRequest',
  'delay',
  'hangBefore',
  'acceptThenHang',
  'cutBefore',
  'cut',
  'halfAnswer',
  'directoryUnavailable',
  'endsInError',
  'staysIn',
  'noSnapshot',
  'dropEvent',
  'doubleEvent',
  'delayEvent',
] as const;

/** A fault on demand, used up after `times` calls, items or events that it met. */
export const faultSchema = z.strictObject({
  /** An API operation, `WorkSpacesAccess` / `AlarmStateChange` for the events of that name, `Snapshot`, or `*` for whatever concerns a directory. */
  operation: z.string().min(1).max(128),
  kind: z.enum(kinds),
  /** Error code of `error`, `failedRequest` and `endsInError`. */
  code: z
    .string()
    .regex(/^[\w.:#-]{1,128}$/)
    .optional(),
  message: z.string().max(1024).optional(),
  times: z.int().positive().max(1_000_000).default(1),
  /** Only what concerns this desktop. */
  workspaceId: z.string().min(1).max(128).optional(),
  /** Only what concerns this user; not case-sensitive. */
  userName: z.string().min(1).max(128).optional(),
  /** Only what concerns this directory: named in the call, or that of a desktop named there. */
  directoryId: z.string().min(1).max(128).optional(),
  /** Wall time that `delay` and `delayEvent` add, ms. */
  delayMs: z.int().nonnegative().max(900_000).default(1000),
  /** Chance with which it meets what it could meet. */
  share: z.number().positive().max(1).default(1),
  /** Makes these chances the same in every run. */
  seed: z.int().optional(),
});
export type Fault = z.output<typeof faultSchema>;
/** A fault that waits: `times` is what is left of it. */
export type WaitingFault = Fault & {
  /** How often it has met something. */
  met: number;
};
type Kind = Fault['kind'];

/** What is true of a directory is true of every call about it. */
const everyOperation = '*';

/** Those whose items are refused or taken each by itself. */
const itemOperations = [
  'CreateWorkspaces',
  'TerminateWorkspaces',
  'RebuildWorkspaces',
  'RebootWorkspaces',
  'StartWorkspaces',
  'StopWorkspaces',
  'CreateStandbyWorkspaces',
];
const endless = [...itemOperations, 'RestoreWorkspace', 'MigrateWorkspace', 'ModifyWorkspaceProperties'];
const mayFail = [
  'CreateWorkspaces',
  'RebuildWorkspaces',
  'CreateStandbyWorkspaces',
  'RestoreWorkspace',
  'MigrateWorkspace',
  'ModifyWorkspaceProperties',
  'RegisterWorkspaceDirectory',
  'CreateWorkspaceImage',
  'CopyWorkspaceImage',
  'CreateUpdatedWorkspaceImage',
  'ImportWorkspaceImage',
  'DeployWorkspaceApplications',
  'ModifyAccount',
  'AcceptAccountLinkInvitation',
];
const otherEvents = ['WorkSpacesAccess', 'AlarmStateChange', 'AlarmContributorStateChange'];

/**
 * The operations that can meet a fault of this kind: a misspelt one would wait for ever.
 * @param calls all that the APIs have
 * @param told those whose calls CloudTrail tells EventBridge of
 */
export function operationsFor(
  kind: Kind,
  { calls, told }: { calls: readonly string[]; told: readonly string[] },
): readonly string[] {
  switch (kind) {
    case 'failedRequest':
      return itemOperations;
    case 'endsInError':
      return mayFail;
    case 'staysIn':
      return endless;
    case 'noSnapshot':
      return ['Snapshot'];
    case 'dropEvent':
    case 'doubleEvent':
    case 'delayEvent':
      return [...told, ...otherEvents];
    case 'directoryUnavailable':
      return [everyOperation, ...calls];
    case 'throttle':
    case 'error':
    case 'delay':
    case 'hangBefore':
    case 'acceptThenHang':
    case 'cutBefore':
    case 'cut':
    case 'halfAnswer':
      return calls;
  }
}

/** An unreachable directory refuses items one by one where there are any, else the call. */
export const refusesItems = (operation: string): boolean => itemOperations.includes(operation);

/** Whom a call, an item or an event is about. */
export type Subject = {
  workspaceIds: readonly string[];
  userNames: readonly string[];
  directoryIds: readonly string[];
};

/** The faults that tests asked for, in the order in which they did. */
export class Faults {
  private waiting: { fault: WaitingFault; chance: () => number }[] = [];
  private readonly random: () => number;

  /** `random`: chances of faults without a seed of their own. */
  constructor(random: () => number) {
    this.random = random;
  }

  add(fault: Fault): void {
    const chance = fault.seed === undefined ? this.random : seededChance(fault.seed);
    this.waiting.push({ fault: { ...fault, met: 0 }, chance });
  }

  /**
   * Takes faults away: all of them, or those that meet only this user.
   * @returns them
   */
  clear(userName?: string): readonly WaitingFault[] {
    const name = userName?.toLowerCase();
    const [gone, left] = [true, false].map((isMeant) =>
      this.waiting.filter(
        ({ fault }) => (name === undefined || fault.userName?.toLowerCase() === name) === isMeant,
      ),
    );
    this.waiting = left ?? [];
    return (gone ?? []).map(({ fault }) => fault);
  }

  get isEmpty(): boolean {
    return this.waiting.length === 0;
  }

  list(): readonly WaitingFault[] {
    return this.waiting.map(({ fault }) => fault);
  }

  /** The first fault of one of these kinds that the operation meets; it counts as met once. */
  take(
    kindsWanted: readonly Kind[],
    operation: string,
    subject: Subject | (() => Subject),
  ): Fault | undefined {
    if (this.isEmpty) return undefined;
    const whom = typeof subject === 'function' ? subject() : subject;
    const taken = this.waiting.find(
      ({ fault, chance }) =>
        kindsWanted.includes(fault.kind) &&
        (fault.operation === operation || fault.operation === everyOperation) &&
        concerns(fault, whom) &&
        (fault.share === 1 || chance() < fault.share),
    );
    if (taken === undefined) return undefined;
    const { fault } = taken;
    fault.times -= 1;
    fault.met += 1;
    if (fault.times === 0) this.waiting = this.waiting.filter((one) => one !== taken);
    return fault;
  }
}

function concerns(fault: Fault, subject: Subject): boolean {
  const userName = fault.userName?.toLowerCase();
  return (
    (fault.workspaceId === undefined || subject.workspaceIds.includes(fault.workspaceId)) &&
    (fault.directoryId === undefined || subject.directoryIds.includes(fault.directoryId)) &&
    (userName === undefined || subject.userNames.some((name) => name.toLowerCase() === userName))
  );
}

/** What AWS answers to a call that meets a `throttle`, an `error`, or a `directoryUnavailable`. */
export function faultOfCall(fault: Fault): AwsFault {
  if (fault.kind === 'directoryUnavailable') {
    // Choice: the service model has it for calls about a WorkSpace, and names no case.
    const code = fault.code ?? 'ResourceUnavailableException';
    return new AwsFault(code, fault.message ?? 'The directory is not available.');
  }
  if (fault.kind === 'throttle') return new AwsFault('ThrottlingException', 'Rate exceeded');
  const code = fault.code ?? 'InternalServerException';
  return new AwsFault(
    code,
    fault.message ?? 'A fault was asked for.',
    /Internal|ServiceUnavailable|ServiceFault/.test(code) ? 500 : 400,
  );
}
