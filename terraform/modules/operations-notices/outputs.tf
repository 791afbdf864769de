output "dead_letter_queue_url" {
  description = "URL of the queue with notices that could not be told."
  value       = aws_sqs_queue.dead_letters.url
}

output "alarm_names" {
  description = "Names of its alarms."
  value       = [aws_cloudwatch_metric_alarm.dead_letters.alarm_name]
}

output "dead_letter_queue_name" {
  description = "Name of the queue with notices that could not be told."
  value       = aws_sqs_queue.dead_letters.name
}
