import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { ExtendedRequest } from 'ldapts';
import type { Address } from './address.ts';
import { Conversation, ConversationEnded } from './conversation.ts';
import { codeOf, elsewhere, Trouble } from './trouble.ts';

const startTlsOid = '1.3.6.1.4.1.1466.20037';

/**
 * A connection on which TLS stands and the server has proved to be the one that was asked for. Nothing but the wish for TLS has
 * been said on it.
 * @param ca PEM; without it, Node's own list
 * @param signal ends the try, with its reason
 * @throws {Trouble} `CertificateWrong`, `ServerUnreachable`
 */
export async function openSecureSocket(
  address: Address,
  ca: string | undefined,
  signal: AbortSignal,
): Promise<TLSSocket> {
  const plain = await connected(connectPlain(address.port, address.host), 'connect', signal);
  if (address.startTls) await askForTls(plain, signal);
  const socket = tlsOver(plain, address, ca);
  try {
    return await connected(socket, 'secureConnect', signal);
  } catch (error) {
    // The reason is kept only where the certificate was looked at: any other failure has none.
    const refusal = socket.authorizationError;
    if (refusal) throw new Trouble('CertificateWrong', certificateWords(String(refusal)), elsewhere);
    throw error;
  }
}

function tlsOver(socket: Socket, { host }: Address, ca: string | undefined): TLSSocket {
  try {
    return connectTls({
      socket,
      // Of both kinds of name this is what the certificate is compared with; an address can't be asked for by SNI.
      host,
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca }),
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
    });
  } catch {
    socket.destroy();
    throw new Trouble(
      'CertificateWrong',
      "can't be checked: the configured CA is no PEM certificate",
      elsewhere,
    );
  }
}

/** A conversation of its own: what may have been slipped in before TLS stood is forgotten with it. */
async function askForTls(socket: Socket, signal: AbortSignal): Promise<void> {
  const conversation = new Conversation(socket, signal);
  try {
    const { status } = await conversation.request(
      (messageId) => new ExtendedRequest({ messageId, oid: startTlsOid }),
    );
    if (status === 0) {
      conversation.leave();
      return;
    }
  } catch (error) {
    if (!(error instanceof ConversationEnded)) throw error;
  }
  await conversation.close();
  throw new Trouble('ServerUnreachable', 'does not take StartTLS: use ldaps:// with its port', elsewhere);
}

function connected<T extends Socket>(
  socket: T,
  event: 'connect' | 'secureConnect',
  signal: AbortSignal,
): Promise<T> {
  return new Promise((done, fail) => {
    const settle = (result: () => void) => {
      socket.off(event, onConnected).off('error', onError).off('close', onClose);
      signal.removeEventListener('abort', onAbort);
      result();
    };
    const give = (error: unknown) => {
      // What a socket says after it was given up interests nobody, and would end the process.
      socket.on('error', () => undefined);
      socket.destroy();
      settle(() => fail(error));
    };
    const onConnected = () => settle(() => done(socket));
    const onError = (error: Error) =>
      give(new Trouble('ServerUnreachable', unreachableWords(codeOf(error)), elsewhere));
    const onClose = () => give(new Trouble('ServerUnreachable', unreachableWords('ECONNRESET'), elsewhere));
    const onAbort = () => give(signal.reason);
    socket.once(event, onConnected).once('error', onError).once('close', onClose);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

function unreachableWords(code = 'no reason given'): string {
  switch (code) {
    case 'ECONNREFUSED':
      return 'refuses connections: does a directory listen on this port?';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return "can't be found by its name: is the name right, and is it resolved where the function runs?";
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return "can't be reached: do routes and security groups let the function there?";
    case 'ECONNRESET':
      return 'closed the connection before TLS stood: is TLS set up there?';
    default:
      return `does not speak TLS as we do (${code}): ldaps:// is port 636 as a rule, ldap:// with StartTLS 389`;
  }
}

function certificateWords(code: string): string {
  switch (code) {
    case 'CERT_HAS_EXPIRED':
      return 'has a certificate that has expired: renew it';
    case 'CERT_NOT_YET_VALID':
      return 'has a certificate that is not valid yet: is its clock right?';
    case 'ERR_TLS_CERT_ALTNAME_INVALID':
      return 'has a certificate for another name: give the address by a name that is in it';
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
      return `has a certificate that none of the configured authorities has signed (${code}): give the CA that did`;
    default:
      return `has a certificate that can't be trusted (${code})`;
  }
}
