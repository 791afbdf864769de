import { run } from './commands.ts';
import { repositoryRoot } from './repository.ts';

/** Runs Docker's command line in the checkout, where docker-compose.yml lies. Rejects where there is none. */
export function docker(args: string[], env: NodeJS.ProcessEnv): Promise<{ code: number; output: string }> {
  return run({ command: 'docker', args, cwd: repositoryRoot, env });
}

/** What it said last, for whoever has to find out. */
export function lastLines(output: string): string[] {
  return output.trim().split('\n').slice(-8);
}
