import type { Plan } from './plan.ts';

const widest = 40;

/** For whoever reads it on a screen. */
export function planText(plan: Plan): string {
  const lines = [
    `Group ${plan.group}${plan.server === undefined ? '' : `, read at ${plan.server}`}${plan.dryRun ? ' (dry run: the service asks for nothing)' : ''}`,
    '',
  ];
  if (plan.refused !== undefined) {
    lines.push(`Refused: ${plan.refused.reason}`, plan.refused.explanation, '', 'Nothing would change.');
    return lines.join('\n');
  }
  const width = Math.min(widest, Math.max(5, ...plan.changes.map(({ login }) => login.length)));
  for (const { login, will, why } of plan.changes)
    lines.push(`  ${login.padEnd(width)}  will ${will.padEnd(20)} ${why}`);
  for (const { from, to } of plan.renamed)
    lines.push(`  ${from.padEnd(width)}  stays as it is      renamed to ${to}: a person decides`);
  if (plan.changes.length + plan.renamed.length > 0) lines.push('');
  const count = (will: string) => plan.changes.filter((one) => one.will === will).length;
  const { withoutMail = 0, disabled = 0, withoutUsableLogin = 0 } = plan.leftOut ?? {};
  lines.push(
    `${plan.members} members: ${count('get a desktop')} would get a desktop, ${count('lose it')} would lose it, ${count('begin to leave')} would begin to leave, ${count('be asked for again')} would be asked for again.`,
    `Left out: ${withoutMail} without mail address, ${disabled} disabled, ${withoutUsableLogin} without a login that a desktop can have. Not readable: ${plan.unread ?? 0}.`,
  );
  return lines.join('\n');
}
