import type { Look, SeenDesktop } from '../../src/domain/signals.ts';
import type { CallOutcome, CreateOrder, Fleet, Permission } from '../../src/ports.ts';

const notPermitted: CallOutcome = { kind: 'notTried', because: 'nothing permits it any more' };

/**
 * Desktops in memory, for stories about one run: it shows what it was told to show, takes what it is asked, and keeps
 * a record of both.
 */
export class FakeFleet implements Fleet {
  /** What a look at this desktop shows, by id; everything else is missing. */
  readonly shows = new Map<string, Omit<Look, 'at'>>();
  /** What a look by exact tags shows instead: the index that `shows` stands for is late. */
  readonly showsExactly = new Map<string, Omit<Look, 'at'>>();
  /** Desktops of which AWS tells too little to say anything. */
  readonly unclear = new Set<string>();
  /** What AWS has for a user, by name. */
  readonly has = new Map<string, Omit<Look, 'at'> & { attemptTag?: string }>();
  /** When the user volume was last saved, by id; that of everything else was an hour ago. */
  readonly snapshots = new Map<string, number | 'never'>();
  /** What bundles make desktops from, as far as AWS tells. */
  readonly images = new Map<string, string>();
  /** Everything that was asked for, in order: `look ws-1 ws-2`, `rebuild ws-1`. */
  readonly record: string[];
  /** What becomes of a call, by what it is: a refusal, silence. */
  readonly answers = new Map<string, CallOutcome>();
  /** Called before anything is answered: throws, takes time, or lets another run act. */
  before: (what: string) => Promise<void> = () => Promise.resolve();
  /** Called while a call that has to be permitted waits for its turn: `rebuild ws-1`. */
  whileWaiting: (what: string) => Promise<void> = () => Promise.resolve();
  readonly #now: () => number;
  /** Bundles whose image has been read. */
  readonly #known = new Set<string>();

  constructor(now: () => number, record: string[]) {
    this.#now = now;
    this.record = record;
  }

  look(
    ids: readonly string[],
    { exactTags = false }: { exactTags?: boolean | 'now' } = {},
  ): Promise<Map<string, Look>> {
    if (exactTags === 'now')
      return this.#seen('lookNow', ids, (id) => this.showsExactly.get(id) ?? this.shows.get(id));
    return exactTags
      ? this.#seen('lookExactly', ids, (id) => this.showsExactly.get(id) ?? this.shows.get(id))
      : this.#seen('look', ids);
  }

  async observe(ids: readonly string[], { isAwaited = false } = {}): Promise<Map<string, Look>> {
    const looks = await this.#seen(isAwaited ? 'observeAtOnce' : 'observe', ids);
    return new Map(
      [...looks].map(([id, { at, desktop }]) => [id, { at, desktop, extent: 'state' as const }]),
    );
  }

  async examine({ workspaceId, bundleId }: SeenDesktop) {
    await this.#asked(`examine ${workspaceId}`);
    const spec = { bundleId, rootVolumeEncrypted: false, userVolumeEncrypted: false, tags: {} };
    return { creatable: true as const, spec };
  }

  async snapshotOf(id: string) {
    await this.#asked(`snapshot ${id}`);
    const rebuildFrom = this.snapshots.get(id) ?? this.#now() - 3_600_000;
    return rebuildFrom === 'never' ? {} : { rebuildFrom };
  }

  async imagesOf(bundleIds: readonly string[], asked?: 'now' | 'known') {
    if (asked !== 'known')
      this.record.push(`${asked === 'now' ? 'imagesNow' : 'images'} ${bundleIds.join(' ')}`);
    const wanted = bundleIds.filter((id) => asked !== 'known' || this.#known.has(id));
    for (const id of wanted) this.#known.add(id);
    return new Map([...this.images].filter(([id]) => wanted.includes(id)));
  }

  async findOfUser({ userName }: { userName: string }) {
    await this.#asked(`find ${userName}`);
    const found = this.has.get(userName);
    const at = this.#now();
    if (found === undefined || found.desktop === 'missing') return { at };
    const { desktop, policy, attemptTag } = found;
    return { at, desktop, ...(policy ? { policy } : {}), ...(attemptTag ? { attemptTag } : {}) };
  }

  async terminate(ids: readonly string[], permission: Permission): Promise<Map<string, CallOutcome>> {
    const still = await this.#turn('terminate', ids, permission);
    const outcomes = await this.#called('terminate', still);
    return new Map(ids.map((id) => [id, outcomes.get(id) ?? notPermitted]));
  }

  reboot(ids: readonly string[]): Promise<Map<string, CallOutcome>> {
    return this.#called('reboot', ids);
  }

  async tag(
    orders: readonly { workspaceId: string; group: string }[],
    permission: Permission,
  ): Promise<Map<string, CallOutcome>> {
    const ids = orders.map(({ workspaceId }) => workspaceId);
    const still = await this.#turn('tag', ids, permission);
    const asked = orders.filter(({ workspaceId }) => still.includes(workspaceId));
    if (asked.length > 0)
      await this.#asked(`tag ${asked.map(({ workspaceId, group }) => `${workspaceId} ${group}`).join(' ')}`);
    const taken = this.answers.get('tag') ?? { kind: 'accepted' };
    return new Map(ids.map((id) => [id, still.includes(id) ? taken : notPermitted]));
  }

  async markHold(id: string, mark: string | undefined): Promise<void> {
    await this.#asked(mark === undefined ? `unhold ${id}` : `hold ${id} ${mark}`);
  }

  async rebuild(id: string, permission: Permission): Promise<CallOutcome> {
    if ((await this.#turn('rebuild', [id], permission)).length === 0) return notPermitted;
    await this.#asked(`rebuild ${id}`);
    return this.answers.get('rebuild') ?? { kind: 'accepted' };
  }

  async create(orders: readonly CreateOrder[]): Promise<CallOutcome[]> {
    await this.#asked(`create ${orders.map(({ ref }) => ref.userName).join(' ')}`);
    const made = ({ ref }: CreateOrder): CallOutcome => ({
      kind: 'accepted',
      workspaceId: `ws-00new${ref.userName}`,
    });
    return orders.map((order) => this.answers.get('create') ?? made(order));
  }

  async #seen(
    what: string,
    ids: readonly string[],
    shown = (id: string) => this.shows.get(id),
  ): Promise<Map<string, Look>> {
    const at = this.#now();
    await this.#asked(`${what} ${ids.join(' ')}`);
    const missing = { extent: 'full', desktop: 'missing' } as const;
    const clear = ids.filter((id) => !this.unclear.has(id));
    return new Map(clear.map((id) => [id, { ...(shown(id) ?? missing), at }]));
  }

  /** Who may still be called when the turn has come. */
  async #turn(what: string, ids: readonly string[], permission: Permission): Promise<string[]> {
    await this.whileWaiting(`${what} ${ids.join(' ')}`);
    const still = await permission.stillFor(ids);
    return ids.filter((id) => still.has(id));
  }

  async #called(what: string, ids: readonly string[]): Promise<Map<string, CallOutcome>> {
    if (ids.length === 0) return new Map();
    await this.#asked(`${what} ${ids.join(' ')}`);
    return new Map(ids.map((id) => [id, this.answers.get(what) ?? { kind: 'accepted' }]));
  }

  async #asked(what: string): Promise<void> {
    this.record.push(what);
    await this.before(what);
  }
}
