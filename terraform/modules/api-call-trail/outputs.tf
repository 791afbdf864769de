output "trail_arn" {
  description = "ARN of the trail."
  value       = aws_cloudtrail.api_calls.arn
}

output "bucket_name" {
  description = "Name of the bucket with the trail's files."
  value       = aws_s3_bucket.trail.id
}
