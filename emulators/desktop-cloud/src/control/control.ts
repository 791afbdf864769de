import * as z from 'zod';
import type { DesktopCloud } from '../desktop-cloud.ts';
import { accountId, defaultRegion } from '../desktop-cloud.ts';
import { faultSchema, operationsFor } from '../faults.ts';
import { directorySeed } from '../seed.ts';
import { settingsChange } from '../settings.ts';
import { isTold } from '../trail.ts';
import { admits } from '../workspaces/access/ip-associations.ts';
import { operationsDone } from '../workspaces/api.ts';
import type { Branch } from '../workspaces/branch.ts';
import type { Desktop } from '../workspaces/desktops/desktop.ts';
import { membersSchema, propertiesChange } from '../workspaces/desktops/members.ts';
import { personKey } from '../workspaces/directories/directory.ts';
import { addDirectory } from '../workspaces/directories/planting.ts';
import { fleetQuestion, fleetRows } from './fleet-rows.ts';
import { cloudState, shownCall, shownDesktop, shownMove } from './state.ts';

/** A control request that can't be done: an HTTP status and a sentence. */
export class ControlFault extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const region = z.string().min(1).max(64).default(defaultRegion);
const session = z.strictObject({
  workspaceId: z.string(),
  action: z.enum(['connect', 'disconnect', 'drop', 'fail']),
  /** From where a user connects; IP access control groups of the directory may not allow it. */
  ipAddress: z.ipv4().optional(),
});
const clockChange = z.strictObject({ speed: z.number().nonnegative().max(1_000_000) });
const directoryChange = z.strictObject({
  state: z.enum(['REGISTERED', 'DEREGISTERED']),
  /** Given, it adds a directory that the account does not have yet. */
  directoryName: z.string().min(1).max(255).optional(),
  directoryType: directorySeed.shape.directoryType.default('SIMPLE_AD'),
  region,
});
const directoryId = z.string().regex(/^d-[0-9a-f]{8,63}$/, 'is no directory id');
const bundleChange = z.strictObject({
  deleted: z.boolean().optional(),
  imageId: z
    .string()
    .regex(/^wsi-[0-9a-z]{9,63}$/)
    .optional(),
  region,
});
/** States that last; the others are on the way to one of these and come only by an operation. */
const desktopChange = z
  .strictObject({
    state: z.enum([
      'AVAILABLE',
      'IMPAIRED',
      'UNHEALTHY',
      'MAINTENANCE',
      'ADMIN_MAINTENANCE',
      'SUSPENDED',
      'UPDATING',
      'STOPPED',
      'ERROR',
    ]),
    members: membersSchema,
    properties: propertiesChange,
  })
  .partial()
  .refine((change) => Object.keys(change).length > 0, 'Name a state, members or properties.');
const snapshotChange = z.strictObject({
  workspaceId: z.string(),
  /** ISO time or epoch ms; null: there is none. */
  takenAt: z.union([
    z.iso.datetime({ offset: true }).transform((text) => Date.parse(text)),
    z.number(),
    z.null(),
  ]),
});
const resetRequest = z.strictObject({ scope: z.enum(['all', 'desktops']).default('all') });
const userChange = z.strictObject({
  userName: z.string().min(1).max(63),
  exists: z.boolean(),
  /** Every directory when not given. */
  directoryId: z.string().optional(),
  region,
});

/** What people and tests can do to the cloud that AWS has no API for. */
export class Control {
  private readonly cloud: DesktopCloud;

  private readonly eventCounts: () => Record<string, number>;

  /** `eventCounts`: what became of the events on their way out. */
  constructor(cloud: DesktopCloud, eventCounts: () => Record<string, number> = () => ({})) {
    this.cloud = cloud;
    this.eventCounts = eventCounts;
  }

  state(options: { ledger: boolean }) {
    return { ...cloudState(this.cloud, options), events: this.eventCounts() };
  }

  /** Counts, and rows of those desktops that are asked for. */
  fleet(query: unknown) {
    return fleetRows(this.cloud, read(fleetQuestion, query));
  }

  /** All that is known of one desktop. */
  oneDesktop(id: string) {
    const { branch, desktop } = this.find(id);
    return shownDesktop(branch, desktop);
  }

  /** What is done here of WorkSpaces; its other operations are refused by name. */
  operations() {
    return { WorkSpaces: operationsDone };
  }

  /** A user comes, goes, loses the connection, or fails to connect. */
  session(body: unknown) {
    const { workspaceId, action, ipAddress } = read(session, body);
    const { branch, desktop } = this.find(workspaceId);
    if (action === 'connect' && ipAddress !== undefined && !admits(branch, desktop.directoryId, ipAddress)) {
      throw new ControlFault(409, `No IP access control group of the directory allows ${ipAddress}.`);
    }
    const refusal = (() => {
      switch (action) {
        case 'connect':
          return branch.lifecycle.connect(desktop);
        case 'disconnect':
          return branch.lifecycle.disconnect(desktop);
        case 'drop':
          return branch.lifecycle.drop(desktop);
        case 'fail':
          branch.sessions.fail(desktop);
          return undefined;
      }
    })();
    if (refusal !== undefined) throw new ControlFault(409, refusal.message);
    return { workspaceId, state: desktop.state, session: desktop.session ?? null };
  }

  clock(body: unknown) {
    this.cloud.setSpeed(read(clockChange, body).speed);
    return { speed: this.cloud.pace.speed };
  }

