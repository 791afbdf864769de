output "alarm_names" {
  description = "Names of its alarms."
  value       = [for alarm in aws_cloudwatch_metric_alarm.asks : alarm.alarm_name]
}

output "dashboard_name" {
  description = "Name of the dashboard."
  value       = aws_cloudwatch_dashboard.all.dashboard_name
}
