# Saved queries of CloudWatch Logs Insights: what somebody who was called asks first. `scripts/checks` finds a field that no log has.

locals {
  queries = merge(local.queries_of_functions, local.queries_of_events)

  queries_of_functions = {
    for name, text in {
      "one story"                          = <<-EOT
        fields @timestamp, service, level, message, error, because
        | filter correlationId = "the correlation id of an event, a log line or a receipt"
        | sort @timestamp asc
        | limit 1000
      EOT
      "errors, by what they are"           = <<-EOT
        filter level = "ERROR"
        | stats count(*) as times, latest(@timestamp) as last by service, message, error, because
        | sort times desc
        | limit 50
      EOT
      "messages that come again"           = <<-EOT
        filter message = "A record failed and will be delivered again"
        | stats count(*) as times, max(receiveCount) as deliveries, latest(correlationId) as story by service, error, because
        | sort times desc
      EOT
      "what could not be read"             = <<-EOT
        filter message = "An unreadable event went to the dead-letter queue"
        | stats count(*) as times, latest(messageId) as last by service, reason
        | sort times desc
      EOT
      "turns and throttles"                = <<-EOT
        filter error in ["NoTurn", "Throttled", "OutOfTime"] or message = "Turns can not be booked"
        | stats count(*) as times by bin(5m), service, error
        | sort times desc
      EOT
      "directory groups that were refused" = <<-EOT
        filter message = "A group was not synchronised"
        | fields @timestamp, group, reason, times, explanation
        | sort @timestamp desc
        | limit 100
      EOT
    } : name => { text = text, log_groups = [for function in values(var.functions) : function.log_group_name] }
  }

  queries_of_events = {
    for name, text in {
      "resets that failed"             = <<-EOT
        filter `detail-type` = "ResetFailed.v1"
        | fields time, detail.seat.directoryId, detail.seat.userName, detail.reason, detail.explanation
        | sort time desc
        | limit 100
      EOT
      "seats that failed or are stuck" = <<-EOT
        filter `detail-type` in ["SeatFailed.v1", "SeatStuck.v1"]
        | fields time, `detail-type`, detail.seat.userName, detail.workspaceId, detail.reason, detail.explanation
        | sort time desc
        | limit 100
      EOT
      "pauses and who resumed them"    = <<-EOT
        filter `detail-type` in ["ResetsPaused.v1", "ResetsResumed.v1", "ResumeRequested.v1"]
        | fields time, `detail-type`, detail.scope.policy, detail.scope.bundleId, detail.because, detail.requestedBy
        | sort time desc
        | limit 100
      EOT
      "the slowest resets"             = <<-EOT
        filter `detail-type` = "ResetCompleted.v1"
        | fields detail.timeToReadyMs / 60000 as minutes, time, detail.policy.name, detail.seat.userName
        | sort minutes desc
        | limit 50
      EOT
    } : name => { text = text, log_groups = [var.event_log_group_name] } if var.event_log_group_name != null
  }
}

resource "aws_cloudwatch_query_definition" "first_look" {
  for_each = local.queries

  name            = "${var.name}/${each.key}"
  query_string    = each.value.text
  log_group_names = each.value.log_groups
}
