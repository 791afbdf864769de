/** Something that a policy leaves open. `untagged`: why it asks for no tag either, though AWS would look at one. */
export type Star = { sid: string; resource: string; because: string; untagged?: string };

/**
 * The one place for what policies leave open. The check fails for what is not here, and for what is here and no longer
 * in any policy. Accounts and Regions are those of the plan that is checked.
 */
export type Reasons = {
  /** Resources with a `*` in them. */
  stars: readonly Star[];
  /** Actions with a `*` in them. */
  actions: readonly { action: string; because: string }[];
  /** Types of resources that AWS looks at for an action, though its reference says `*` only. */
  taken: readonly { action: string; type: string; because: string }[];
  /** Services of AWS that are let in without being asked on whose behalf they come. */
  unasked: readonly { sid: string; because: string }[];
  /** Who may change a WorkSpace, and how: nobody else may. By the address in Terraform. */
  changesWorkspaces: Readonly<Record<string, readonly string[]>>;
};

const here = 'eu-central-1:111122223333';
const workspaces = `arn:aws:workspaces:${here}`;
const shardAlarms = `arn:aws:cloudwatch:${here}:alarm:WorkSpace_Disconnected_fleet_cleandesk_*`;
const itsAlarms = `arn:aws:cloudwatch:${here}:alarm:WorkSpace_Disconnected_id_*`;

const functions = [
  'approval-service-api',
  'approval-service-hear',
  'approval-service-steps',
  'alarm-manager-watch',
  'alarm-manager-reconcile',
  'rebuild-service-seats',
  'user-notices-tell',
  'directory-sync-sync',
];
const logs = functions.map(
  (name): Star => ({
    sid: 'WriteItsOwnLog',
    resource: `arn:aws:logs:${here}:log-group:/aws/lambda/cleandesk-${name}:*`,
    because: 'Lambda names the streams of a log as it likes',
    untagged: 'The log is named, and streams carry no tags',
  }),
);
const tagged = [1, 2, 3].map(
  (number): Star => ({
    sid: `ResetDesktopsThatCarryTheTags${number}`,
    resource: `${workspaces}:workspace/*`,
    because: 'Desktops come and go; which are ours the tags say',
  }),
);

