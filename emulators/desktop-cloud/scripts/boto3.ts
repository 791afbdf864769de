import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** The newest of its kind: its service models list smithy-rpc-v2-cbor before JSON for WorkSpaces and CloudWatch. */
export const boto3 = 'boto3==1.44.5';
const run = promisify(execFile);

/**
 * boto3 and the service models of its botocore in a virtual environment of their own, made when it is not there.
 * @returns the path of its python
 * @throws Error when Python 3 has no venv, or PyPI can't be reached
 */
export async function boto3Python(): Promise<string> {
  const venv = join(import.meta.dirname, '../.local', boto3.replace('==', '-'));
  const python = join(venv, 'bin/python');
  if (existsSync(join(venv, 'ready'))) return python;
  try {
    await run('python3', ['-m', 'venv', '--clear', venv]);
  } catch (error) {
    throw new Error('Python 3 with venv is needed for boto3 (on Debian: apt install python3-venv).', {
      cause: error,
    });
  }
  await run(python, ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', boto3]);
  await run(python, ['-c', `import boto3; open(${JSON.stringify(join(venv, 'ready'))}, 'w').close()`]);
  return python;
}

/** The service model of one API as botocore has it, e.g. `workspaces`, `2015-04-08`. */
export async function botocoreModel(service: string, version: string): Promise<unknown> {
  const print = `
import botocore.loaders, json
print(json.dumps(botocore.loaders.Loader().load_service_model('${service}', 'service-2', '${version}')))`;
  const { stdout } = await run(await boto3Python(), ['-c', print], { maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(stdout);
}
