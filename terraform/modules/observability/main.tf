# What asks for a person when the fleet is not well: alarms on what the services measure of themselves. Alarms on one queue, function, API or
# directory group lie beside it; the dashboard shows all of them.

locals {
  namespace = "Cleandesk/${var.name}"

  # What the builds say that services measure. An alarm on anything else would never ring, so it fails the plan.
  known = toset(flatten([
    for service, measures in var.measures : [
      for measure in measures : [for dimensions in measure.dimensions : "${service} ${measure.name} ${join(",", sort(dimensions))}"]
    ]
  ]))
  own = concat(
    flatten([for alarm in values(local.alarms) : [for metric in values(alarm.metrics) : metric if can(metric.measure)]]),
    flatten([for widget in local.graphs : [for metric in widget.metrics : metric if can(metric.measure)]]),
  )
  unknown = setsubtract(
    [for metric in local.own : "${metric.service} ${metric.measure} ${join(",", sort(concat(["service"], keys(metric.by))))}"],
    local.known,
  )
}

resource "aws_cloudwatch_metric_alarm" "asks" {
  for_each = local.alarms

  alarm_name          = "${var.name}-${each.key}"
  alarm_description   = "${each.value.says} Runbook: ${format(var.runbook, each.key)}"
  comparison_operator = "GreaterThanThreshold"
  threshold           = each.value.above
  evaluation_periods  = each.value.periods
  datapoints_to_alarm = each.value.of_them
  treat_missing_data  = each.value.missing
  alarm_actions       = var.topic_arns
  ok_actions          = var.topic_arns
  tags                = var.tags

  metric_query {
    id          = "value"
    label       = each.value.label
    expression  = each.value.expression
    return_data = true
  }

  dynamic "metric_query" {
    for_each = each.value.metrics
    content {
      id = metric_query.key

      metric {
        namespace   = can(metric_query.value.measure) ? local.namespace : metric_query.value.namespace
        metric_name = can(metric_query.value.measure) ? metric_query.value.measure : metric_query.value.metric
        dimensions  = can(metric_query.value.measure) ? merge({ service = metric_query.value.service }, metric_query.value.by) : metric_query.value.dimensions
        stat        = metric_query.value.stat
        period      = each.value.seconds
      }
    }
  }

  lifecycle {
    precondition {
      condition     = length(local.unknown) == 0
      error_message = "Nobody measures ${join("; ", local.unknown)} (service, name, dimensions): an alarm or a graph on it would be silent for ever. Say it in the service's measures.ts and build, or take it out here."
    }
  }
}
