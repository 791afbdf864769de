import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { functionLogs, type StackEnvironment } from '@cleandesk/launcher';
import type { Heard } from '@cleandesk/testkit';
import { findings, mailAddress, type Pattern } from '@cleandesk/testkit/secrets';

/** A log, by the name that a person would look it up by. What Terraform says it will make is a plan. */
export type Log = { name: string; kind: 'function' | 'emulator' | 'plan'; lines: readonly string[] };

/** The base emulator says whom its SES writes to, and nothing else there does: SES itself has to know. */
const sesItself = /\] SESv2 SendEmail: MessageId=/;

/** Everything that has been logged on a stack: by each function in CloudWatch Logs, and by what the stack is made of. */
export async function allLogs(stack: StackEnvironment, dir: string): Promise<Log[]> {
  const lines = await functionLogs(stack.baseUrl, 0);
  const groups = Map.groupBy(lines, ({ logGroup }) => logGroup);
  const folder = join(dir, 'logs');
  return [
    ...[...groups].map(
      ([name, said]): Log => ({
        name,
        kind: 'function',
        lines: said.map(({ message }) => message),
      }),
    ),
    ...readdirSync(folder).map(
      (name): Log => ({
        name,
        kind: name === 'terraform.log' ? 'plan' : 'emulator',
        lines: readFileSync(join(folder, name), 'utf8')
          .split('\n')
          .filter((line) => line.trim() !== '' && !sesItself.test(line)),
      }),
    ),
  ];
}

/** What of it should not be there: a line for each find, with its place and not with the secret itself. */
export function leaksIn(logs: readonly Log[], patterns: readonly Pattern[]): string[] {
  return logs.flatMap(({ name, lines }) =>
    findings(lines.join('\n'), patterns).map(
      ({ what, line, begins }) => `${name}, line ${line}: ${what} (${begins})`,
    ),
  );
}

/** Events that hold a mail address: what is on the bus lies in its archive and in the log of events for weeks. */
export function mailAddressesIn(events: readonly Heard[]): string[] {
  return events.flatMap((event) =>
    findings(JSON.stringify(event.detail), [mailAddress]).map(
      ({ what, begins }) => `${event.source}, ${event['detail-type']}: ${what} (${begins})`,
    ),
  );
}
