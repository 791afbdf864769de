output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.function.function_name
}

output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.function.arn
}

output "role_arn" {
  description = "ARN of the function's role: what the bus must let in."
  value       = aws_iam_role.function.arn
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
  value       = aws_cloudwatch_log_group.function.name
}

output "hears" {
  description = "The patterns of its rules, one object each, as its code wrote them."
  value       = values(local.patterns)
}
