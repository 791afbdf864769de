import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { venvWith } from './venv.ts';

/** The newest of its kind: its service models list smithy-rpc-v2-cbor before JSON for WorkSpaces and CloudWatch. */
export const boto3 = 'boto3==1.44.5';

/** A python that has boto3, and the service models of its botocore. Throws as `venvWith` does. */
export const boto3Python = (): Promise<string> => venvWith(boto3);

/** The service model of one API as botocore has it, e.g. `workspaces`, `2015-04-08`. */
export async function botocoreModel(service: string, version: string): Promise<unknown> {
  const print = `
import botocore.loaders, json
print(json.dumps(botocore.loaders.Loader().load_service_model('${service}', 'service-2', '${version}')))`;
  const { stdout } = await promisify(execFile)(await boto3Python(), ['-c', print], {
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}
