import { createServer, type TLSSocket } from 'node:tls';
import type { ServerCertificate } from '@cleandesk/launcher';
import { Attribute, BindRequest, type Filter, PagedResultsControl, SearchRequest } from 'ldapts';
import { type ActiveDirectoryData, domain, type StoredObject, valuesOf } from './active-directory-data.ts';
import {
  bindResponse,
  requestsIn,
  searchDone,
  searchEntry,
  searchReference,
} from './ldap-server-messages.ts';
import { portOf } from './mishaps.ts';

/** Active Directory's, and no administrator raises them lightly. */
const resultsAtMost = 1_000;
const valuesAtMost = 1_500;

/** What a domain controller may do besides the usual. */
export type Behaviour = {
  /** After each page comes one with nothing on it, and a cookie. */
  emptyPages?: boolean;
  /** Below the domain lies another one, on another server. */
  childDomain?: boolean;
  /** The paging control is passed over. */
  ignoresPaging?: boolean;
  /** Searches below a base end with this result, after half of the results. */
  resultOfSearches?: number;
  /** The second range of members begins later than it should. */
  gapInRanges?: boolean;
  /** The connection ends with the second page. */
  cutsAtSecondPage?: boolean;
  /** Instead of an answer to a search. */
  answersWith?: 'garbage' | 'bindResponse' | 'nothing';
  /** What the bind user is told, by Active Directory's code. */
  refusesBindWith?: { status: number; data?: string };
  /** Entries come with their DN written otherwise than groups list it. */
  writesNamesAs?: 'cn = ' | '2.5.4.3=';
  /** Nobody sees this attribute. */
  hides?: string;
};

export type ActiveDirectoryStub = {
  url: string;
  behaviour: Behaviour;
  password: string;
  /** Names that somebody tried to get in by. */
  binds: string[];
  /** Searches below a base. */
  searches: { filter: Filter; isPaged: boolean }[];
  /** Goodbyes that were said. */
  goodbyes: number;
  /** Connections that nobody has closed. */
  open(): number;
  close(): Promise<void>;
};

const bindUsers = ['reader@example.com', 'EXAMPLE\\reader', `CN=reader,${domain}`];
const operationsError = 1;
const sizeLimitExceeded = 4;
const referral = 10;
const noSuchObject = 32;
const invalidDn = 34;

