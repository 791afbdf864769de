/** Where a server listens, and whether TLS comes first or after StartTLS. */
export type Address = { host: string; port: number; startTls: boolean };

/** The address does not say where, or says more than that. */
export class AddressUnreadable extends Error {
  override readonly name = 'AddressUnreadable';
}

/**
 * @param url `ldaps://host[:636]`, or `ldap://host[:389]`, which is asked for StartTLS before anything is said
 * @throws {AddressUnreadable}
 */
export function addressOf(url: string): Address {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const startTls = parsed?.protocol === 'ldap:';
  if (!parsed || !(startTls || parsed.protocol === 'ldaps:') || parsed.hostname === '')
    throw new AddressUnreadable('One of the addresses is none of a directory: write ldaps://host');
  if (`${parsed.username}${parsed.password}${parsed.search}${parsed.hash}${parsed.pathname.slice(1)}` !== '')
    throw new AddressUnreadable('One of the addresses has more than host and port in it');
  return {
    host: parsed.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: parsed.port === '' ? (startTls ? 389 : 636) : Number(parsed.port),
    startTls,
  };
}

/** Host and port, as people write them. */
export function nameOf({ host, port }: Address): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