export const reasons: Reasons = {
  changesWorkspaces: {
    'module.rebuild_service.module.seats.module.function.aws_iam_role_policy.work': [
      'workspaces:CreateTags',
      'workspaces:CreateWorkspaces',
      'workspaces:DeleteTags',
      'workspaces:RebootWorkspaces',
      'workspaces:RebuildWorkspaces',
      'workspaces:TerminateWorkspaces',
    ],
  },
  stars: [
    ...logs,
    ...tagged,
    {
      sid: 'LookAtDesktops',
      resource: '*',
      because: 'These calls take no resource in IAM. All of them only read',
    },
    {
      sid: 'TagWhatItCreates',
      resource: '*',
      because: 'Tagging takes no resource in IAM. Nothing can be tagged without the mark of a create of ours',
    },
    {
      sid: 'ReadTheBindUsersPasswords',
      resource: `arn:aws:secretsmanager:${here}:secret:cleandesk/ldap-??????`,
      because: 'Secrets Manager ends the ARN of a secret in six letters that nobody chooses',
    },
    {
      sid: 'LetLambdaConnectItToTheSubnets',
      resource: `arn:aws:ec2:${here}:network-interface/*`,
      because: 'Lambda makes these, and names them. Where they may be is said by subnets and security groups',
      untagged: 'Lambda puts no tags of ours on them; and the code itself is refused all of EC2',
    },
    {
      sid: 'LetLambdaLookAtTheNetwork',
      resource: '*',
      because:
        'These calls take no resource in IAM. All of them only read, and the code itself is refused them',
    },
    {
      sid: 'ShowHolds',
      resource: '*',
      because: 'Tagging takes no resource in IAM. One key, which is ours, can be set and taken off',
    },
    {
      sid: 'ShowWhichGroupADesktopIsFor',
      resource: '*',
      because: 'Tagging takes no resource in IAM. One key can be set, to the names of configured groups',
    },
    {
      sid: 'ResetDesktops',
      resource: `${workspaces}:workspace/*`,
      because: 'Only where a policy selects by directory or bundle: then any desktop may be one of its own',
      untagged: 'Such a policy asks for no tags, and IAM knows neither directory nor bundle of a desktop',
    },
    {
      sid: 'CreateDesktopsThatSayTheyAreOurs',
      resource: `${workspaces}:workspace/*`,
      because: 'A desktop that is still to be made has no id',
    },
    {
      sid: 'CreateThemInTheirDirectoryFromTheirBundle',
      resource: `${workspaces}:directory/*`,
      because: 'A desktop is made again where it was, and policies that select by tags name no directory',
      untagged: 'Tags of directories are nothing that policies ask for; the desktop itself carries its mark',
    },
    {
      sid: 'CreateThemInTheirDirectoryFromTheirBundle',
      resource: 'arn:aws:workspaces:eu-central-1:*:workspacebundle/*',
      because: "Likewise, and AWS's own bundles are in no account that we know",
      untagged: "Likewise, and AWS's own bundles have no tags",
    },
    {
      sid: 'KeepTheDisconnectAlarms',
      resource: itsAlarms,
      because: 'One alarm for each desktop, under a prefix of ours',
      untagged: 'AWS deletes a hundred alarms in a call: a single one without its tag would keep all of them',
    },
    { sid: 'TagTheDisconnectAlarms', resource: itsAlarms, because: 'The same alarms, under the same prefix' },
    {
      sid: 'KeepTheAlarmsOfShards',
      resource: shardAlarms,
      because:
        'One alarm for each shard of the fleet that the owner names, under a prefix of this deployment',
      untagged: 'As with the alarms of desktops: AWS refuses a whole call for one alarm without its tag',
    },
    { sid: 'TagTheAlarmsOfShards', resource: shardAlarms, because: 'The same alarms, under the same prefix' },
    {
      sid: 'DeliverItsLog',
      resource: '*',
      because: 'Delivery of logs takes no resource in IAM: so AWS has it for state machines that log',
    },
    {
      sid: 'ListAlarms',
      resource: `arn:aws:cloudwatch:${here}:alarm:*`,
      because: 'A list is asked for by prefix, and IAM knows no prefix of a list. It only reads',
    },
    {
      sid: 'StartTimers',
      resource: `arn:aws:scheduler:${here}:schedule/cleandesk/*`,
      because: 'Timers come and go, all of them in our group',
      untagged: 'A timer carries no tags. Its group does, and is named',
    },
    {
      sid: 'SeeWhetherTheKeyOfADesktopIsEnabled',
      resource: `arn:aws:kms:${here}:key/*`,
      because: 'Only AWS knows which key a desktop is encrypted with. It only reads',
    },
    {
      sid: 'LetWorkSpacesUseTheKeyOfADesktop',
      resource: `arn:aws:kms:${here}:key/*`,
      because: 'Likewise; only through WorkSpaces, and where the policy of the key leaves it to the account',
      untagged:
        "Keys and their tags are the owner's: a key that nobody tagged would cost its user the desktop",
    },
  ],
  actions: [
    { action: 'kms:GenerateDataKey*', because: 'It is taken with and without the plain key beside it' },
    { action: 'kms:ReEncrypt*', because: 'It has two halves, from and to, of which none is of use alone' },
  ],
  taken: [
    {
      action: 'states:SendTaskSuccess',
      type: 'statemachine',
      because:
        "A refusal of AWS's names the state machine, and a policy that names it lets the call through (aws/aws-cdk, pull request 8486)",
    },
  ],
  unasked: [
    {
      sid: 'LetTheFunctionRun',
      because: 'Lambda gives a role only to functions whose maker may pass it, and that is what IAM checks',
    },
    {
      sid: 'LetEventBridgeMakeStreams',
      because: 'EventBridge does not say for which rule it makes a stream. It can make empty ones, no more',
    },
  ],
};
