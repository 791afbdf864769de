output "function_name" {
  description = "Name of the function."
  value       = module.function.function_name
}

output "function_arn" {
  description = "ARN of the function."
  value       = module.function.function_arn
}

output "role_arn" {
  description = "ARN of the function's role: what the bus must let in."
  value       = module.function.role_arn
}

output "queue_url" {
  description = "URL of the queue with its work."
  value       = aws_sqs_queue.work.url
}

output "dead_letter_queue_url" {
  description = "URL of the queue with what it could not do."
  value       = aws_sqs_queue.dead_letters.url
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = module.function.log_group_name
}

output "hears" {
  description = "The patterns of its rules, one object each, as its code wrote them."
  value       = values(local.patterns)
}

output "environment" {
  description = "The variables that the function gets."
  value       = module.function.environment
}

output "queue_names" {
  description = "Names of the queue with its work, and of the one with what it could not do."
  value       = { work = aws_sqs_queue.work.name, dead_letters = aws_sqs_queue.dead_letters.name }
}

output "alarm_names" {
  description = "Names of its alarms."
  value       = concat(module.function.alarm_names, [aws_cloudwatch_metric_alarm.dead_letters.alarm_name, aws_cloudwatch_metric_alarm.late.alarm_name])
}
