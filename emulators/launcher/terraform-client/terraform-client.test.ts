import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defaultSeed, type RunningDesktopCloud, startDesktopCloud } from '@cleandesk/desktop-cloud';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { prepareTerraform, terraform } from '../src/index.ts';

const folder = mkdtempSync(join(tmpdir(), 'cleandesk-terraform-client-'));
let cloud: RunningDesktopCloud | undefined;
let env: NodeJS.ProcessEnv = {};

/** Two directories that stand in the account, which WorkSpaces does not know yet. */
function seed() {
  const { directories, ...rest } = defaultSeed();
  const more = [
    { directoryId: 'd-9067000003', directoryType: 'SIMPLE_AD' },
    { directoryId: 'd-9067000004', directoryType: 'AD_CONNECTOR' },
  ] as const;
  const unregistered = more.map((one, index) => ({
    ...one,
    alias: `terraform-${index}`,
    directoryName: `terraform${index}.example.com`,
    registered: false,
  }));
  return { ...rest, directories: [...directories, ...unregistered] };
}

beforeAll(async () => {
  copyFileSync(join(import.meta.dirname, 'main.tf'), join(folder, 'main.tf'));
  // 6 hours, after which a volume may grow, are 6 s.
  cloud = await startDesktopCloud({
    speed: 3600,
    seed: seed(),
    checkAnswers: true,
    settings: { throttle: { enabled: false } },
  });
  const tool = await prepareTerraform();
  env = { ...tool.env, TF_VAR_endpoint: cloud.url };
  await said(['init', ...tool.initArgs]);
});
afterAll(async () => {
  await cloud?.close();
  rmSync(folder, { recursive: true, force: true });
});

async function said(args: string[]): Promise<string> {
  const [command = '', ...rest] = args;
  const { code, output } = await terraform([command, '-no-color', ...rest], folder, env);
  if (code !== 0) throw new Error(`terraform ${args.join(' ')} ended with ${code}:\n${output}`);
  return output;
}

const planned = z.object({
  resource_changes: z.array(
    z.object({
      address: z.string(),
      mode: z.string(),
      change: z.object({ actions: z.array(z.string()), importing: z.object({ id: z.string() }).optional() }),
    }),
  ),
});

/** What a plan would do: address → `create`, `update`, …, `import`, or `no-op`. */
async function plan(...args: string[]): Promise<Record<string, string>> {
  await said(['plan', '-out=plan', ...args]);
  const { resource_changes: changes } = planned.parse(JSON.parse(await said(['show', '-json', 'plan'])));
  return Object.fromEntries(
    changes
      .filter(({ mode }) => mode === 'managed')
      .map(({ address, change: { actions, importing } }) => {
        const action = actions.join(' and ');
        return [address, importing === undefined ? action : action.replace('no-op', 'import')];
      }),
  );
}

const resources = [
  'aws_workspaces_connection_alias.desks',
  'aws_workspaces_directory.plain',
  'aws_workspaces_directory.third',
  'aws_workspaces_ip_group.home',
  'aws_workspaces_ip_group.office',
  'aws_workspaces_workspace.full',
  'aws_workspaces_workspace.larger',
  'aws_workspaces_workspace.plain',
  'aws_workspaces_workspace.resting',
  'aws_workspaces_workspace.stronger',
];
const all = (action: string) => Object.fromEntries(resources.map((address) => [address, action]));

const stateSchema = z.object({
  resources: z.array(
    z.object({
      mode: z.string(),
      type: z.string(),
      name: z.string(),
      instances: z.array(z.object({ attributes: z.object({ id: z.string() }) })),
    }),
  ),
});

/** What stands in the cloud. */
async function standing(operation: string): Promise<string> {
  const api = cloud?.cloud.apis.get('WorkspacesService');
  if (cloud === undefined || api === undefined) throw new Error('the desktop cloud is not up');
  return JSON.stringify(await cloud.cloud.call(api, operation, () => ({})));
}

describe('Terraform with the AWS provider', () => {
  it('makes directories, IP groups, desktops and an alias, and reads bundles, images and what it made', async () => {
    expect(await plan()).toEqual(all('create'));
    await said(['apply', 'plan']);
    expect(JSON.parse(await said(['output', '-json', 'seen']))).toEqual({
      bundles: {
        by_id: ['Standard with Windows 10 (Server 2022 based)', 'STANDARD'],
        by_name: ['VALUE', '10'],
        own: ['wsb-power0001', '175'],
      },
      directory: ['terraform0.example.com', 'first'],
      image: ['AVAILABLE', 'WINDOWS'],
      by_user: [true, 'ALWAYS_ON'],
      by_id: ['ada.berg', 'it'],
      full: ['terraform', 'alias/aws/workspaces'],
    });
  });

  it('finds nothing to change afterwards', async () => {
    await expect(said(['plan', '-detailed-exitcode'])).resolves.toContain('No changes');
  });

  it('finds out what somebody else has changed, and puts it right', async () => {
    const api = cloud?.cloud.apis.get('WorkspacesService');
    if (cloud === undefined || api === undefined) throw new Error('the desktop cloud is not up');
    const change = { ResourceId: 'd-9067000004', SelfservicePermissions: { RebuildWorkspace: 'ENABLED' } };
    await cloud.cloud.call(api, 'ModifySelfservicePermissions', () => change);
    const tags = { ResourceId: 'd-9067000003', Tags: [{ Key: 'office', Value: 'taken' }] };
    await cloud.cloud.call(api, 'CreateTags', () => tags);
    expect(await plan()).toEqual({ ...all('no-op'), 'aws_workspaces_directory.third': 'update' });
    await said(['apply', 'plan']);
  });

  it('changes properties and tags in place, and then finds nothing to change', async () => {
    expect(await plan('-var=stage=2')).toEqual({
      ...all('update'),
      'aws_workspaces_directory.plain': 'no-op',
      'aws_workspaces_ip_group.home': 'no-op',
      'aws_workspaces_workspace.plain': 'no-op',
    });
    await said(['apply', 'plan']);
    await expect(said(['plan', '-var=stage=2', '-detailed-exitcode'])).resolves.toContain('No changes');
  });

  it('imports all of it as it stands', async () => {
    const file = join(folder, 'terraform.tfstate');
    const state = stateSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    const blocks = state.resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap(({ type, name, instances }) =>
        instances.map(({ attributes: { id } }) => `import {\n  to = ${type}.${name}\n  id = "${id}"\n}\n`),
      );
    writeFileSync(join(folder, 'import.tf'), blocks.join('\n'));
    rmSync(file);
    expect(await plan('-var=stage=2')).toEqual(all('import'));
    await said(['apply', 'plan']);
    rmSync(join(folder, 'import.tf'));
  });

  it('takes all of it away again', async () => {
    await said(['destroy', '-auto-approve', '-var=stage=2']);
    expect(await standing('DescribeWorkspaceDirectories')).not.toMatch(/d-906700000[34]/);
    expect(await standing('DescribeIpGroups')).toBe('{"Result":[]}');
    expect(await standing('DescribeConnectionAliases')).toBe('{}');
    expect(await standing('DescribeWorkspaces')).not.toMatch(/AVAILABLE|STOPPED/);
  });
});
