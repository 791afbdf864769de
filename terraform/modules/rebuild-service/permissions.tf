# All that changes WorkSpaces is allowed here and nowhere else.

locals {
  workspaces = "arn:${var.platform.partition}:workspaces:${var.platform.region}:${var.platform.account_id}"

  permissions = jsonencode({
    Version = "2012-10-17"
    Statement = concat(local.what_the_service_does, var.platform.kms_key_arn == null ? [] : [
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
      Sid      = "FindSeatsByDesktopAndByWork"
      Effect   = "Allow"
      Action   = "dynamodb:Query"
      Resource = ["${aws_dynamodb_table.seats.arn}/index/by-desktop", "${aws_dynamodb_table.seats.arn}/index/in-flight"]
    },
    {
      Sid      = "BookTurnsToCallWorkSpaces"
      Effect   = "Allow"
      Action   = "dynamodb:UpdateItem"
      Resource = var.workspaces_pace.table_arn
    },
    {
      Sid    = "ResetDesktops"
      Effect = "Allow"
      Action = [
        "workspaces:RebootWorkspaces",
        "workspaces:RebuildWorkspaces",
        "workspaces:TerminateWorkspaces",
      ]
      Resource = "${local.workspaces}:workspace/*"
    },
    {
      # A create that IAM refuses after the terminate would leave a user without a desktop. Bundles of AWS are not this account's,
      # so theirs is the one account that is left open.
      Sid    = "CreateDesktopsAgain"
      Effect = "Allow"
      Action = "workspaces:CreateWorkspaces"
      Resource = [
        "${local.workspaces}:workspace/*",
        "${local.workspaces}:directory/*",
        "arn:${var.platform.partition}:workspaces:${var.platform.region}:*:workspacebundle/*",
      ]
    },
    {
      # These calls take no resource in IAM. The tags are those of a create, and of holds.
      Sid    = "LookAndTag"
      Effect = "Allow"
      Action = [
        "tag:GetResources",
        "workspaces:CreateTags",
        "workspaces:DeleteTags",
        "workspaces:DescribeTags",
        "workspaces:DescribeWorkspaceBundles",
        "workspaces:DescribeWorkspaceDirectories",
        "workspaces:DescribeWorkspaceSnapshots",
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
