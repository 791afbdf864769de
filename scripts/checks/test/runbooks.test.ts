import { describe, expect, it } from 'vitest';
import { alarmsOf } from '../src/runbooks/alarms.ts';
import { pageFaults } from '../src/runbooks/pages.ts';
import { fieldsOf, queriesOf, queryFaults } from '../src/runbooks/queries.ts';

const outputs = (names: string) => ({
  path: 'terraform/modules/a/outputs.tf',
  text: `output "alarm_names" {\n  value = [${names}]\n}\n`,
});
const late = (description: string) => ({
  path: 'terraform/modules/a/main.tf',
  text: `resource "aws_cloudwatch_metric_alarm" "late" {\n  alarm_description = "${description}"\n}\n`,
});
const shown = outputs('aws_cloudwatch_metric_alarm.late.alarm_name');
/** As Terraform writes it. */
const link = (page: string) => `\${format(var.platform.runbook, ${page})}`;
const alarms = (...files: { path: string; text: string }[]) =>
  alarmsOf({ folder: 'terraform/modules/a', files });

describe('an alarm', () => {
  it('is known by the page that its description links, one by one or as a map', () => {
    const one = alarms(late(`It is late. Runbook: ${link('"late"')}`), shown);
    expect([one.alarms.map(({ page }) => page), one.faults]).toEqual([['late'], []]);
    const map = {
      path: 'terraform/modules/a/alarms.tf',
      text: 'locals {\n    too-late = {\n      says = "x"\n    }\n}\n',
    };
    const many = alarms(late(link('each.key')), map, shown);
    expect([many.alarms.map(({ page }) => page), many.faults]).toEqual([['too-late'], []]);
  });

  it('is a fault without a page, and where the dashboard would not show it', () => {
    expect(alarms(late('It is late.'), shown).faults).toEqual([
      expect.stringMatching(/the alarm late links no page/),
    ]);
    expect(alarms(late(link('"late"')), outputs('')).faults).toEqual([
      expect.stringMatching(/the dashboard would not show it/),
    ]);
  });
});

const whole = (name: string) =>
  `# ${name}: it is\n${['It means', 'Users feel', 'First look', 'Decide', 'Do', 'Healthy again', 'Prevent'].map((part) => `## ${part}\n`).join('')}`;
const page = (name: string, text = whole(name)) => ({ path: `docs/runbooks/${name}.md`, text });
const index = page('README', '[late](late.md)');
const lateAlarm = { at: 'main.tf', page: 'late' };

describe('a page of the runbook', () => {
  it('belongs to an alarm, and each alarm has one, with all its parts in order', () => {
    expect(pageFaults([lateAlarm], [index, page('late')], new Set())).toEqual([]);
    expect(pageFaults([lateAlarm], [index], new Set())).toEqual([
      expect.stringMatching(/there is no docs\/runbooks\/late.md/),
    ]);
    expect(pageFaults([lateAlarm], [index, page('late'), page('old')], new Set())).toEqual([
      'docs/runbooks/old.md: no alarm links it.',
      'docs/runbooks/old.md: the index, README.md, does not name it.',
    ]);
    const mixed = whole('late').replace('## Do\n', '').concat('## Do\n');
    expect(pageFaults([lateAlarm], [index, page('late', mixed)], new Set())).toEqual([
      expect.stringMatching(/in this order/),
    ]);
    expect(pageFaults([lateAlarm], [index, page('late', whole('soon'))], new Set())).toEqual([
      expect.stringMatching(/heading begins with its name/),
    ]);
  });

  it('sends nobody to a query that is not there', () => {
    const sent = `${whole('late')}The saved query \`cleandesk/one story\`.`;
    expect(pageFaults([lateAlarm], [index, page('late', sent)], new Set(['one story']))).toEqual([]);
    expect(pageFaults([lateAlarm], [index, page('late', sent)], new Set())).toEqual([
      'docs/runbooks/late.md: there is no saved query one story.',
    ]);
  });
});

describe('a saved query', () => {
  const sources = {
    code: ["log.warn('A group was late', { group, times })", "log.info('Other', { other })"],
    schemas: new Map<string, unknown>([
      [
        'ResetFailed.v1',
        {
          properties: {
            seat: { properties: { userName: {} } },
            scope: { anyOf: [{ properties: { policy: {} } }] },
          },
        },
      ],
    ]),
  };
  const faults = (text: string) => queryFaults({ name: 'q', text }, sources);

  it('is read from Terraform, and its fields from it', () => {
    expect(
      queriesOf('"one" = <<-EOT\n    fields a\n  EOT\n"two" = <<-EOT\n    fields b\n  EOT\n'),
    ).toHaveLength(2);
    expect(
      fieldsOf(
        'filter `detail-type` in ["A.v1"]\n| stats count(*) as times by bin(5m), detail.a.b\n| sort times desc | limit 5',
      ),
    ).toEqual(['detail-type', 'detail.a.b']);
  });

  it('asks for lines that are written, and fields that are in them', () => {
    expect(
      faults('filter message = "A group was late" | fields @timestamp, group, times, correlationId'),
    ).toEqual([]);
    expect(faults('filter message = "A group was lost" | fields service')).toEqual([
      'the query "q": nobody writes "A group was lost".',
    ]);
    expect(faults('filter message = "A group was late" | fields other')).toEqual([
      'the query "q": no log has other.',
    ]);
  });

  it('asks for events that are said, and fields that they have', () => {
    expect(
      faults(
        'filter `detail-type` = "ResetFailed.v1" | fields time, detail.seat.userName, detail.scope.policy',
      ),
    ).toEqual([]);
    expect(faults('filter `detail-type` = "ResetFailed.v1" | fields detail.seat.user')).toEqual([
      'the query "q": no log has detail.seat.user.',
    ]);
    expect(faults('filter `detail-type` = "ResetLost.v1"')).toEqual([
      'the query "q": there is no event ResetLost.v1.',
    ]);
  });
});
