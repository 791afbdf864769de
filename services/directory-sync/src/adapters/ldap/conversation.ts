import type { Socket } from 'node:net';
import {
  type Message,
  MessageParser,
  type MessageResponse,
  SearchEntry,
  SearchReference,
  UnbindRequest,
} from 'ldapts';

/** The connection ended before the answer was complete, or what came over it is no LDAP. */
export class ConversationEnded extends Error {
  override readonly name = 'ConversationEnded';
}

/** What comes before a search's last word, as it comes. */
export type Listener = {
  entry?(entry: SearchEntry): void;
  references?(uris: readonly string[]): void;
};

type Pending = {
  message: Message;
  listener: Listener;
  answer(response: MessageResponse): void;
  fail(error: unknown): void;
};

/** ms that a server gets to close the connection after we said goodbye. */
const farewellMs = 500;

/**
 * Requests and answers over one connection, with ldapts' messages. Not with its client: that one connects again by itself when the
 * connection was cut, unauthenticated and, after StartTLS, unencrypted; takes an empty page for the last one; and waits for ever
 * after bytes that it can't read.
 */
export class Conversation {
  readonly #socket: Socket;
  readonly #parser = new MessageParser();
  readonly #pending = new Map<string, Pending>();
  #lastId = 0;
  #ended: Error | undefined;

  /** @param signal its reason is what every request fails with once it is aborted */
  constructor(socket: Socket, signal: AbortSignal) {
    this.#socket = socket;
    socket.setNoDelay(true);
    socket.on('data', this.#hear);
    socket.on('error', (error) => this.#end(new ConversationEnded(error.message)));
    socket.on('close', () => this.#end(new ConversationEnded('The connection was closed')));
    this.#parser.on('message', (message) => this.#take(message));
    this.#parser.on('error', (error) => this.#end(new ConversationEnded(error.message)));
    const stop = () => this.#end(signal.reason);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  }

  /** Sends a request; `build` gets its number. Gives the last word of the answer, whatever that says. */
  request(build: (messageId: number) => Message, listener: Listener = {}): Promise<MessageResponse> {
    return new Promise((answer, fail) => {
      if (this.#ended) {
        fail(this.#ended);
        return;
      }
      this.#lastId += 1;
      const message = build(this.#lastId);
      this.#pending.set(String(this.#lastId), { message, listener, answer, fail });
      this.#socket.write(message.write());
    });
  }

  /** Nothing more is read or said here: the socket goes on as somebody else's. */
  leave(): Socket {
    this.#ended = new ConversationEnded('The connection was given away');
    this.#socket.removeAllListeners('data');
    return this.#socket;
  }

  /** Says goodbye and closes, whatever happened before. */
  async close(): Promise<void> {
    if (!this.#socket.destroyed) {
      const closed = new Promise<void>((done) => this.#socket.once('close', () => done()));
      const goodbye = new UnbindRequest({ messageId: this.#lastId + 1 });
      if (this.#socket.writable) this.#socket.end(goodbye.write());
      const insist = setTimeout(() => this.#socket.destroy(), farewellMs);
      await closed;
      clearTimeout(insist);
    }
  }

  readonly #hear = (bytes: Buffer): void => this.#parser.read(bytes, this.#pending);

  #take(message: MessageResponse): void {
    const id = String(message.messageId);
    const pending = this.#pending.get(id);
    // A server may say unasked that it goes; the end of the connection says it, too.
    if (!pending) return;
    try {
      if (message instanceof SearchEntry) pending.listener.entry?.(message);
      else if (message instanceof SearchReference) pending.listener.references?.(message.uris);
      else {
        this.#pending.delete(id);
        pending.answer(message);
      }
    } catch (error) {
      // Thrown on, it would look to the parser as if it could not read the message.
      this.#pending.delete(id);
      pending.fail(error);
    }
  }

  #end(why: Error): void {
    if (this.#ended) return;
    this.#ended = why;
    this.#socket.destroy();
    for (const pending of this.#pending.values()) pending.fail(why);
    this.#pending.clear();
  }
}
