import { execute } from './command-line.ts';

export const turbo = (task: string, ...args: string[]) =>
  ['turbo', 'run', task, '--continue', '--concurrency=2', '--no-update-notifier', ...args] as const;

/**
 * Whether a change reaches this package, or one that it is made of: since `TURBO_SCM_BASE`, or where the branch left main.
 * One that turbo can't compare counts as one that does.
 */
export async function isAffected(name: string): Promise<boolean> {
  const { code, output } = await execute([...turbo('build', `--filter=${name}`, '--affected', '--dry=json')]);
  // turbo warns before it answers.
  const answer = output.slice(output.indexOf('\n{') + 1);
  if (code !== 0) return true;
  const told: unknown = JSON.parse(answer);
  const packages =
    typeof told === 'object' && told !== null && 'packages' in told ? told.packages : undefined;
  return !Array.isArray(packages) || packages.includes(name);
}
