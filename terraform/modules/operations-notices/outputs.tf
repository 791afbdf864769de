output "dead_letter_queue_url" {
  description = "URL of the queue with notices that could not be told."
  value       = aws_sqs_queue.dead_letters.url
}
