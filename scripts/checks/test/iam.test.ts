import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { grantsOf, resourcesOf } from '../src/iam/grants.ts';
import type { Reasons } from '../src/iam/reasons.ts';
import { canMean, referenceOf } from '../src/iam/reference.ts';
import { faultsOf } from '../src/iam/rules.ts';

const desktops = 'arn:aws:workspaces:eu-central-1:111122223333:workspace/*';
const seats = 'module.rebuild_service.module.seats.module.function.aws_iam_role_policy.work';

/** What AWS says, as far as these stories go. */
const reference = referenceOf(
  JSON.parse(readFileSync(join(import.meta.dirname, 'fixtures/reference.json'), 'utf8')),
);

const reasons: Reasons = {
  changesWorkspaces: { [seats]: ['workspaces:TerminateWorkspaces', 'workspaces:CreateTags'] },
  stars: [{ sid: 'EndDesktops', resource: desktops, because: 'Desktops come and go' }],
  actions: [],
  taken: [],
  unasked: [],
};

const byTag = { StringEquals: { 'aws:ResourceTag/Pool': ['kiosk'] } };
const endDesktops = {
  Sid: 'EndDesktops',
  Effect: 'Allow',
  Action: 'workspaces:TerminateWorkspaces',
  Resource: desktops,
  Condition: byTag,
};
type Change = Record<string, unknown>;

/** As Terraform writes a state: a module in a module, and policies as text. */
const plan = (
  statements: readonly Change[],
  address = seats,
  type = 'aws_iam_role_policy',
  field = 'policy',
) => {
  const values = { [field]: JSON.stringify({ Version: '2012-10-17', Statement: statements }) };
  const resources = resourcesOf({
    root_module: {
      child_modules: [{ child_modules: [{ resources: [{ address, mode: 'managed', type, values }] }] }],
    },
  });
  return { resources, grants: grantsOf(resources) };
};
const faults = (...plans: ReturnType<typeof plan>[]) => faultsOf(plans, reference, reasons);
/** What is said of the one statement that is right, when it is changed so. */
const whenChanged = (change: Change) => faults(plan([endDesktops, { ...endDesktops, ...change }]));

describe('what roles may do', () => {
  it('is right when it is named, narrowed and has its reason', () => {
    expect(faults(plan([endDesktops]))).toEqual([]);
  });

  it('is refused when another service may change a desktop', () => {
    const stranger = 'module.alarm_manager.module.watch.aws_iam_role_policy.work';
    expect(faults(plan([endDesktops], stranger))).toEqual([
      `${stranger}, EndDesktops: may not have workspaces:TerminateWorkspaces. Only rebuild-service changes WorkSpaces.`,
    ]);
  });

  it('is refused where a resource could be named', () => {
    expect(whenChanged({ Resource: '*' })).toContainEqual(
      `${seats}, EndDesktops: workspaces:TerminateWorkspaces on *, though a workspaceid can be named.`,
    );
  });

  it('is refused where AWS would refuse it', () => {
    const directory = 'arn:aws:workspaces:eu-central-1:111122223333:directory/d-1';
    expect(whenChanged({ Resource: directory })).toEqual([
      `${seats}, EndDesktops: workspaces:TerminateWorkspaces takes a workspaceid, so AWS would refuse it here.`,
      `${seats}, EndDesktops: none of these calls takes ${directory}.`,
    ]);
    expect(whenChanged({ Resource: [desktops, directory] })).toEqual([
      `${seats}, EndDesktops: none of these calls takes ${directory}.`,
    ]);
    expect(whenChanged({ Action: 'workspaces:DescribeWorkspaces', Condition: {} })).toContainEqual(
      `${seats}, EndDesktops: workspaces:DescribeWorkspaces takes * only, so AWS would refuse it here.`,
    );
    expect(whenChanged({ Action: 'workspaces:EndWorkspaces' })).toEqual([
      expect.stringContaining('AWS knows no workspaces:EndWorkspaces.'),
    ]);
    expect(whenChanged({ Condition: { StringEquals: { 'aws:RequestTag/Pool': 'kiosk' } } })).toEqual([
      expect.stringContaining('AWS has no aws:RequestTag/Pool of workspaces:TerminateWorkspaces'),
    ]);
  });

  it('is refused with a star that nobody has given a reason for, and a reason that nothing needs', () => {
    expect(faults(plan([{ ...endDesktops, Sid: 'EndThem' }]))).toEqual([
      `${seats}, EndThem: ${desktops} has a *, and no reason for it is in reasons.ts.`,
      `reasons.ts: nothing needs this reason any more: stars EndDesktops ${desktops}.`,
    ]);
    expect(whenChanged({ Action: 'workspaces:Terminate*' })).toEqual([
      `${seats}, EndDesktops: workspaces:Terminate* is more than one action. Name them one by one.`,
    ]);
  });

  it('is refused without a condition on tags, where AWS looks at them', () => {
    expect(whenChanged({ Condition: {} })).toEqual([
      `${seats}, EndDesktops: workspaces:TerminateWorkspaces on ${desktops} asks for no tag, though AWS would look at one.`,
    ]);
    expect(whenChanged({ Action: 'workspaces:CreateTags', Resource: '*', Condition: {} })).toContainEqual(
      `${seats}, EndDesktops: workspaces:CreateTags on * asks for no tag, though AWS would look at one.`,
    );
  });

  it('is refused when it is said by what it is not', () => {
    const { Action: _action, ...rest } = endDesktops;
    expect(() => plan([{ ...rest, NotAction: 'workspaces:CreateWorkspaces' }])).toThrow('NotAction');
  });

  it('is refused when it is attached from elsewhere', () => {
    const elsewhere = plan([], 'aws_iam_role_policy_attachment.admin', 'aws_iam_role_policy_attachment');
    expect(faults(plan([endDesktops]), elsewhere)).toEqual([
      expect.stringContaining('aws_iam_role_policy_attachment is not looked at here'),
    ]);
    const admin = { address: 'aws_iam_role.seats', mode: 'managed', type: 'aws_iam_role' } as const;
    const values = { managed_policy_arns: ['arn:aws:iam::aws:policy/AdministratorAccess'] };
    expect(faults(plan([endDesktops]), { resources: [{ ...admin, values }], grants: [] })).toEqual([
      'aws_iam_role.seats: attached policies (arn:aws:iam::aws:policy/AdministratorAccess) say more than the role needs.',
    ]);
  });
});

