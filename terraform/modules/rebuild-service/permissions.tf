# All that changes WorkSpaces is allowed here and nowhere else.

locals {
  workspaces = "arn:${var.platform.partition}:workspaces:${var.platform.region}:${var.platform.account_id}"

  # The tags that policies ask for: each of these maps is enough. Policies that ask for one and the same key share a map.
  tags_of_one_key  = { for tags in var.tag_selectors : keys(tags)[0] => values(tags)[0]... if length(tags) == 1 }
  tags_of_desktops = concat([for key, lists in local.tags_of_one_key : { (key) = sort(distinct(flatten(lists))) }], distinct([for tags in var.tag_selectors : tags if length(tags) > 1]))
  asks_for_tags    = alltrue([for tags in var.tag_selectors : length(tags) > 0])

  # Whoever lacks the tags of every policy is refused by AWS, whatever the code believes. Where a policy selects by directory or bundle alone
  # that can't be said: IAM knows neither of a WorkSpace. Without a policy there is nothing to reset.
  # `aws:ResourceTag` on these calls: Service Authorization Reference, Amazon WorkSpaces, resource type `workspaceid`; and "Tag-based
  # authorization guidelines" of the WorkSpaces Core guide.
  conditions_of_a_reset = local.asks_for_tags ? [
    for tags in local.tags_of_desktops : {
      # A value is taken as it stands: only `$` begins something in IAM.
      StringEquals = { for key, values in tags : "aws:ResourceTag/${key}" => [for value in values : replace(value, "$", "$${$}")] }
    }
  ] : [{}]

  resets = [
    for index, condition in local.conditions_of_a_reset : merge(
      {
        Sid    = local.asks_for_tags ? "ResetDesktopsThatCarryTheTags${index + 1}" : "ResetDesktops"
        Effect = "Allow"
        Action = [
          "workspaces:DescribeWorkspaceSnapshots",
          "workspaces:RebootWorkspaces",
          "workspaces:RebuildWorkspaces",
          "workspaces:TerminateWorkspaces",
        ]
        Resource = "${local.workspaces}:workspace/*"
      },
      local.asks_for_tags ? { Condition = condition } : {},
    )
  ]

  # The tags that the code sets by itself (`attempt-tag.ts`, `hold-tag.ts`, `group-tag.ts`).
  attempt_tag         = "cleandesk:attempt"
  hold_tag            = "cleandesk:held"
  group_tag           = "DirectoryGroup"
  carries_the_attempt = { Null = { "aws:RequestTag/${local.attempt_tag}" = "false" } }

  permissions = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.what_the_service_does, local.tags_of_groups, local.resets, var.platform.kms_key_arn == null ? [] : [
      {
        # DynamoDB opens the table on behalf of whoever reads it.
        Sid       = "LetDynamoDbUseTheOwnersKey"
        Effect    = "Allow"
        Action    = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"]
        Resource  = var.platform.kms_key_arn
        Condition = { StringEquals = { "kms:ViaService" = "dynamodb.${var.platform.region}.amazonaws.com" } }
      },
    ])
  })

  # A desktop whose user goes from one directory group to another gets the other one's tag.
  tags_of_groups = length(var.directory_groups) == 0 ? [] : [
    {
      Sid      = "ShowWhichGroupADesktopIsFor"
      Effect   = "Allow"
      Action   = "workspaces:CreateTags"
      Resource = "*"
      Condition = {
        "ForAllValues:StringEquals" = { "aws:TagKeys" = [local.group_tag] }
        StringEquals                = { "aws:RequestTag/${local.group_tag}" = sort(var.directory_groups) }
      }
    },
  ]

  what_the_service_does = [
    {
      Sid    = "KeepSeats"
      Effect = "Allow"
      Action = [
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:UpdateItem",
      ]
      Resource = aws_dynamodb_table.seats.arn
    },
    {
      Sid      = "AppendRecords"
      Effect   = "Allow"
      Action   = "dynamodb:PutItem"
      Resource = aws_dynamodb_table.records.arn
    },
    {
      Sid    = "FindSeatsByDesktopAndByWork"
      Effect = "Allow"
      Action = "dynamodb:Query"
      # The last two as long as they stand: the role is changed before the code of 0.1.0, which asks them.
      Resource = [for index in ["seat-of-desktop", "work-due", "by-desktop", "in-flight"] : "${aws_dynamodb_table.seats.arn}/index/${index}"]
    },
    {
      Sid      = "BookTurnsToCallWorkSpaces"
      Effect   = "Allow"
      Action   = "dynamodb:UpdateItem"
      Resource = var.workspaces_pace.table_arn
    },
    {
      # A create that IAM refuses after the terminate would leave a user without a desktop, so only what each create of ours carries is
      # asked for (`aws:RequestTag`: the same two sources as above).
      Sid       = "CreateDesktopsThatSayTheyAreOurs"
      Effect    = "Allow"
      Action    = "workspaces:CreateWorkspaces"
      Resource  = "${local.workspaces}:workspace/*"
      Condition = local.carries_the_attempt
    },
    {
      # Bundles of AWS are not this account's, so theirs is the one account that is left open.
      Sid    = "CreateThemInTheirDirectoryFromTheirBundle"
      Effect = "Allow"
      Action = "workspaces:CreateWorkspaces"
      Resource = [
        "${local.workspaces}:directory/*",
        "arn:${var.platform.partition}:workspaces:${var.platform.region}:*:workspacebundle/*",
      ]
    },
    {
      # Tagging takes no resource in IAM, only keys of tags. What a create of ours carries may be anything, but never without this.
      Sid       = "TagWhatItCreates"
      Effect    = "Allow"
      Action    = "workspaces:CreateTags"
      Resource  = "*"
      Condition = local.carries_the_attempt
    },
    {
      Sid      = "ShowHolds"
      Effect   = "Allow"
      Action   = ["workspaces:CreateTags", "workspaces:DeleteTags"]
      Resource = "*"
      Condition = {
        # `aws:TagKeys` is a list to IAM. "All of none" is true, so Null demands that there is one.
        "ForAllValues:StringEquals" = { "aws:TagKeys" = [local.hold_tag] }
        Null                        = { "aws:TagKeys" = "false" }
      }
    },
    {
      # These calls take no resource in IAM. All of them only read.
      Sid    = "LookAtDesktops"
      Effect = "Allow"
      Action = [
        "tag:GetResources",
        "workspaces:DescribeTags",
        "workspaces:DescribeWorkspaceBundles",
        "workspaces:DescribeWorkspaceDirectories",
        "workspaces:DescribeWorkspaces",
        "workspaces:DescribeWorkspacesConnectionStatus",
      ]
      Resource = "*"
    },
    {
      Sid      = "SeeWhetherTheKeyOfADesktopIsEnabled"
      Effect   = "Allow"
      Action   = "kms:DescribeKey"
      Resource = "arn:${var.platform.partition}:kms:${var.platform.region}:${var.platform.account_id}:key/*"
    },
    {
      Sid      = "LetWorkSpacesUseTheKeyOfADesktop"
      Effect   = "Allow"
      Action   = ["kms:CreateGrant", "kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"]
      Resource = "arn:${var.platform.partition}:kms:${var.platform.region}:${var.platform.account_id}:key/*"
      Condition = {
        StringEquals = { "kms:ViaService" = "workspaces.${var.platform.region}.amazonaws.com" }
      }
    },
    {
      Sid      = "StartTimers"
      Effect   = "Allow"
      Action   = ["scheduler:CreateSchedule", "scheduler:GetSchedule"]
      Resource = "arn:${var.platform.partition}:scheduler:${var.platform.region}:${var.platform.account_id}:schedule/${var.timers.group_name}/*"
    },
    {
      Sid       = "GiveTimersTheirRole"
      Effect    = "Allow"
      Action    = "iam:PassRole"
      Resource  = var.timers.role_arn
      Condition = { StringEquals = { "iam:PassedToService" = "scheduler.amazonaws.com" } }
    },
    {
      Sid      = "SayWhatRebuildServiceSays"
      Effect   = "Allow"
      Action   = "events:PutEvents"
      Resource = var.platform.bus.arn
      Condition = {
        # `events:source` is a list to IAM. "All of none" is true, so Null demands that there is one.
        "ForAllValues:StringEquals" = { "events:source" = [local.source] }
        StringEquals                = { "events:detail-type" = local.says }
        Null                        = { "events:source" = "false" }
      }
    },
  ]
}
