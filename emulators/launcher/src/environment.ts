import { testCredentials } from './credentials.ts';
import { directoryIn, type LocalDirectory } from './directory/local-directory.ts';
import { urlsOf } from './emulators.ts';
import { defaults } from './options.ts';
import { type LocalPortal, portalIn } from './portal/local-portal.ts';
import { stackPaths } from './repository.ts';
import { readState, type StackState } from './state.ts';

/** How a stack is reached. */
export type StackEnvironment = {
  baseUrl: string;
  cloudUrl: string;
  region: string;
  /** Of a stack that has one. */
  directory?: LocalDirectory;
  /** Of a stack that has one. */
  portal?: LocalPortal;
  /** What the local stack's Terraform says of itself, as it says it. Empty without a deployment. */
  outputs: Record<string, unknown>;
  /** For AWS CLI, boto3, an SDK or a script: endpoints, test credentials, and each output as `CLEANDESK_…`. */
  variables: Record<string, string>;
};

/** How the stack in this folder is reached. Throws `StackRefused` when there is none. */
export function environment(options: { dir?: string } = {}): StackEnvironment {
  return environmentOf(readState(stackPaths(options.dir ?? defaults.dir).stateFile));
}

export function environmentOf(state: StackState): StackEnvironment {
  const { baseUrl, cloudUrl } = urlsOf(state);
  const outputs = state.deployment?.outputs ?? {};
  const portal = portalIn(state);
  return {
    baseUrl,
    cloudUrl,
    region: testCredentials.AWS_REGION,
    outputs,
    ...(state.directory === undefined ? {} : { directory: directoryIn(state) }),
    ...(portal === undefined ? {} : { portal }),
    variables: {
      AWS_ENDPOINT_URL: baseUrl,
      // The four that no base emulator has right are the desktop cloud's.
      AWS_ENDPOINT_URL_WORKSPACES: cloudUrl,
      AWS_ENDPOINT_URL_SCHEDULER: cloudUrl,
      AWS_ENDPOINT_URL_CLOUDWATCH: cloudUrl,
      AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API: cloudUrl,
      DESKTOP_CLOUD_URL: cloudUrl,
      ...testCredentials,
      ...outputVariables(outputs),
      ...(portal === undefined ? {} : portalVariables(portal)),
    },
  };
}

/** Its users' passwords are good on this machine only. */
function portalVariables({ url, apiUrl, passwords }: LocalPortal): Record<string, string> {
  return { PORTAL_URL: url, API_URL: apiUrl, PORTAL_PASSWORDS: JSON.stringify(passwords) };
}

/**
 * Terraform's outputs as variables: `event_bus` is `CLEANDESK_EVENT_BUS`, and `queues = { watch = { url } }` is
 * `CLEANDESK_QUEUES_WATCH_URL`. A list stays JSON.
 */
export function outputVariables(
  outputs: Record<string, unknown>,
  prefix = 'CLEANDESK',
): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [name, value] of Object.entries(outputs)) {
    const variable = `${prefix}_${name.replace(/[^A-Za-z0-9]+/g, '_').toUpperCase()}`;
    if (value === null || value === undefined) continue;
    if (typeof value === 'object' && !Array.isArray(value)) {
      Object.assign(variables, outputVariables({ ...value }, variable));
    } else {
      variables[variable] = typeof value === 'string' ? value : JSON.stringify(value);
    }
  }
  return variables;
}

/** Lines that a shell can `eval`. */
export function exportLines(variables: Record<string, string>): string[] {
  return Object.entries(variables).map(
    ([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  );
}