describe('who is let in', () => {
  const letIn = (principal: unknown, condition?: Change) =>
    faults(
      plan([endDesktops]),
      plan(
        [
          {
            Sid: 'LetIn',
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Resource: 'arn:aws:sqs:eu-central-1:111122223333:seats',
            Principal: principal,
            ...(condition === undefined ? {} : { Condition: condition }),
          },
        ],
        'aws_sqs_queue.work',
        'aws_sqs_queue',
      ),
    );
  const ours = { ArnEquals: { 'aws:SourceArn': 'arn:aws:events:eu-central-1:111122223333:rule/ours' } };

  it('is a service of AWS that says on whose behalf it comes', () => {
    expect(letIn({ Service: 'events.amazonaws.com' }, ours)).toEqual([]);
    expect(letIn({ Service: 'events.amazonaws.com' })).toEqual([
      expect.stringContaining('aws_sqs_queue.work, LetIn: asks for no aws:SourceArn'),
    ]);
  });

  it('is nobody else', () => {
    for (const principal of ['*', { AWS: '*' }, { AWS: ['arn:aws:iam::444455556666:root'] }])
      expect(letIn(principal, ours)).toEqual([expect.stringContaining('LetIn: lets in ')]);
  });
});

describe('a resource of a policy', () => {
  const arnOf = (action: string) => reference.actions(action)[0]?.resources[0]?.arn ?? '';
  const workspace = arnOf('workspaces:TerminateWorkspaces');

  it('can mean one of a type, as far as its stars go', () => {
    expect(canMean(desktops, workspace)).toBe(true);
    expect(canMean('arn:aws:workspaces:*:*:workspace/ws-1', workspace)).toBe(true);
    expect(canMean('arn:aws:workspaces:eu-central-1:111122223333:workspacebundle/*', workspace)).toBe(false);
    expect(
      canMean(
        'arn:aws:logs:eu-central-1:111122223333:log-group:/aws/lambda/seats:*',
        arnOf('logs:PutLogEvents'),
      ),
    ).toBe(true);
  });

  it('goes beyond the reference where AWS does, and no longer than needed', () => {
    const json: unknown = JSON.parse(
      readFileSync(join(import.meta.dirname, 'fixtures/reference.json'), 'utf8'),
    );
    const describeDesktop = { action: 'workspaces:DescribeWorkspaces', type: 'workspaceid' };
    const types = (taken: readonly { action: string; type: string }[]) =>
      referenceOf(json, taken)
        .actions('workspaces:DescribeWorkspaces')
        .flatMap(({ resources }) => resources.map(({ type }) => type));
    expect([types([]), types([describeDesktop])]).toEqual([[], ['workspaceid']]);
    expect(() => types([{ ...describeDesktop, action: 'workspaces:TerminateWorkspaces' }])).toThrow(
      'says itself by now',
    );
    expect(() => types([{ ...describeDesktop, type: 'desktop' }])).toThrow('AWS knows no desktop');
  });
});
