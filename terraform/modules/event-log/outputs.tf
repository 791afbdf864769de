output "log_group_name" {
  description = "Name of the log group with all events."
  value       = aws_cloudwatch_log_group.events.name
}
