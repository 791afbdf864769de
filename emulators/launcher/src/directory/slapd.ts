import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { cleanEnvironment } from '../clean-environment.ts';
import { run } from '../commands.ts';
import { tailOf } from '../log-files.ts';
import { choosePort, host } from '../ports.ts';
import { type OwnedProcess, startAnswering, stop } from '../processes.ts';
import { StackRefused } from '../refusals.ts';
import { type Authority, certificateAuthority, type ServerCertificate } from './certificates.ts';
import { findSlapd, type SlapdInstallation } from './debian-slapd.ts';
import { type DirectoryEntry, ldifOf } from './ldif.ts';

const patienceMs = 20_000;
const baseDn = 'dc=example,dc=com';

export type SlapdOptions = {
  /** Data, certificates and log lie here. What was there is removed. */
  folder: string;
  /** 0 takes any free one. */
  port?: number;
  /** For StartTLS; 0 takes any free one. */
  plainPort?: number;
  /** `memberOf` is kept, and names that go are taken out of groups. */
  overlays?: boolean;
  /** Loaded before it starts, in this order, below the base. Their `memberOf` is not made. */
  entries?: Iterable<DirectoryEntry>;
  authority?: Authority;
  /** Instead of one of the authority's, for 127.0.0.1 and localhost. */
  certificate?: ServerCertificate;
};

/** An OpenLDAP that runs. Its bind user may read everything, with the limits that OpenLDAP sets by default. */
export type Slapd = {
  process: OwnedProcess;
  baseDn: string;
  /** `ldaps://…` */
  url: string;
  /** `ldap://…`, with StartTLS. */
  plainUrl: string;
  /** PEM. */
  ca: string;
  bindUser: string;
  password: string;
  /** May change everything. */
  admin: { bindUser: string; password: string };
  logFile: string;
  stop(): Promise<void>;
};

/**
 * Starts Debian's slapd on 127.0.0.1 and waits until it answers.
 * @throws {StackRefused} where there is none, or it does not start
 */
export async function startSlapd(options: SlapdOptions): Promise<Slapd> {
  const { folder } = options;
  const installation = await findSlapd();
  const port = await choosePort(options.port ?? 0, 'the directory', '--directory-port');
  const plainPort = await choosePort(options.plainPort ?? 0, 'the directory with StartTLS', 'another port');
  const authority = options.authority ?? (await certificateAuthority());
  const certificate = options.certificate ?? (await authority.sign({ names: ['localhost', '127.0.0.1'] }));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'data'), { recursive: true });
  const configuration = join(folder, 'slapd.conf');
  const secrets = { mode: 0o600 };
  writeFileSync(join(folder, 'ca.pem'), authority.ca);
  writeFileSync(join(folder, 'server.pem'), certificate.certificate);
  writeFileSync(join(folder, 'server.key'), certificate.key, secrets);
  const text = configurationOf(folder, installation, options.overlays ?? true);
  writeFileSync(configuration, text, secrets);
  await load(installation, folder, options.entries ?? []);

  const process = await runSlapd(installation, folder, { port, plainPort });
  return {
    process,
    baseDn,
    url: `ldaps://${host}:${port}`,
    plainUrl: `ldap://${host}:${plainPort}`,
    ca: authority.ca,
    ...reader,
    admin,
    logFile: join(folder, 'slapd.log'),
    stop: () => stop(process),
  };
}

/**
 * Starts slapd again on what one before has left in this folder.
 * @throws {StackRefused} when it does not start
 */
export async function restartSlapd(folder: string, port: number): Promise<OwnedProcess> {
  const plainPort = await choosePort(0, 'the directory with StartTLS', 'another port');
  return runSlapd(await findSlapd(), folder, { port, plainPort });
}

async function runSlapd(
  installation: SlapdInstallation,
  folder: string,
  { port, plainPort }: { port: number; plainPort: number },
): Promise<OwnedProcess> {
  const logFile = join(folder, 'slapd.log');
  const program = {
    command: join(installation.programs, 'slapd'),
    args: [
      '-d',
      '0',
      '-f',
      join(folder, 'slapd.conf'),
      '-h',
      `ldaps://${host}:${port} ldap://${host}:${plainPort}`,
    ],
    cwd: folder,
    env: cleanEnvironment(installation.env),
    logFile,
  };
  const started = await startAnswering(
    program,
    () => answers(port),
    patienceMs,
    () => undefined,
  );
  if (!started) throw new StackRefused(`slapd did not start (log: ${logFile}):`, tailOf(logFile));
  return started;
}

const admin = { bindUser: `cn=admin,${baseDn}`, password: 'admin of a directory for tests' };
const reader = { bindUser: `cn=reader,${baseDn}`, password: 'reader of a directory for tests' };

function configurationOf(folder: string, { schemas, modules }: SlapdInstallation, overlays: boolean): string {
  const quoted = (path: string) => JSON.stringify(path);
  return [
    ...['core', 'cosine', 'inetorgperson', 'nis'].map(
      (name) => `include ${quoted(join(schemas, `${name}.schema`))}`,
    ),
    `modulepath ${quoted(modules)}`,
    'moduleload back_mdb',
    ...(overlays ? ['moduleload memberof', 'moduleload refint'] : []),
    // Without these attributes in the schema nothing could be said to be disabled.
    'moduleload ppolicy',
    `pidfile ${quoted(join(folder, 'slapd.pid'))}`,
    `argsfile ${quoted(join(folder, 'slapd.args'))}`,
    `TLSCACertificateFile ${quoted(join(folder, 'ca.pem'))}`,
    `TLSCertificateFile ${quoted(join(folder, 'server.pem'))}`,
    `TLSCertificateKeyFile ${quoted(join(folder, 'server.key'))}`,
    // Nobody who has not proved who he is reads anything, and nobody is let in unencrypted.
    'security simple_bind=128',
    'access to attrs=userPassword by anonymous auth by * none',
    'access to * by users read by * none',
    'database mdb',
    `maxsize ${2 ** 30}`,
    `suffix ${quoted(baseDn)}`,
    `rootdn ${quoted(admin.bindUser)}`,
    `rootpw ${quoted(admin.password)}`,
    `directory ${quoted(join(folder, 'data'))}`,
    'dbnosync',
    'index objectClass,uid,cn,member eq',
    'overlay ppolicy',
    ...(overlays ? ['overlay memberof', 'overlay refint', 'refint_attributes member'] : []),
    '',
  ].join('\n');
}

/** Written straight into the database: 20,000 users take half a second. */
async function load(
  installation: SlapdInstallation,
  folder: string,
  entries: Iterable<DirectoryEntry>,
): Promise<void> {
  const file = join(folder, 'entries.ldif');
  const base: DirectoryEntry[] = [
    { dn: baseDn, attributes: { objectClass: ['dcObject', 'organization'], dc: 'example', o: 'Example' } },
    {
      dn: reader.bindUser,
      attributes: {
        objectClass: ['organizationalRole', 'simpleSecurityObject'],
        cn: 'reader',
        userPassword: reader.password,
      },
    },
  ];
  writeFileSync(file, ldifOf([...base, ...entries]), { mode: 0o600 });
  const loaded = await run({
    command: join(installation.programs, 'slapadd'),
    args: ['-q', '-f', join(folder, 'slapd.conf'), '-l', file],
    cwd: folder,
    env: cleanEnvironment(installation.env),
  });
  rmSync(file);
  if (loaded.code !== 0)
    throw new StackRefused('slapd did not take its entries:', loaded.output.trim().split('\n').slice(-8));
}

function answers(port: number): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, host);
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.once('connect', () => socket.end());
  });
}
