import { rmSync } from 'node:fs';
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
import type { DirectoryEntry } from './ldif.ts';
import { admin, baseDn, reader, writeSlapdFiles } from './slapd-files.ts';

const patienceMs = 20_000;

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
  const { modules, schemas } = installation;
  const { overlays = true, entries = [] } = options;
  writeSlapdFiles({
    folder,
    seenAt: folder,
    modules,
    schemas,
    ca: authority.ca,
    certificate,
    overlays,
    entries,
  });
  await load(installation, folder);
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

/** Written straight into the database: 20,000 users take half a second. */
async function load({ programs, env }: SlapdInstallation, folder: string): Promise<void> {
  const file = join(folder, 'entries.ldif');
  const loaded = await run({
    command: join(programs, 'slapadd'),
    args: ['-q', '-f', join(folder, 'slapd.conf'), '-l', file],
    cwd: folder,
    env: cleanEnvironment(env),
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