  addFault(body: unknown) {
    const fault = read(faultSchema, body);
    const apis = [...this.cloud.apis.values()];
    const calls = apis.flatMap((api) => [...api.operations.keys()]);
    const told = apis
      .filter(({ name }) => name === 'WorkSpaces')
      .flatMap(({ operations }) => [...operations.keys()].filter(isTold));
    const possible = operationsFor(fault.kind, { calls, told });
    if (!possible.includes(fault.operation)) {
      throw new ControlFault(
        400,
        `operation: ${fault.operation} meets no ${fault.kind}. Possible: ${possible.join(', ')}`,
      );
    }
    this.cloud.faults.add(fault);
    return { faults: this.cloud.faults.list() };
  }

  /** All, or those that meet only one user; what they keep where it is goes on. Answers with those that were waiting, and how often each has met something. */
  clearFaults(userName?: string) {
    const cleared = this.cloud.faults.clear(userName);
    const name = userName?.toLowerCase();
    for (const { fleet, lifecycle, modifications } of this.cloud.allBranches()) {
      for (const desktop of fleet.desktops) {
        if (name !== undefined && desktop.userName.toLowerCase() !== name) continue;
        lifecycle.release(desktop);
        modifications.release(desktop);
      }
    }
    return { faults: this.cloud.faults.list(), cleared };
  }

  /** Changes of state since the first `after` ones. */
  moves(after: number) {
    const { items, missed } = this.cloud.moves.after(after);
    return { moves: items.map(shownMove), missed, total: this.cloud.moves.total };
  }

  /** Calls since the first `after` ones. One that is under way is told as it stands now. */
  calls(after: number) {
    const { items, missed } = this.cloud.ledger.after(after);
    return { calls: items.map(shownCall), missed, total: this.cloud.ledger.total };
  }

  settings(body: unknown) {
    this.cloud.changeSettings(read(settingsChange, body));
    return this.cloud.settings;
  }

  directory(id: string, body: unknown) {
    const { state, directoryName, directoryType, region: of } = read(directoryChange, body);
    const branch = this.region(of);
    const directory = branch.directories.get(id);
    if (directory === undefined) {
      if (directoryName === undefined) throw new ControlFault(404, `There is no directory ${id}.`);
      const added = { directoryId: read(directoryId, id), alias: id, directoryName, directoryType };
      addDirectory(branch, { ...added, registered: state === 'REGISTERED' }, this.cloud.seed.userNames);
    } else {
      branch.directories.put(id, { ...directory, state });
    }
    return { directoryId: id, state };
  }

  bundle(id: string, body: unknown) {
    const change = read(bundleChange, body);
    const { bundles } = this.region(change.region);
    const bundle = bundles.get(id);
    if (bundle === undefined) throw new ControlFault(404, `There is no bundle ${id}.`);
    const { deleted = bundle.deleted, imageId = bundle.imageId } = change;
    bundles.put(id, { ...bundle, deleted, imageId });
    return { bundleId: id, deleted, imageId };
  }

  user(body: unknown) {
    const change = read(userChange, body);
    const { directories, people } = this.region(change.region);
    const wanted = directories
      .values()
      .filter(({ directoryId }) => change.directoryId === undefined || directoryId === change.directoryId);
    if (wanted.length === 0) throw new ControlFault(404, `There is no directory ${change.directoryId}.`);
    for (const { directoryId } of wanted) {
      const { userName } = change;
      if (change.exists) people.put(personKey(directoryId, userName), { directoryId, userName });
      else people.delete(personKey(directoryId, userName));
    }
    return { userName: change.userName, exists: change.exists };
  }

  /** Puts a desktop into a state by hand, e.g. ERROR or ADMIN_MAINTENANCE, or gives it a standby WorkSpace and the like. */
  desktop(id: string, body: unknown) {
    const { state, members, properties } = read(desktopChange, body);
    const { branch, desktop } = this.find(id);
    desktop.members = { ...desktop.members, ...members };
    const { GlobalAccelerator = desktop.properties.GlobalAccelerator } = properties ?? {};
    const { NestedVirtualizationEnabled = desktop.properties.NestedVirtualizationEnabled } = properties ?? {};
    desktop.properties = { ...desktop.properties, GlobalAccelerator, NestedVirtualizationEnabled };
    branch.fleet.changed(desktop);
    if (state !== undefined) branch.lifecycle.force(desktop, state);
    return {
      workspaceId: id,
      state: desktop.state,
      members: desktop.members,
      properties: desktop.properties,
    };
  }

  snapshots(body: unknown) {
    const { workspaceId, takenAt } = read(snapshotChange, body);
    const { branch, desktop } = this.find(workspaceId);
    desktop.snapshots = takenAt === null ? [] : [takenAt];
    desktop.restorable = [...desktop.snapshots];
    branch.fleet.changed(desktop);
    return { workspaceId, snapshots: desktop.snapshots.map((at) => new Date(at).toISOString()) };
  }

  /** All, or only WorkSpaces with faults, ledger, speed and settings: what was deployed stays. */
  reset(body: unknown) {
    const { scope } = read(resetRequest, body);
    this.cloud.reset(scope);
    return { reset: scope };
  }

  private find(workspaceId: string): { branch: Branch; desktop: Desktop } {
    for (const branch of this.cloud.allBranches()) {
      const desktop = branch.fleet.get(workspaceId);
      if (desktop !== undefined) return { branch, desktop };
    }
    throw new ControlFault(404, `There is no desktop ${workspaceId}.`);
  }

  private region(of: string): Branch {
    const refusal = this.cloud.refusalOf({ accountId, region: of });
    if (refusal !== undefined) throw new ControlFault(409, refusal.message);
    return this.cloud.branch({ accountId, region: of });
  }
}

function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults = result.error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`);
  throw new ControlFault(400, faults.join('; '));
}
