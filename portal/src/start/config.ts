/** What the owner's deployment wrote beside the portal. */
export type Config = {
  apiUrl: string;
  issuer: string;
  clientId: string;
  scope: string;
  title: string;
  /** Whether approvers decide signed in. Else they decide with the code of their mail. */
  approversSignIn: boolean;
  /** Where a sign-out ends at an issuer that does not tell it itself, with all its parameters. */
  endSessionUrl?: string;
};

/** The portal can't start. The faults are for whoever deployed it. */
export class Misconfigured extends Error {
  readonly faults: readonly string[];
  constructor(faults: readonly string[]) {
    super('config.json is wrong');
    this.name = 'Misconfigured';
    this.faults = faults;
  }
}

/** @throws {Misconfigured} with every fault */
export async function loadConfig(): Promise<Config> {
  const response = await fetch('/config.json', { credentials: 'same-origin' }).catch(() => undefined);
  if (!response) throw new Misconfigured(['config.json could not be fetched']);
  if (!response.ok) throw new Misconfigured([`config.json is answered with ${response.status}`]);
  const text = await response.text();
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    throw new Misconfigured(['config.json is no JSON']);
  }
  return readConfig(written);
}

/** @throws {Misconfigured} with every fault */
export function readConfig(written: unknown): Config {
  if (typeof written !== 'object' || written === null) throw new Misconfigured(['config.json is no object']);
  const said = new Map<string, unknown>(Object.entries(written));
  const faults: string[] = [];
  const text = (name: string): string => {
    const value = said.get(name);
    if (typeof value === 'string' && value.trim() !== '') return value;
    faults.push(`${name} is missing: a text`);
    return '';
  };
  const address = (name: string): string => {
    const value = text(name);
    if (value !== '' && !isSafeAddress(value)) faults.push(`${name} is no https address: ${value}`);
    return value;
  };
  const approversSignIn = said.get('approversSignIn');
  if (typeof approversSignIn !== 'boolean') faults.push('approversSignIn is missing: true or false');
  const config: Config = {
    apiUrl: address('apiUrl'),
    issuer: address('issuer'),
    clientId: text('clientId'),
    scope: text('scope'),
    title: text('title'),
    approversSignIn: approversSignIn === true,
    ...((said.get('endSessionUrl') ?? null) !== null && { endSessionUrl: address('endSessionUrl') }),
  };
  if (config.scope !== '' && !config.scope.split(' ').includes('openid'))
    faults.push('scope lacks openid: without it there is no ID token');
  if (faults.length > 0) throw new Misconfigured(faults);
  return config;
}

/** Tokens are sent there: over TLS, or to this machine. */
function isSafeAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, hostname } = new URL(value);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}
