/** An alarm of a Terraform module, by the page that it links. */
export type Alarm = { at: string; page: string };

export type Module = { folder: string; files: readonly { path: string; text: string }[] };

const linked = /format\(var(?:\.platform)?\.runbook, (?:"([a-z-]+)"|each\.key)\)/;
/** Alarms that one resource makes of a map: each is an object whose first word is what it says. */
const ofAMap = /^ *([a-z][a-z-]+) *= \{\n *says +=/gm;

/** The alarms of a module, and what is wrong with them: without a page, or not among the names that the dashboard shows. */
export function alarmsOf({ folder, files }: Module): { alarms: Alarm[]; faults: string[] } {
  const alarms: Alarm[] = [];
  const faults: string[] = [];
  const outputs = files.find(({ path }) => path.endsWith('/outputs.tf'))?.text ?? '';
  const shown = /output "alarm_names" \{.*?\n\}/s.exec(outputs)?.[0] ?? '';
  for (const { path, text } of files)
    for (const [block, name = ''] of text.matchAll(
      /^resource "aws_cloudwatch_metric_alarm" "(\w+)" \{.*?^\}/gms,
    )) {
      const at = `${path}: the alarm ${name}`;
      if (!shown.includes(`aws_cloudwatch_metric_alarm.${name}`))
        faults.push(`${at} is not in the output alarm_names of ${folder}: the dashboard would not show it.`);
      const [link, page] = linked.exec(block) ?? [];
      if (link === undefined)
        faults.push(`${at} links no page: its description ends with format(var.runbook, …).`);
      else if (page !== undefined) alarms.push({ at, page });
      else
        for (const file of files)
          for (const [, key = ''] of file.text.matchAll(ofAMap))
            alarms.push({ at: `${file.path}: ${key}`, page: key });
    }
  return { alarms, faults };
}
