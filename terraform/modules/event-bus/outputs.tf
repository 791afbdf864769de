output "name" {
  description = "Name of the bus."
  value       = local.bus.name
}

output "arn" {
  description = "ARN of the bus."
  value       = local.bus.arn
}

output "policy" {
  description = "Who may speak on the bus, as JSON. It is the policy of a bus that is made here; the owner of another one has to make it theirs."
  value       = local.policy
}

output "timers" {
  description = "What is needed to set a timer: its group, the role that it takes, and the queue for what could not be said."
  value = {
    group_name      = aws_scheduler_schedule_group.timers.name
    group_arn       = aws_scheduler_schedule_group.timers.arn
    role_arn        = aws_iam_role.timers.arn
    dead_letter_arn = aws_sqs_queue.timer_dead_letters.arn
    dead_letter_url = aws_sqs_queue.timer_dead_letters.url
  }
}

output "ingress_dead_letter_queue_url" {
  description = "URL of the queue with AWS's events that could not be forwarded."
  value       = aws_sqs_queue.ingress_dead_letters.url
}

output "alarm_names" {
  description = "Names of its alarms."
  value       = [for alarm in aws_cloudwatch_metric_alarm.dead_letters : alarm.alarm_name]
}

output "dead_letter_queue_names" {
  description = "Names of the queues with what could not be forwarded or said."
  value       = [aws_sqs_queue.ingress_dead_letters.name, aws_sqs_queue.timer_dead_letters.name]
}
