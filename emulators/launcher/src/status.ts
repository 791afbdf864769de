import { join } from 'node:path';
import { cloudLog } from './desktop-cloud.ts';
import { healthOf } from './emulators.ts';
import { tailOf } from './log-files.ts';
import { baseLog } from './ministack.ts';
import { defaults } from './options.ts';
import { isPortalHealthy, portalLog } from './portal/local-portal.ts';
import { isFree } from './ports.ts';
import { isRunning } from './processes.ts';
import { stackPaths } from './repository.ts';
import { type BaseKind, readState, type Settings } from './state.ts';

export type EmulatorStatus = {
  healthy: boolean;
  port: number;
  url: string;
  pid?: number;
  log: string;
  tail: string[];
};
export type StackStatus = {
  dir: string;
  up: boolean;
  base?: EmulatorStatus & { kind: BaseKind };
  cloud?: EmulatorStatus;
  /** The server of the portal's files, of a stack that has one. */
  portal?: EmulatorStatus;
  /** The OpenLDAP, of a stack that has one. */
  directory?: EmulatorStatus;
  deployed: boolean;
  settings?: Settings;
  /** The local stack's policies, as its Terraform says them. */
  policies: unknown;
};

/** What stands in this folder, asked of the emulators themselves. `tail` is a dead one's last words. */
export async function status(options: { dir?: string } = {}): Promise<StackStatus> {
  const dir = options.dir ?? defaults.dir;
  const paths = stackPaths(dir);
  const state = readState(paths.stateFile);
  const health = await healthOf(state);
  const { portal, directory } = state;
  const servesPortal =
    portal?.process !== undefined && isRunning(portal.process) && (await isPortalHealthy(portal.port));
  const servesDirectory =
    directory !== undefined &&
    (directory.process ? isRunning(directory.process) : !(await isFree(directory.port)));
  const describe = (
    emulator: { port: number; process?: { pid: number } | undefined },
    healthy: boolean,
    log: string,
  ) => ({
    healthy,
    port: emulator.port,
    url: `http://127.0.0.1:${emulator.port}`,
    ...(emulator.process ? { pid: emulator.process.pid } : {}),
    log,
    tail: healthy ? [] : tailOf(log, 5),
  });
  return {
    dir: paths.root,
    up: health.base && health.cloud,
    ...(state.base
      ? { base: { kind: state.base.kind, ...describe(state.base, health.base, baseLog(paths)) } }
      : {}),
    ...(state.cloud ? { cloud: describe(state.cloud, health.cloud, cloudLog(paths)) } : {}),
    ...(portal ? { portal: describe(portal, servesPortal, portalLog(paths)) } : {}),
    ...(directory
      ? {
          directory: {
            ...describe(directory, servesDirectory, join(paths.directory, 'slapd.log')),
            url: directory.urls.join(' '),
          },
        }
      : {}),
    deployed: health.base && health.cloud && state.deployment !== undefined,
    ...(state.settings ? { settings: state.settings } : {}),
    policies: state.deployment?.outputs.policies ?? [],
  };
}
