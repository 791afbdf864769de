# What who operates this deployment may need in IAM, with its own names. docs/operator-role.md says what each part is for; a test compares the two.

locals {
  operator_arns = {
    bus      = module.event_bus.arn
    tables   = [for table in ["seats", "records", "directory-sync"] : "arn:${local.partition}:dynamodb:${local.region}:${local.account_id}:table/${var.name}-${table}"]
    queues   = "arn:${local.partition}:sqs:${local.region}:${local.account_id}:${var.name}-*"
    rules    = "arn:${local.partition}:events:${local.region}:${local.account_id}:rule/*"
    roles    = "arn:${local.partition}:iam::${local.account_id}:role${var.iam_path}${var.name}-*"
    keys     = "arn:${local.partition}:kms:${local.region}:${local.account_id}:key/*"
    function = "arn:${local.partition}:lambda:${local.region}:${local.account_id}:function:${var.name}-*"
    logs     = "arn:${local.partition}:logs:${local.region}:${local.account_id}:log-group:/aws/lambda/${var.name}-*"
    shards   = module.alarm_manager.shard_alarms
    timers   = "arn:${local.partition}:scheduler:${local.region}:${local.account_id}:schedule/${module.event_bus.timers.group_name}/*"
  }

  # Tables that name users and all queues are encrypted with the owner's key, where there is one.
  operator_key = {
    reads  = var.kms_key_arn == null ? [] : [{ Sid = "ReadWithTheOwnersKey", Effect = "Allow", Action = ["kms:Decrypt"], Resource = var.kms_key_arn }]
    writes = var.kms_key_arn == null ? [] : [{ Sid = "WriteWithTheOwnersKey", Effect = "Allow", Action = ["kms:Decrypt", "kms:GenerateDataKey"], Resource = var.kms_key_arn }]
  }

  operator_policies = {
    look = concat([
      {
        Sid      = "ReadSeatsRecordsAndGroups"
        Effect   = "Allow"
        Action   = ["dynamodb:BatchGetItem", "dynamodb:DescribeTable", "dynamodb:GetItem", "dynamodb:Query", "dynamodb:Scan"]
        Resource = local.operator_arns.tables
      },
      {
        Sid      = "TagsAsTheyAreNow"
        Effect   = "Allow"
        Action   = "tag:GetResources"
        Resource = "*"
      },
    ], local.operator_key.reads)

    examine = concat([
      {
        Sid      = "LookAtQueuesAndLetters"
        Effect   = "Allow"
        Action   = ["sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes", "sqs:ListQueueTags", "sqs:ReceiveMessage"]
        Resource = local.operator_arns.queues
      },
      {
        Sid    = "LookAtTheDeployment"
        Effect = "Allow"
        Action = [
          "cloudwatch:DescribeAlarmHistory",
          "events:DescribeEventBus", "events:ListRules", "events:ListTagsForResource", "events:ListTargetsByRule",
          "iam:GetRole", "iam:GetRolePolicy", "iam:ListRolePolicies",
          "kms:DescribeKey", "kms:GetKeyPolicy",
          "lambda:GetFunctionConcurrency", "lambda:GetFunctionConfiguration",
          "logs:FilterLogEvents",
          "scheduler:GetSchedule",
        ]
        Resource = [
          local.operator_arns.shards, local.operator_arns.bus, local.operator_arns.rules, local.operator_arns.roles, local.operator_arns.keys,
          local.operator_arns.function, local.operator_arns.logs, local.operator_arns.timers,
        ]
      },
      {
        Sid    = "LookAtTheAccount"
        Effect = "Allow"
        Action = [
          "cloudtrail:DescribeTrails", "cloudtrail:GetEventSelectors", "cloudtrail:GetTrailStatus",
          "cloudwatch:DescribeAlarms",
          "lambda:GetAccountSettings", "lambda:ListEventSourceMappings",
          "scheduler:ListSchedules",
          "servicequotas:GetServiceQuota",
          "ses:GetAccount", "ses:GetEmailIdentity",
          "sqs:ListQueues",
          "workspaces:DescribeWorkspaceDirectories", "workspaces:DescribeWorkspaces",
        ]
        Resource = "*"
      },
    ], local.operator_key.reads)

    operate = [
      {
        Sid       = "SpeakAsAnOperator"
        Effect    = "Allow"
        Action    = "events:PutEvents"
        Resource  = local.operator_arns.bus
        Condition = { StringEquals = { "events:source" = "cleandesk.operator" } }
      },
      {
        Sid      = "SeeThatTheBusIsThere"
        Effect   = "Allow"
        Action   = "events:DescribeEventBus"
        Resource = local.operator_arns.bus
      },
      {
        Sid      = "SeeWhichBusItIs"
        Effect   = "Allow"
        Action   = "scheduler:ListSchedules"
        Resource = "*"
      },
    ]

    bring_back = concat([
      {
        Sid      = "TakeLettersAndGiveThemBack"
        Effect   = "Allow"
        Action   = ["sqs:DeleteMessage", "sqs:SendMessage"]
        Resource = local.operator_arns.queues
      },
    ], local.operator_key.writes)
  }
}

output "operator_policies" {
  description = "IAM policies, as JSON, for roles of who operates this deployment: `look`, `examine`, `operate`, `bring_back`. docs/operator-role.md says what each is for."
  value       = { for part, statements in local.operator_policies : part => jsonencode({ Version = "2012-10-17", Statement = statements }) }
}
