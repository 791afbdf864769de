output "function_name" {
  description = "Name of the function."
  value       = aws_lambda_function.function.function_name
}

output "function_arn" {
  description = "ARN of the function."
  value       = aws_lambda_function.function.arn
}

output "invoke_arn" {
  description = "What an API calls it by."
  value       = aws_lambda_function.function.invoke_arn
}

output "role_arn" {
  description = "ARN of the function's role: what the bus must let in."
  value       = aws_iam_role.function.arn
}

output "role_name" {
  description = "Name of the function's role, for who gives it more."
  value       = aws_iam_role.function.name
}

output "log_group_name" {
  description = "Name of the function's log group."
  value       = aws_cloudwatch_log_group.function.name
}

output "environment" {
  description = "The variables that the function gets."
  value       = local.environment
}

output "alarm_names" {
  description = "Names of its alarms."
  value       = [aws_cloudwatch_metric_alarm.errors.alarm_name, aws_cloudwatch_metric_alarm.throttled.alarm_name]
}
