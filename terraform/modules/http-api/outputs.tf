output "endpoint" {
  description = "URL of the API, without a path."
  value       = aws_apigatewayv2_api.api.api_endpoint
}

output "id" {
  description = "Id of the API."
  value       = aws_apigatewayv2_api.api.id
}

output "log_group_name" {
  description = "Name of the log group with its calls."
  value       = aws_cloudwatch_log_group.calls.name
}

output "alarm_names" {
  description = "Names of its alarms."
  value       = [aws_cloudwatch_metric_alarm.faults.alarm_name]
}
