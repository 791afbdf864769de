# An HTTP API before one function. Its routes come from the list that the code writes, so none is open, or closed, by a slip here.

locals {
  routes = { for route in jsondecode(file(var.routes_file)) : "${route.method} ${route.path}" => route }
  open   = [for key, route in local.routes : key if !route.authorized]
}

resource "aws_apigatewayv2_api" "api" {
  name          = var.name
  description   = var.purpose
  protocol_type = "HTTP"
  tags          = var.tags

  # API Gateway answers preflights itself. Without origins there is none to answer: whoever calls it comes from its own.
  dynamic "cors_configuration" {
    for_each = length(var.cors_origins) == 0 ? [] : [1]
    content {
      allow_origins = var.cors_origins
      allow_methods = sort(distinct([for route in values(local.routes) : route.method]))
      allow_headers = ["authorization", "content-type", "idempotency-key"]
      # For how long a browser asks no more: Chromium takes two hours at most.
      max_age           = 7200
      allow_credentials = false
    }
  }
}

resource "aws_apigatewayv2_authorizer" "signed_in" {
  api_id           = aws_apigatewayv2_api.api.id
  name             = "signed-in"
  authorizer_type  = "JWT"
  identity_sources = ["$request.header.Authorization"]

  jwt_configuration {
    issuer   = var.issuer
    audience = [var.audience]
  }
}

resource "aws_apigatewayv2_integration" "function" {
  api_id                 = aws_apigatewayv2_api.api.id
  integration_type       = "AWS_PROXY"
  integration_method     = "POST"
  integration_uri        = var.function.invoke_arn
  payload_format_version = "2.0"
  timeout_milliseconds   = min(30000, var.function.timeout_seconds * 1000)
}

resource "aws_apigatewayv2_route" "route" {
  # checkov:skip=CKV_AWS_309:Routes ask for a sign-in unless the code's list says that they don't; tests compare the two
  for_each = local.routes

  api_id             = aws_apigatewayv2_api.api.id
  route_key          = each.key
  target             = "integrations/${aws_apigatewayv2_integration.function.id}"
  authorization_type = each.value.authorized ? "JWT" : "NONE"
  authorizer_id      = each.value.authorized ? aws_apigatewayv2_authorizer.signed_in.id : null
}

resource "aws_apigatewayv2_stage" "default" {
  api_id      = aws_apigatewayv2_api.api.id
  name        = "$default"
  auto_deploy = true
  tags        = var.tags

  default_route_settings {
    throttling_burst_limit = var.throttle.burst
    throttling_rate_limit  = var.throttle.rate
  }

  # What needs no sign-in can be called by everybody: that is where somebody would guess.
  dynamic "route_settings" {
    for_each = local.open
    content {
      route_key              = route_settings.value
      throttling_burst_limit = var.open_throttle.burst
      throttling_rate_limit  = var.open_throttle.rate
    }
  }

  access_log_settings {
    destination_arn = aws_cloudwatch_log_group.calls.arn
    format          = local.log_line
  }

  # Settings of a route that is still to be made are refused.
  depends_on = [aws_apigatewayv2_route.route]
}

locals {
  # The route and not the path, and neither query, token, caller's address nor name: a log of calls must say nothing of people.
  log_line = jsonencode({
    at                 = "$context.requestTimeEpoch"
    requestId          = "$context.requestId"
    route              = "$context.routeKey"
    status             = "$context.status"
    latencyMs          = "$context.responseLatency"
    functionMs         = "$context.integrationLatency"
    functionStatus     = "$context.integrationStatus"
    functionRequestId  = "$context.integration.requestId"
    refusedBySignIn    = "$context.authorizer.error"
    couldNotCallReason = "$context.integrationErrorMessage"
  })
}

resource "aws_cloudwatch_log_group" "calls" {
  # checkov:skip=CKV_AWS_338:How long logs are kept is the owner's choice (`log_retention_days`); they are no receipts
  # Under this prefix CloudWatch Logs needs no policy for each group, of which it takes ten in a Region.
  name              = "/aws/vendedlogs/${var.name}"
  retention_in_days = var.log_retention_days
  kms_key_id        = var.kms_key_arn
  tags              = var.tags
}

resource "aws_lambda_permission" "api" {
  statement_id  = "LetThisApiCall"
  action        = "lambda:InvokeFunction"
  function_name = var.function.name
  principal     = "apigateway.amazonaws.com"
  source_arn    = "${aws_apigatewayv2_api.api.execution_arn}/*"
}

resource "aws_cloudwatch_metric_alarm" "faults" {
  alarm_name          = "${var.name}-faults"
  alarm_description   = "${var.name} answered calls with 500 or above. Its log (${aws_cloudwatch_log_group.calls.name}) says at which route, and the function's log why. Runbook: ${format(var.runbook, "faults")}"
  namespace           = "AWS/ApiGateway"
  metric_name         = "5xx"
  dimensions          = { ApiId = aws_apigatewayv2_api.api.id }
  statistic           = "Sum"
  comparison_operator = "GreaterThanThreshold"
  threshold           = 0
  period              = 300
  evaluation_periods  = 1
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.operations_topic_arn == null ? [] : [var.operations_topic_arn]
  ok_actions          = var.operations_topic_arn == null ? [] : [var.operations_topic_arn]
  tags                = var.tags
}
