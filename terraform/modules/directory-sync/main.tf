# Reads directory groups over LDAPS and says who shall have a desktop. It changes no WorkSpace: rebuild-service does, when it hears of it.

locals {
  service = "directory-sync"
  source  = "cleandesk.${local.service}"

  says = ["DirectorySyncCompleted.v1", "DirectorySyncRefused.v1", "SeatUnwanted.v1", "SeatWanted.v1"]

  by_name = { for place, group in var.groups : group.name => merge(group, { place = place }) }

  # As the function reads them. What was not given is left out: the function knows the defaults of each kind of directory.
  wire = {
    for name, group in local.by_name : name => jsonencode({
      for field, value in {
        name                   = group.name
        kind                   = group.kind
        urls                   = group.urls
        ca                     = group.ca
        bindUser               = group.bind_user
        secret                 = group.secret
        groupDn                = group.group_dn
        groupFilter            = group.group_filter
        userFilter             = group.user_filter
        searchBase             = group.search_base
        attributes             = { for attribute, named in group.attributes : attribute => named if named != null }
        nested                 = group.nested
        directoryId            = group.directory_id
        desired                = local.desired[name]
        requireMail            = group.require_mail
        excludeDisabled        = group.exclude_disabled
        leaverDelaySeconds     = group.leaver_delay_minutes * 60
        connectedLeaverSeconds = group.connected_leaver_minutes * 60
        limits = {
          leaversShare = group.limits.leavers_share
          leaversLeast = group.limits.leavers_least
          mayBeEmpty   = group.limits.may_be_empty
          membersMost  = group.limits.members_most
        }
        dryRun = group.dry_run
      } : field => value if value != null
    })
  }

  desired = {
    for name, group in local.by_name : name => {
      for field, value in {
        bundleId            = group.bundle_id
        runningMode         = group.workspace.running_mode
        autoStopMinutes     = group.workspace.auto_stop_minutes
        rootVolumeGib       = group.workspace.root_volume_gib
        userVolumeGib       = group.workspace.user_volume_gib
        computeType         = group.workspace.compute_type
        protocols           = group.workspace.protocols
        volumeEncryptionKey = try(group.encryption.key, null)
        rootVolumeEncrypted = try(group.encryption.root_volume, null)
        userVolumeEncrypted = try(group.encryption.user_volume, null)
        tags                = group.tags
      } : field => value if value != null
    }
  }

  # A function reads all groups under one key: either those of before, or those of now.
  config_key = "CONFIG#${substr(sha256(jsonencode([for group in var.groups : local.wire[group.name]])), 0, 16)}"
}

module "sync" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-sync"
  service        = local.service
  purpose        = "Reads directory groups and says who shall have a desktop"
  generated_file = "${path.module}/generated/sync.json"
  platform       = var.platform
  artifact       = var.artifacts["sync"]
  permissions    = local.permissions
  vpc            = local.vpc

  environment = {
    SYNC_TABLE = aws_dynamodb_table.sync.name
    # Taken from the items, so that they are there before a function looks for them.
    GROUPS_KEY = jsondecode(aws_dynamodb_table_item.group[var.groups[0].name].item).pk.S
    # For that long a group that a run reads is in its hands: until it can't live any more.
    LEASE_SECONDS = tostring(var.pace.sync.timeout_seconds + 1)
  }

  # A run reads a whole group.
  batch_size                 = 1
  timeout_seconds            = var.pace.sync.timeout_seconds
  visibility_timeout_seconds = var.pace.sync.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
}

resource "aws_scheduler_schedule" "recurring" {
  # checkov:skip=CKV_AWS_297:A schedule holds the name of a group and nothing else
  for_each = local.by_name

  name                = "sync-${each.key}"
  description         = "Says DirectorySyncCameDue.v1 of ${each.key} on ${var.platform.bus.name}"
  group_name          = var.timers.group_name
  schedule_expression = each.value.every_minutes == 1 ? "rate(1 minute)" : "rate(${each.value.every_minutes} minutes)"

  flexible_time_window {
    mode = "OFF"
  }

  target {
    arn      = var.platform.bus.arn
    role_arn = var.timers.role_arn
    input    = jsonencode({ group = each.key })

    eventbridge_parameters {
      source      = local.source
      detail_type = "DirectorySyncCameDue.v1"
    }

    dead_letter_config {
      arn = var.timers.dead_letter_arn
    }

    # The next due time does the same work again: a late one is worth nothing.
    retry_policy {
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  lifecycle {
    precondition {
      condition     = contains(flatten([for pattern in module.sync.hears : pattern["detail-type"]]), "DirectorySyncCameDue.v1")
      error_message = "Nobody hears DirectorySyncCameDue.v1: the timer would speak to an empty room. Either the function's code hears it, or the timer goes."
    }
  }
}

# Neither changes anything, and without an alarm nobody notices: joiners wait, leavers keep their desktops. The first read of a new group that
# does not come about raises none: there is nothing to count. That no group is read at all is an alarm of modules/observability.
locals {
  tell = var.platform.operations_topic_arn == null ? [] : [var.platform.operations_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "directory_unreachable" {
  for_each = local.by_name

  alarm_name          = "${var.name}-${local.service}-${each.key}-unreachable"
  alarm_description   = "The directory group ${each.key} could not be read for three of its periods: its server, certificate, user or secret. Nobody gets or loses a desktop by it. Runbook: ${format(var.platform.runbook, "directory-unreachable")}"
  namespace           = "Cleandesk/${var.platform.name}"
  metric_name         = "DirectorySyncRefused"
  dimensions          = { service = local.service, group = each.key, because = "directory" }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = each.value.every_minutes * 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = var.platform.tags
}

resource "aws_cloudwatch_metric_alarm" "sync_refused" {
  for_each = local.by_name

  alarm_name          = "${var.name}-${local.service}-${each.key}-refused"
  alarm_description   = "The directory group ${each.key} was read for three of its periods, and not believed: it is empty, shrank by too much, or two of its users have one login. Nobody gets or loses a desktop by it. Runbook: ${format(var.platform.runbook, "sync-refused")}"
  namespace           = "Cleandesk/${var.platform.name}"
  metric_name         = "DirectorySyncRefused"
  dimensions          = { service = local.service, group = each.key, because = "group" }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = each.value.every_minutes * 60
  evaluation_periods  = 3
  datapoints_to_alarm = 3
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = var.platform.tags
}
