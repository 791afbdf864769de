# What could not be delivered is not lost, but nobody would know of it.

locals {
  tell = var.operations_topic_arn == null ? [] : [var.operations_topic_arn]

  dead_letter_alarms = {
    ingress = {
      queue   = aws_sqs_queue.ingress_dead_letters.name
      meaning = "AWS's events could not be forwarded to ${var.name}. Look at the bus policy and the role ${var.name}-ingress. Nobody can send them again; the reconcile run, the sweep and the last look find what they told. Purge the queue afterwards."
    }
    timers = {
      queue   = aws_sqs_queue.timer_dead_letters.name
      meaning = "Timers could not speak on ${var.name}. Look at the bus policy and the role ${var.name}-timers. The leftover sweep finds their work meanwhile."
    }
  }
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  for_each = local.dead_letter_alarms

  alarm_name          = "${var.name}-${each.key}-dead-letters"
  alarm_description   = "${each.value.meaning} Runbook: ${format(var.runbook, "dead-letters")}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = each.value.queue }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = var.tags
}
