# Two ways in which a queue asks for a person; those of the function are in modules/function. Each description says what to do first.

locals {
  # The topic is the owner's; without one the alarms are still seen in the console.
  tell = var.platform.operations_topic_arn == null ? [] : [var.platform.operations_topic_arn]
}

resource "aws_cloudwatch_metric_alarm" "dead_letters" {
  alarm_name          = "${var.name}-dead-letters"
  alarm_description   = "Messages lie in ${local.dead_letters_name}. Read their attribute `reason` or the log of ${var.name}, mend the cause, then move them back with start-message-move-task, --destination-arn ${local.queue_arn}: any order and any delay is harmless. Roles in redrive_role_arns can. Runbook: ${format(var.platform.runbook, "dead-letters")}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateNumberOfMessagesVisible"
  dimensions          = { QueueName = aws_sqs_queue.dead_letters.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = local.tags
}

resource "aws_cloudwatch_metric_alarm" "late" {
  alarm_name          = "${var.name}-late"
  alarm_description   = "A message has waited for more than ${var.late_after_seconds} s in ${local.queue_name}. ${var.name} fails, is throttled, or has more to do than the pace allows. Look at its log and at the errors alarm. Runbook: ${format(var.platform.runbook, "late")}"
  namespace           = "AWS/SQS"
  metric_name         = "ApproximateAgeOfOldestMessage"
  dimensions          = { QueueName = aws_sqs_queue.work.name }
  statistic           = "Maximum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = var.late_after_seconds
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = local.tell
  ok_actions          = local.tell
  tags                = local.tags
}
