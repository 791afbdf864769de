output "url" {
  description = "Where the portal is, without a slash at the end."
  value       = local.url
}

output "distribution" {
  description = "The distribution: its id, and its domain name, which a CNAME of the owner's points to."
  value       = { id = aws_cloudfront_distribution.portal.id, domain_name = aws_cloudfront_distribution.portal.domain_name }
}