/** A domain controller, as far as reading groups goes: what it enforces, Samba and OpenLDAP don't. */
export async function startActiveDirectoryStub(
  data: ActiveDirectoryData,
  { certificate: cert, key }: ServerCertificate,
): Promise<ActiveDirectoryStub> {
  const sockets = new Set<TLSSocket>();
  const server = createServer({ cert, key }, (socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
    new Visit(socket, data, stub);
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const stub: ActiveDirectoryStub = {
    url: `ldaps://127.0.0.1:${portOf(server)}`,
    behaviour: {},
    password: 'password of a stub',
    binds: [],
    searches: [],
    goodbyes: 0,
    open: () => sockets.size,
    async close() {
      const closed = new Promise((done) => server.close(done));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
  return stub;
}

/** One connection. */
class Visit {
  readonly #socket: TLSSocket;
  readonly #data: ActiveDirectoryData;
  readonly #stub: ActiveDirectoryStub;
  #isIn = false;

  constructor(socket: TLSSocket, data: ActiveDirectoryData, stub: ActiveDirectoryStub) {
    this.#socket = socket;
    this.#data = data;
    this.#stub = stub;
    let waiting: Buffer = Buffer.alloc(0);
    socket.on('data', (bytes: Buffer) => {
      const { requests, rest } = requestsIn(Buffer.concat([waiting, bytes]));
      waiting = rest;
      for (const { messageId, message } of requests) {
        if (message instanceof BindRequest) this.#bind(messageId, message);
        else if (message instanceof SearchRequest) this.#search(messageId, message);
        else {
          if (message === 'unbind') stub.goodbyes += 1;
          socket.end();
        }
      }
    });
  }

  #bind(messageId: number, { dn, password }: BindRequest): void {
    const { behaviour, binds, password: right } = this.#stub;
    binds.push(dn);
    const isKnown = bindUsers.includes(dn);
    const forced = behaviour.refusesBindWith;
    // A name without a password is somebody anonymous, who is let in and may do nothing.
    if (!forced && (password === '' || (isKnown && password === right))) {
      this.#isIn = password !== '';
      this.#socket.write(bindResponse(messageId));
      return;
    }
    const data = forced?.data ?? (isKnown ? '52e' : '525');
    const diagnostic = `80090308: LdapErr: DSID-0C090439, comment: AcceptSecurityContext error, data ${data}, v4563\0`;
    this.#socket.write(bindResponse(messageId, { status: forced?.status ?? 49, diagnostic }));
  }

  #search(messageId: number, request: SearchRequest): void {
    const { behaviour } = this.#stub;
    const done = (status: number) => this.#socket.write(searchDone(messageId, { status }));
    if (!this.#isIn) done(operationsError);
    else if (behaviour.answersWith === 'garbage')
      this.#socket.write('HTTP/1.1 500 This is no directory\r\n\r\n');
    else if (behaviour.answersWith === 'bindResponse') this.#socket.write(bindResponse(messageId));
    else if (behaviour.answersWith === 'nothing') return;
    else if (!request.baseDN.includes('=')) done(invalidDn);
    else if (!request.baseDN.toLowerCase().endsWith(domain.toLowerCase())) done(referral);
    else if (this.#data.below(request.baseDN).length === 0) done(noSuchObject);
    else if (request.scope === 'base') {
      const stored = this.#data.get(request.baseDN);
      if (stored && this.#data.fits(stored, request.filter)) this.#send(messageId, stored, request);
      done(0);
    } else this.#searchBelow(messageId, request);
  }

  #searchBelow(messageId: number, request: SearchRequest): void {
    const { behaviour, searches } = this.#stub;
    const page = behaviour.ignoresPaging
      ? undefined
      : request.controls?.find((control) => control instanceof PagedResultsControl)?.value;
    searches.push({ filter: request.filter, isPaged: page !== undefined });
    const found = this.#data
      .below(request.baseDN)
      .filter((stored) => this.#data.fits(stored, request.filter));
    // The cookie is the place of the next result; half a place asks for a page with nothing on it.
    const from = Number(page?.cookie?.toString() || 0);
    const isEmpty = !Number.isInteger(from);
    const size = isEmpty ? 0 : Math.min(resultsAtMost, page?.size ?? resultsAtMost);
    const start = Math.ceil(from);
    const next = start + size;
    if (behaviour.cutsAtSecondPage && from > 0) {
      this.#socket.destroy();
      return;
    }
    const isCutShort = behaviour.resultOfSearches !== undefined;
    for (const stored of found.slice(start, isCutShort ? found.length / 2 : next))
      this.#send(messageId, stored, request);
    if (request.baseDN.toLowerCase() === domain.toLowerCase())
      this.#refer(messageId, ['DC=ForestDnsZones', 'CN=Configuration']);
    if (behaviour.childDomain) this.#refer(messageId, ['DC=child']);
    const isTooMuch = !page && found.length > size;
    const cookie = next >= found.length ? '' : String(behaviour.emptyPages && !isEmpty ? next - 0.5 : next);
    this.#socket.write(
      searchDone(messageId, {
        status: behaviour.resultOfSearches ?? (isTooMuch ? sizeLimitExceeded : 0),
        page: page && new PagedResultsControl({ value: { size: 0, cookie: Buffer.from(cookie) } }),
      }),
    );
  }

  #refer(messageId: number, partitions: readonly string[]): void {
    const uris = partitions.map((rdn) => `ldap://${rdn.slice(3)}.example.com/${rdn},${domain}`);
    this.#socket.write(searchReference(messageId, uris));
  }

  #send(messageId: number, stored: StoredObject, { attributes }: SearchRequest): void {
    const { behaviour } = this.#stub;
    const shown = attributes.filter((name) => name !== behaviour.hides);
    const dn = stored.dn.replace(/^CN=/, behaviour.writesNamesAs ?? 'CN=');
    const values = shown.flatMap((name) => attributesOf(stored, name, behaviour));
    this.#socket.write(searchEntry(messageId, dn, values));
  }
}

function attributesOf(stored: StoredObject, name: string, { gapInRanges }: Behaviour): Attribute[] {
  const [type = '', range] = name.split(';range=');
  const values = valuesOf(stored, type);
  if (values.length === 0) return [];
  if (range === undefined && values.length <= valuesAtMost) return [attribute(type, values)];
  const from = Number.parseInt(range ?? '0', 10);
  const start = gapInRanges && from > 0 ? from + 1 : from;
  const end = Math.min(start + valuesAtMost, values.length);
  const part = attribute(
    `${type};range=${start}-${end === values.length ? '*' : end - 1}`,
    values.slice(start, end),
  );
  // The attribute without its range comes, too, with nothing in it.
  return range === undefined ? [attribute(type, []), part] : [part];
}

function attribute(type: string, values: readonly (string | Buffer)[]): Attribute {
  const [first] = values;
  return Buffer.isBuffer(first)
    ? new Attribute({ type, values: values.filter((value) => Buffer.isBuffer(value)) })
    : new Attribute({ type, values: values.map(String) });
}
