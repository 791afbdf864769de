import { addressOf, numberOfAddress } from '../../domain/workspaces/naming.ts';
import type { DesktopState } from '../../domain/workspaces/states.ts';
import type { Kept, Touch } from '../../state/kept.ts';
import { personKey, userDecoupled } from '../directories/directory.ts';
import { type Desktop, desktopSchema, keptDesktop } from './desktop.ts';
import { Shelf } from './shelf.ts';

/** The desktops of one account and region, indexed by what calls ask for. */
export class Fleet implements Kept {
  readonly name = 'desktops';
  readonly desktops = new Shelf();
  private readonly touch: Touch;
  /** Also those that are gone and whose seat is still taken. */
  private readonly byId = new Map<string, Desktop>();
  private readonly byDirectory = new Map<string, Shelf>();
  private readonly byBundle = new Map<string, Shelf>();
  /** `directory/user` → the desktop that takes the seat, also while it is being terminated and shortly after. */
  private readonly seats = new Map<string, Desktop>();
  private nextOrder = 1;
  private nextAddress = 0;

  constructor(touch: Touch) {
    this.touch = touch;
  }

  add(make: (order: number) => Desktop): Desktop {
    const desktop = make(this.nextOrder);
    this.enter(desktop);
    this.changed(desktop);
    return desktop;
  }

  /** Whoever changes something of a desktop says so. */
  changed(desktop: Desktop): void {
    this.touch(this, desktop.id);
  }

  /** Takes the desktop out of every list; its seat stays taken. */
  unlist(desktop: Desktop): void {
    desktop.listed = false;
    desktop.gone = true;
    this.desktops.remove(desktop);
    this.shelf(this.byDirectory, desktop.directoryId).remove(desktop);
    this.shelf(this.byBundle, desktop.bundleId).remove(desktop);
    this.changed(desktop);
  }

  freeSeat(desktop: Desktop): void {
    if (this.seats.get(seatOf(desktop)) === desktop) this.seats.delete(seatOf(desktop));
    this.byId.delete(desktop.id);
    this.changed(desktop);
  }

  /** The seat is this desktop's again: its migration failed. */
  takeSeat(desktop: Desktop): void {
    if (desktop.userName !== userDecoupled) this.seats.set(seatOf(desktop), desktop);
  }

  /** Whether a new desktop for this user would meet `ResourceExists.WorkSpace`. */
  isTaken(directoryId: string, userName: string): boolean {
    return userName !== userDecoupled && this.seats.has(personKey(directoryId, userName));
  }

  get(id: string): Desktop | undefined {
    const desktop = this.byId.get(id);
    return desktop?.gone === true ? undefined : desktop;
  }

  /** Also one that is gone and whose seat is still taken. */
  evenGone(id: string): Desktop | undefined {
    return this.byId.get(id);
  }

  inDirectory(directoryId: string): Shelf {
    return this.byDirectory.get(directoryId) ?? new Shelf();
  }

  ofBundle(bundleId: string): Shelf {
    return this.byBundle.get(bundleId) ?? new Shelf();
  }

  /** The user's desktops in a directory: at most one, beside it the one that it is migrated from; any number of user-decoupled ones. */
  ofUser(directoryId: string, userName: string): Shelf {
    const seated = this.seats.get(personKey(directoryId, userName));
    const shelf = new Shelf();
    if (userName === userDecoupled) {
      for (const one of this.inDirectory(directoryId)) if (one.userName === userDecoupled) shelf.add(one);
    } else if (seated !== undefined) {
      shelf.add(seated);
      const source = seated.migratesFrom && this.get(seated.migratesFrom.id);
      if (source !== undefined) shelf.add(source);
    }
    return shelf;
  }

  /** A private address of a directory's network; the first 65,531 are all different. */
  newAddress(network: number): string {
    return addressOf(network, this.nextAddress++);
  }

  keys(): Iterable<string> {
    return this.byId.keys();
  }

  write(id: string): unknown {
    const desktop = this.byId.get(id);
    return desktop === undefined ? undefined : keptDesktop(desktop);
  }

  read(_id: string, value: unknown): void {
    const desktop = desktopSchema.parse(value);
    this.enter(desktop);
    // Addresses of before a restart are not given again.
    if (desktop.ipAddress !== undefined) {
      this.nextAddress = Math.max(this.nextAddress, numberOfAddress(desktop.ipAddress) + 1);
    }
  }

  private enter(desktop: Desktop): void {
    this.nextOrder = Math.max(this.nextOrder, desktop.order + 1);
    this.byId.set(desktop.id, desktop);
    // guard: one that goes leaves the seat to the one that stays, when a migration failed
    if (!this.seats.has(seatOf(desktop)) || !leaves.has(desktop.state)) this.takeSeat(desktop);
    if (desktop.gone) return;
    this.desktops.add(desktop);
    this.shelf(this.byDirectory, desktop.directoryId).add(desktop);
    this.shelf(this.byBundle, desktop.bundleId).add(desktop);
  }

  private shelf(index: Map<string, Shelf>, key: string): Shelf {
    const shelf = index.get(key) ?? new Shelf();
    index.set(key, shelf);
    return shelf;
  }
}

const leaves: ReadonlySet<DesktopState> = new Set(['TERMINATING', 'TERMINATED']);
const seatOf = (desktop: Desktop): string => personKey(desktop.directoryId, desktop.userName);
