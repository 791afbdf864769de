import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { boto3 } from './boto3.ts';
import { venvWith } from './venv.ts';

/** What the desktop cloud is compared with. */
export const moto = 'moto[server,workspaces]==5.2.5';

export type RunningMoto = { url: string; python: string; directoryId: string; stop(): Promise<void> };

/** moto's server on a free port, with one directory that is registered with WorkSpaces. */
export async function startMoto(): Promise<RunningMoto> {
  const python = await venvWith(moto, boto3);
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  const ended = once(child, 'exit');
  try {
    await answering(url);
    const { stdout } = await promisify(execFile)(python, ['-c', registered, url]);
    return {
      url,
      python,
      directoryId: stdout.trim(),
      async stop() {
        child.kill('SIGTERM');
        await ended;
      },
    };
  } catch (error) {
    child.kill('SIGTERM');
    throw error;
  }
}

const registered = `
import boto3, sys
def of(name):
    return boto3.client(name, endpoint_url=sys.argv[1], region_name='us-east-1',
                        aws_access_key_id='bench', aws_secret_access_key='bench')
vpc = of('ec2').describe_vpcs()['Vpcs'][0]['VpcId']
subnets = [s['SubnetId'] for s in of('ec2').describe_subnets(Filters=[{'Name': 'vpc-id', 'Values': [vpc]}])['Subnets'][:2]]
directory = of('ds').create_directory(Name='moto.example.com', Password='Passw0rd-of-a-test', Size='Small',
                                      VpcSettings={'VpcId': vpc, 'SubnetIds': subnets})['DirectoryId']
of('workspaces').register_workspace_directory(DirectoryId=directory, SubnetIds=subnets, EnableSelfService=False)
print(directory)
`;

async function answering(url: string): Promise<void> {
  for (let attempt = 0; attempt < 120; attempt++) {
    try {
      if ((await fetch(`${url}/moto-api/data.json`)).ok) return;
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
    }
    await setTimeout(250);
  }
  throw new Error('moto did not start in 30 s');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (typeof address !== 'object' || address === null) throw new Error('there is no free port');
  return address.port;
}
