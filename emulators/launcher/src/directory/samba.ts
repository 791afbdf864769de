import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { cleanEnvironment } from '../clean-environment.ts';
import { run } from '../commands.ts';
import { tailOf } from '../log-files.ts';
import { host, isFree } from '../ports.ts';
import { startAnswering, stop } from '../processes.ts';
import { StackRefused } from '../refusals.ts';
import { repositoryRoot } from '../repository.ts';
import { type Authority, certificateAuthority } from './certificates.ts';
import { unpackDebian } from './debian-packages.ts';

const patienceMs = 60_000;
/** Samba can't be told another one. */
const port = 636;
const unpacked = {
  packages: ['samba-ad-dc', 'samba-ad-provision', 'samba-vfs-modules'],
  folder: join(repositoryRoot, '.local/samba'),
  logFile: join(repositoryRoot, '.local/samba.log'),
  otherwise: 'on Debian and Ubuntu: apt-get install samba-ad-dc samba-ad-provision samba-vfs-modules',
} as const;

/** Active Directory as Samba serves it: its schema, its filters and its ways of logging in, without its limits. */
export type Samba = {
  baseDn: string;
  url: string;
  authority: Authority;
  admin: { bindUser: string; password: string };
  stop(): Promise<void>;
};

/** Why Samba's domain controller can't run here, if it can't. */
export async function sambaMissing(): Promise<string | undefined> {
  if (process.platform !== 'linux') return 'it runs on Linux only';
  if (process.getuid?.() !== 0) return 'only root can provision a domain';
  for (const taken of [389, port])
    if (!(await isFree(taken))) return `port ${taken} is taken, and it knows no other`;
  return undefined;
}

/**
 * Provisions a domain, example.com, and starts its controller on 127.0.0.1.
 * @throws {StackRefused} with the reason where it can't
 */
export async function startSamba({ folder }: { folder: string }): Promise<Samba> {
  const missing = await sambaMissing();
  if (missing) throw new StackRefused(`Samba's domain controller can't run here: ${missing}.`);
  const isInstalled = existsSync('/usr/sbin/samba') && existsSync('/usr/share/samba/setup');
  if (!isInstalled) await unpackDebian(unpacked);
  const inside = isInstalled ? asIs : withPackages;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const authority = await certificateAuthority();
  const { certificate, key } = await authority.sign({ names: ['localhost', host] });
  const files = {
    ca: join(folder, 'ca.pem'),
    certificate: join(folder, 'dc.pem'),
    key: join(folder, 'dc.key'),
  };
  writeFileSync(files.ca, authority.ca);
  writeFileSync(files.certificate, certificate);
  // It starts with no key that others may read.
  writeFileSync(files.key, key, { mode: 0o600 });
  const password = 'Admin of a domain for tests 1';
  await provision(inside, folder, password);
  const settings = {
    'tls cafile': files.ca,
    'tls certfile': files.certificate,
    'tls keyfile': files.key,
    interfaces: host,
    'bind interfaces only': 'yes',
    'server services': 'ldap',
    // A password that was changed is of no more use at once.
    'old password allowed period': '0',
    // Nobody misses what a crash of the machine loses.
    'ldb:nosync': 'true',
    'pid directory': folder,
    'ncalrpc dir': join(folder, 'ncalrpc'),
  };
  const options = Object.entries(settings).map(([name, value]) => `--option=${name}=${value}`);
  const logFile = join(folder, 'samba.log');
  const [command, ...args] = inside(['samba', '-i', '-s', join(folder, 'etc/smb.conf'), ...options]);
  const program = { command, args, cwd: folder, env: cleanEnvironment(), logFile };
  const started = await startAnswering(program, answers, patienceMs, () => undefined);
  if (!started) throw new StackRefused(`Samba did not start (log: ${logFile}):`, tailOf(logFile));
  return {
    baseDn: 'DC=example,DC=com',
    url: `ldaps://${host}:${port}`,
    authority,
    admin: { bindUser: 'Administrator@EXAMPLE.COM', password },
    stop: () => stop(started),
  };
}

type Command = [string, ...string[]];

function asIs(command: Command): Command {
  return command;
}

/** The program sees the unpacked packages in `/usr`; nobody else does, and nothing of it is left behind. */
function withPackages(command: Command): Command {
  const over = `mount -t overlay overlay -o 'lowerdir=${unpacked.folder}/usr:/usr' /usr && exec "$@"`;
  return ['unshare', '--mount', 'sh', '-c', over, 'sh', ...command];
}

async function provision(
  inside: (command: Command) => Command,
  folder: string,
  password: string,
): Promise<void> {
  const [command, ...args] = inside([
    'samba-tool',
    'domain',
    'provision',
    `--targetdir=${folder}`,
    '--realm=EXAMPLE.COM',
    '--domain=EXAMPLE',
    '--server-role=dc',
    '--dns-backend=NONE',
    `--adminpass=${password}`,
    `--host-ip=${host}`,
    '--host-name=dc1',
    '--option=server services=ldap',
  ]);
  const made = await run({ command, args, cwd: folder, env: cleanEnvironment() });
  if (made.code !== 0)
    throw new StackRefused(
      'Samba could not provision a domain here:',
      made.output.trim().split('\n').slice(-8),
    );
}

function answers(): Promise<boolean> {
  return new Promise((answer) => {
    const socket = connect(port, host);
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.once('connect', () => socket.end());
  });
}
