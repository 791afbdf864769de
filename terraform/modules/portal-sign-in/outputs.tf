output "issuer" {
  description = "What stands in the tokens as `iss`."
  value       = "https://${aws_cognito_user_pool.people.endpoint}"
}

output "client_id" {
  description = "Client id of the portal."
  value       = aws_cognito_user_pool_client.portal.id
}

output "user_pool_id" {
  description = "Id of the pool, for who makes users."
  value       = aws_cognito_user_pool.people.id
}

output "connect_origins" {
  description = "Origins that the portal's page talks to for a sign-in."
  value       = ["https://cognito-idp.${var.region}.amazonaws.com", local.pages]
}

output "end_session_url" {
  description = "Where a sign-out ends. Cognito wants other parameters there than OpenID Connect has."
  value       = "${local.pages}/logout?client_id=${aws_cognito_user_pool_client.portal.id}&logout_uri=${urlencode("${var.portal_url}/signed-out")}"
}
