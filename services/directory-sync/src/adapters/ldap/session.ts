import type { SearchEntry } from 'ldapts';
import { BindRequest, type Filter, PagedResultsControl, SearchRequest, SearchResponse } from 'ldapts';
import type { Address } from './address.ts';
import { Conversation, ConversationEnded } from './conversation.ts';
import { bindTrouble, connectionLost, ResultCode, searchTrouble } from './results.ts';
import { openSecureSocket } from './secure-socket.ts';
import { elsewhere, everywhere, Trouble } from './trouble.ts';

export type Search = {
  base: string;
  scope: 'base' | 'sub';
  filter: Filter;
  attributes: readonly string[];
};

/** A base search that found nothing to look at: what lies there is not ours to see, or not there. */
export type Lookup = { entry: SearchEntry } | { missing: ResultCode };

export type SessionOptions = {
  ca: string | undefined;
  bindUser: string;
  password: string;
  pageSize: number;
  /** s that the server may take for one search. */
  timeLimit: number;
};

/** One authenticated connection to one server, for one read. It never connects again. */
export class Session {
  /** Searches that were sent, each page for itself. */
  searches = 0;
  readonly #conversation: Conversation;
  readonly #pageSize: number;
  readonly #timeLimit: number;
  #isBound = false;

  private constructor(conversation: Conversation, { pageSize, timeLimit }: SessionOptions) {
    this.#conversation = conversation;
    this.#pageSize = pageSize;
    this.#timeLimit = timeLimit;
  }

  /** @throws {Trouble} and leaves no connection open then */
  static async open(address: Address, options: SessionOptions, signal: AbortSignal): Promise<Session> {
    // A server takes a name without a password for somebody unknown, and says that all is well.
    if (options.password === '')
      throw new Trouble('BindFailed', 'was not asked: the secret holds an empty password', everywhere);
    const socket = await openSecureSocket(address, options.ca, signal);
    const session = new Session(new Conversation(socket, signal), options);
    try {
      await session.#bind(options);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  close(): Promise<void> {
    return this.#conversation.close();
  }

  async #bind({ bindUser: dn, password }: SessionOptions): Promise<void> {
    const answer = await this.#ask((messageId) => new BindRequest({ messageId, dn, password }));
    if (answer.status !== ResultCode.success) throw bindTrouble(answer.status, answer.errorMessage);
    this.#isBound = true;
  }

  /**
   * All that is found, page by page.
   * @throws {Trouble} when it can't be all
   */
  async all(search: Search, found: (entry: SearchEntry) => void): Promise<void> {
    let cookie: Buffer | undefined;
    do {
      const page = new PagedResultsControl({
        critical: true,
        value: cookie === undefined ? { size: this.#pageSize } : { size: this.#pageSize, cookie },
      });
      const { response, references } = await this.#search(search, [page], found);
      if (response.status !== ResultCode.success) throw searchTrouble(response.status);
      refuseReferences(references);
      const next = response.controls?.find((control) => control instanceof PagedResultsControl)?.value;
      if (!next)
        throw new Trouble('ReadIncomplete', 'does not say whether there are further pages', everywhere);
      // The last page is the one without a cookie, however many entries are on it.
      cookie = next.cookie?.length ? next.cookie : undefined;
    } while (cookie);
  }

  /** What lies under a DN, if it fits the filter. */
  async one(search: Omit<Search, 'scope'>): Promise<Lookup> {
    const entries: SearchEntry[] = [];
    const { response, references } = await this.#search({ ...search, scope: 'base' }, [], (entry) =>
      entries.push(entry),
    );
    switch (response.status) {
      case ResultCode.success:
        break;
      // In another server's part of the directory, not there, hidden, or no DN at all.
      case ResultCode.referral:
      case ResultCode.noSuchObject:
      case ResultCode.insufficientAccessRights:
      case ResultCode.invalidDNSyntax:
        return { missing: response.status };
      default:
        throw searchTrouble(response.status);
    }
    const [entry] = entries;
    if (entry) return { entry };
    return { missing: references.length > 0 ? ResultCode.referral : ResultCode.noSuchObject };
  }

  async #search(
    { base: baseDN, scope, filter, attributes }: Search,
    controls: PagedResultsControl[],
    found: (entry: SearchEntry) => void,
  ): Promise<{ response: SearchResponse; references: string[] }> {
    this.searches += 1;
    const references: string[] = [];
    const response = await this.#ask(
      (messageId) =>
        new SearchRequest({
          messageId,
          baseDN,
          scope,
          filter,
          attributes: [...attributes],
          timeLimit: this.#timeLimit,
          controls,
        }),
      { entry: found, references: (uris) => references.push(...uris) },
    );
    if (!(response instanceof SearchResponse))
      throw new Trouble('ReadIncomplete', 'answered a search with something else', elsewhere);
    return { response, references };
  }

  async #ask(...request: Parameters<Conversation['request']>): ReturnType<Conversation['request']> {
    try {
      return await this.#conversation.request(...request);
    } catch (error) {
      throw error instanceof ConversationEnded ? connectionLost(this.#isBound) : error;
    }
  }
}

/** Active Directory names these under a domain's root in every search. No user lies there. */
const withoutUsers = /^(DC=(DomainDnsZones|ForestDnsZones)|CN=Configuration),/i;

function refuseReferences(uris: readonly string[]): void {
  const further = uris.filter((uri) => !withoutUsers.test(dnIn(uri)));
  if (further.length > 0)
    throw new Trouble(
      'ReadIncomplete',
      'names other servers for parts of what lies below the search base: choose one that this server has all of',
      everywhere,
    );
}

/** @param uri `ldap://host/DN`, the DN percent-encoded */
function dnIn(uri: string): string {
  try {
    return decodeURIComponent(new URL(uri).pathname.slice(1));
  } catch {
    return uri; // No URI that we can read: then it is none of those that we let pass.
  }
}
