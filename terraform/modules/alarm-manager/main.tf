# Watches desktops: an alarm per managed desktop, put right by a recurring run, and a sweep of connection states behind it.

locals {
  service = "alarm-manager"
  source  = "cleandesk.${local.service}"

  hears = concat(module.watch.hears, module.reconcile.hears)

  # The prefixes that the code listens for are the prefixes that the roles may touch.
  alarm_name_prefixes = {
    for type in ["CloudWatch Alarm State Change", "CloudWatch Alarm Contributor State Change"] : type => one(distinct(flatten([
      for pattern in local.hears : [for filter in pattern.detail.alarmName : filter.prefix] if contains(pattern["detail-type"], type)
    ])))
  }
  alarm_name_prefix = local.alarm_name_prefixes["CloudWatch Alarm State Change"]
  alarm_arn         = "arn:${var.platform.partition}:cloudwatch:${var.platform.region}:${var.platform.account_id}:alarm"
  alarms            = "${local.alarm_arn}:${local.alarm_name_prefix}*"
  # Names of deployments have no underscore: one is never the beginning of another.
  shard_alarms = "${local.alarm_arn}:${local.alarm_name_prefixes["CloudWatch Alarm Contributor State Change"]}${var.name}_*"

  # The two timers are said by the service as well, when a run has to go on in the next invocation.
  says = [
    "ConnectionSweepCameDue.v1", "DesktopConnected.v1", "DesktopDisconnected.v1", "DesktopUnwatched.v1", "DesktopWatched.v1",
    "DesktopsObserved.v1", "FleetShardGivenUp.v1", "FleetsCounted.v1", "ReconcileCameDue.v1",
  ]

  environment = merge(
    {
      POLICIES                    = var.policies
      ALARM_PERIOD_SECONDS        = tostring(var.alarm_period_seconds)
      ALARM_TAGS                  = jsonencode(var.platform.tags)
      PACE_TABLE                  = var.workspaces_pace.table_name
      WORKSPACES_CALLS_PER_SECOND = tostring(var.workspaces_pace.calls_per_second)
      WORKSPACES_CALLS_AT_ONCE    = tostring(var.workspaces_pace.calls_at_once)
      # Two functions, and Lambda's queue mapping allows no fewer than two runs of each.
      PACE_OWN_SHARE = tostring(var.workspaces_pace.share / 4)
      WALKS_TABLE    = aws_dynamodb_table.walks.name
      DETECTOR       = var.detector
      FLEET          = base64gzip(jsonencode(merge(var.fleet, { deployment = var.name })))
    },
    var.alarm_topic_arn == null ? {} : { ALARM_TOPIC_ARN = var.alarm_topic_arn },
  )

  # How long a run waits for its turn to call WorkSpaces: not the whole of its time, since there is something to be done then.
  patience = {
    watch     = { PACE_PATIENCE_SECONDS = tostring(min(60, var.pace.watch.timeout_seconds / 2)) }
    reconcile = { PACE_PATIENCE_SECONDS = tostring(min(60, var.pace.reconcile.timeout_seconds / 2)) }
  }

  permissions           = jsonencode({ Version = "2012-10-17", Statement = local.what_both_do })
  reconcile_permissions = jsonencode({ Version = "2012-10-17", Statement = concat(local.what_both_do, [local.keep_walks], local.keep_shards) })

  # Both functions make, remove and compare alarms; they differ in what calls them.
  what_both_do = [
    {
      Sid      = "KeepTheDisconnectAlarms"
      Effect   = "Allow"
      Action   = ["cloudwatch:PutMetricAlarm", "cloudwatch:DeleteAlarms"]
      Resource = local.alarms
    },
    {
      # AWS asks for it when an alarm is made with tags.
      Sid       = "TagTheDisconnectAlarms"
      Effect    = "Allow"
      Action    = "cloudwatch:TagResource"
      Resource  = local.alarms
      Condition = { "ForAllValues:StringEquals" = { "aws:TagKeys" = keys(var.platform.tags) } }
    },
    {
      # A list of alarms is asked for by prefix, and IAM knows no prefix: it takes all alarms of the Region or none.
      Sid      = "ListAlarms"
      Effect   = "Allow"
      Action   = "cloudwatch:DescribeAlarms"
      Resource = "${local.alarm_arn}:*"
    },
    {
      # These calls take no resource in IAM. All of them only read.
      Sid    = "LookAtDesktops"
      Effect = "Allow"
      Action = [
        "tag:GetResources",
        "workspaces:DescribeTags",
        "workspaces:DescribeWorkspaces",
        "workspaces:DescribeWorkspacesConnectionStatus",
      ]
      Resource = "*"
    },
    {
      Sid      = "BookTurnsToCallWorkSpaces"
      Effect   = "Allow"
      Action   = "dynamodb:UpdateItem"
      Resource = var.workspaces_pace.table_arn
    },
    {
      Sid      = "SayWhatAlarmManagerSays"
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

  keep_walks = {
    Sid      = "KnowWhichWalkIsUnderWay"
    Effect   = "Allow"
    Action   = ["dynamodb:DeleteItem", "dynamodb:UpdateItem"]
    Resource = aws_dynamodb_table.walks.arn
  }

  # Also with an alarm for each desktop: what stands of shards from before is taken away.
  keep_shards = [
    {
      Sid      = "KeepTheAlarmsOfShards"
      Effect   = "Allow"
      Action   = ["cloudwatch:DeleteAlarms", "cloudwatch:DescribeAlarmHistory", "cloudwatch:PutMetricAlarm"]
      Resource = local.shard_alarms
    },
    {
      Sid       = "TagTheAlarmsOfShards"
      Effect    = "Allow"
      Action    = "cloudwatch:TagResource"
      Resource  = local.shard_alarms
      Condition = { "ForAllValues:StringEquals" = { "aws:TagKeys" = keys(var.platform.tags) } }
    },
  ]
}

module "watch" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-watch"
  service        = local.service
  purpose        = "Makes and removes disconnect alarms as desktops come and go, and says who left and who came"
  generated_file = "${path.module}/generated/watch.json"
  platform       = var.platform
  artifact       = var.artifacts["watch"]
  environment    = merge(local.environment, local.patience.watch)
  permissions    = local.permissions

  # It waits for AWS most of its time and has no call that must follow a look: half of the processor does, and of its memory it takes 75 MB.
  memory_mb = 256

  # Messages that come together share their looks, 25 desktops in one. Above 10 it needs a window.
  batch_size                 = var.pace.batch_window_seconds >= 1 ? 25 : 10
  batch_window_seconds       = var.pace.batch_window_seconds
  timeout_seconds            = var.pace.watch.timeout_seconds
  visibility_timeout_seconds = var.pace.watch.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
}

module "reconcile" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-reconcile"
  service        = local.service
  purpose        = "Makes the alarms match the managed desktops, and reads all connection states"
  generated_file = "${path.module}/generated/reconcile.json"
  platform       = var.platform
  artifact       = var.artifacts["reconcile"]
  environment    = merge(local.environment, local.patience.reconcile)
  permissions    = local.reconcile_permissions

  # One run is one walk over the fleet: a second one waits for its turn.
  batch_size                 = 1
  timeout_seconds            = var.pace.reconcile.timeout_seconds
  visibility_timeout_seconds = var.pace.reconcile.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
  late_after_seconds         = 3600
}

resource "aws_scheduler_schedule" "recurring" {
  # checkov:skip=CKV_AWS_297:A schedule holds no data: its input is empty
  for_each = {
    "ReconcileCameDue.v1"       = var.reconcile_rate
    "ConnectionSweepCameDue.v1" = var.sweep_rate
  }

  name                = "recurring-${trimsuffix(each.key, ".v1")}"
  description         = "Says ${each.key} on ${var.platform.bus.name}"
  group_name          = var.timers.group_name
  schedule_expression = each.value

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.platform.bus.arn
    role_arn = var.timers.role_arn
    input    = jsonencode({})

    eventbridge_parameters {
      source      = local.source
      detail_type = each.key
    }

    dead_letter_config {
      arn = var.timers.dead_letter_arn
    }

    # The next due time does the same work again: a late one is worth nothing.
    retry_policy {
      maximum_event_age_in_seconds = 900
      maximum_retry_attempts       = 3
    }
  }

  lifecycle {
    precondition {
      condition     = contains(flatten([for pattern in local.hears : pattern["detail-type"]]), each.key)
      error_message = "Nobody hears ${each.key}: the timer would speak to an empty room. Either the function's code hears it, or the timer goes."
    }
  }
}
