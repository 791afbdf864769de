import {
  type Attribute,
  BerReader,
  BerWriter,
  BindRequest,
  type PagedResultsControl,
  PresenceFilter,
  ProtocolOperation,
  SearchRequest,
} from 'ldapts';

// A server's side of LDAP, with the encoding of ldapts. That the two sides mean the same by it is shown by real servers, which play
// the same contract.

// ldapts 9.2.0 takes the attribute from the beginning of the message; a client never reads a filter.
PresenceFilter.prototype.parseFilter = function (this: PresenceFilter, reader: BerReader): void {
  const { offset, length } = reader;
  this.attribute = reader.buffer.subarray(offset, offset + length).toString();
  reader.offset = offset + length;
};

export type Request = { messageId: number; message: BindRequest | SearchRequest | 'unbind' | 'other' };

/** Takes the requests out of the bytes that have come; `rest` is the beginning of the next one. */
export function requestsIn(bytes: Buffer): { requests: Request[]; rest: Buffer } {
  const requests: Request[] = [];
  let rest = bytes;
  for (;;) {
    const reader = new BerReader(rest);
    if (reader.readSequence() === null || reader.remain < reader.length) return { requests, rest };
    const end = reader.offset + reader.length;
    reader.setBufferSize(end);
    requests.push(requestIn(reader));
    rest = rest.subarray(end);
  }
}

function requestIn(reader: BerReader): Request {
  const messageId = reader.readInt() ?? 0;
  const operation = reader.readSequence();
  if (operation === ProtocolOperation.LDAP_REQ_UNBIND) return { messageId, message: 'unbind' };
  const message =
    operation === ProtocolOperation.LDAP_REQ_BIND
      ? new BindRequest({ messageId })
      : operation === ProtocolOperation.LDAP_REQ_SEARCH
        ? new SearchRequest({ messageId, filter: new PresenceFilter() })
        : undefined;
  message?.parse(reader, []);
  return { messageId, message: message ?? 'other' };
}

export type Result = { status?: number; diagnostic?: string; page?: PagedResultsControl | undefined };

export function bindResponse(messageId: number, result: Result = {}): Buffer {
  return resultMessage(messageId, ProtocolOperation.LDAP_RES_BIND, result);
}

export function extendedResponse(messageId: number, result: Result = {}): Buffer {
  return resultMessage(messageId, ProtocolOperation.LDAP_RES_EXTENSION, result);
}

export function searchDone(messageId: number, result: Result = {}): Buffer {
  return resultMessage(messageId, ProtocolOperation.LDAP_RES_SEARCH, result);
}

export function searchEntry(messageId: number, dn: string, attributes: readonly Attribute[]): Buffer {
  return message(messageId, (writer) => {
    writer.startSequence(ProtocolOperation.LDAP_RES_SEARCH_ENTRY);
    writer.writeString(dn);
    writer.startSequence();
    for (const attribute of attributes) attribute.write(writer);
    writer.endSequence();
    writer.endSequence();
  });
}

export function searchReference(messageId: number, uris: readonly string[]): Buffer {
  return message(messageId, (writer) => {
    writer.startSequence(ProtocolOperation.LDAP_RES_SEARCH_REF);
    for (const uri of uris) writer.writeString(uri);
    writer.endSequence();
  });
}

function resultMessage(
  messageId: number,
  operation: number,
  { status = 0, diagnostic = '', page }: Result,
): Buffer {
  return message(messageId, (writer) => {
    writer.startSequence(operation);
    writer.writeEnumeration(status);
    writer.writeString('');
    writer.writeString(diagnostic);
    writer.endSequence();
    if (!page) return;
    writer.startSequence(ProtocolOperation.LDAP_CONTROLS);
    page.write(writer);
    writer.endSequence();
  });
}

function message(messageId: number, write: (writer: BerWriter) => void): Buffer {
  const writer = new BerWriter();
  writer.startSequence();
  writer.writeInt(messageId);
  write(writer);
  writer.endSequence();
  return writer.buffer;
}
