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
  'endsInError',
  'dropEvent',
  'doubleEvent',
  'delayEvent',
] as const;

/** A fault on demand, used up after `times` calls, items or events that it met. */
export const faultSchema = z.strictObject({
  /** An API operation, or `WorkSpacesAccess` / `AlarmStateChange` for the events of that name. */
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

const itemOperations = [
  'CreateWorkspaces',
  'TerminateWorkspaces',
  'RebuildWorkspaces',
  'RebootWorkspaces',
  'StartWorkspaces',
  'StopWorkspaces',
];
const eventOperations = [
  'CreateWorkspaces',
  'TerminateWorkspaces',
  'RebuildWorkspaces',
  'WorkSpacesAccess',
  'AlarmStateChange',
];

/** The operations that can meet a fault of this kind; `calls` are all that the APIs have. A misspelt one would wait for ever. */
export function operationsFor(kind: Kind, calls: readonly string[]): readonly string[] {
  switch (kind) {
    case 'failedRequest':
      return itemOperations;
    case 'endsInError':
      return ['CreateWorkspaces', 'RebuildWorkspaces'];
    case 'dropEvent':
    case 'doubleEvent':
    case 'delayEvent':
      return eventOperations;
    case 'throttle':
    case 'error':
    case 'delay':
    case 'hangBefore':
    case 'acceptThenHang':
      return calls;
  }
}

/** Whom a call, an item or an event is about. */
export type Subject = { workspaceIds: readonly string[]; userNames: readonly string[] };

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
  take(kindsWanted: readonly Kind[], operation: string, subject: Subject): Fault | undefined {
    const taken = this.waiting.find(
      ({ fault, chance }) =>
        kindsWanted.includes(fault.kind) &&
        fault.operation === operation &&
        concerns(fault, subject) &&
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
    (userName === undefined || subject.userNames.some((name) => name.toLowerCase() === userName))
  );
}

/** What AWS answers to a call that meets a `throttle` or an `error`. */
export function faultOfCall(fault: Fault): AwsFault {
  if (fault.kind === 'throttle') return new AwsFault('ThrottlingException', 'Rate exceeded');
  const code = fault.code ?? 'InternalServerException';
  return new AwsFault(
    code,
    fault.message ?? 'A fault was asked for.',
    /Internal|ServiceUnavailable|ServiceFault/.test(code) ? 500 : 400,
  );
}
