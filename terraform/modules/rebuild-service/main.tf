# Owns seats: the only service that changes WorkSpaces.

locals {
  service = "rebuild-service"
  source  = "cleandesk.${local.service}"

  says = [
    "GraceStarted.v1",
    "RebootStarted.v1",
    "RequestRefused.v1",
    "ResetCancelled.v1",
    "ResetCompleted.v1",
    "ResetFailed.v1",
    "ResetStarted.v1",
    "ResetUndecided.v1",
    "ResetsPaused.v1",
    "ResetsResumed.v1",
    "SeatChanged.v1",
    "SeatFailed.v1",
    "SeatNotReady.v1",
    "SeatProvisioned.v1",
    "SeatRemoved.v1",
    "SeatStuck.v1",
    "WorkRemains.v1",
    "WouldRemove.v1",
    "WouldReset.v1",
  ]
}

module "seats" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-seats"
  service        = local.service
  purpose        = "Decides when a desktop is reset, looks again, resets it, and sees that it is done"
  generated_file = "${path.module}/generated/seats.json"
  platform       = var.platform
  artifact       = var.artifacts["seats"]
  permissions    = local.permissions

  environment = {
    POLICIES               = var.policies
    SEATS_TABLE            = aws_dynamodb_table.seats.name
    RECORDS_TABLE          = aws_dynamodb_table.records.name
    KEEP_RECORDS_DAYS      = tostring(var.records_retention_days)
    TIMER_GROUP            = var.timers.group_name
    TIMER_ROLE_ARN         = var.timers.role_arn
    TIMER_DEAD_LETTER_ARN  = var.timers.dead_letter_arn
    SHORTEST_TIMER_SECONDS = tostring(var.pace.shortest_timer_seconds)
    LEASE_SECONDS          = tostring(var.pace.lease_seconds)
    OBSERVE_EVERY_SECONDS  = tostring(var.pace.observe_every_seconds)
    # For that long an alarm may stay in ALARM, and silent, after a disconnect.
    REARM_SECONDS               = tostring(min(86400, 3 * var.alarm_period_seconds))
    PACE_TABLE                  = var.workspaces_pace.table_name
    WORKSPACES_CALLS_PER_SECOND = tostring(var.workspaces_pace.calls_per_second)
    WORKSPACES_CALLS_AT_ONCE    = tostring(var.workspaces_pace.calls_at_once)
    # Lambda's queue mapping allows no fewer than two runs at once.
    PACE_OWN_SHARE = tostring(var.workspaces_pace.share / 2)
  }

  # AWS takes 25 desktops in one create or terminate: a batch as large lets them be grouped. Above 10 it needs a window.
  batch_size                 = var.pace.batch_window_seconds >= 1 ? 25 : 10
  batch_window_seconds       = var.pace.batch_window_seconds
  maximum_concurrency        = 2
  timeout_seconds            = var.pace.seats.timeout_seconds
  visibility_timeout_seconds = var.pace.seats.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
}

resource "aws_scheduler_schedule" "recurring" {
  # checkov:skip=CKV_AWS_297:A schedule holds no data: its input is empty
  for_each = {
    "LeftoversCameDue.v1" = var.leftovers_rate
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
      maximum_event_age_in_seconds = 300
      maximum_retry_attempts       = 3
    }
  }

  lifecycle {
    precondition {
      condition     = contains(flatten([for pattern in module.seats.hears : pattern["detail-type"]]), each.key)
      error_message = "Nobody hears ${each.key}: the timer would speak to an empty room. Either the function's code hears it, or the timer goes."
    }
  }
}
