# The portal's API and workflow: people ask, a person decides, and the bus hears of it. It changes no WorkSpace.

locals {
  service = "approval-service"
  source  = "cleandesk.${local.service}"
}

module "api" {
  source = "../function"

  name            = "${var.name}-${local.service}-api"
  service         = local.service
  purpose         = "Answers the portal's page"
  generated_file  = "${path.module}/generated/api.json"
  platform        = var.platform
  artifact        = var.artifacts["api"]
  permissions     = local.permissions.api
  environment     = local.environment
  timeout_seconds = var.pace.api.timeout_seconds
  when_it_fails   = "Its caller was answered 500 or 503, and can try again."
}

module "steps" {
  source = "../function"

  name            = "${var.name}-${local.service}-steps"
  service         = local.service
  purpose         = "Takes the steps of a request's workflow: asks approvers, acts, tells the requester"
  generated_file  = "${path.module}/generated/steps.json"
  platform        = var.platform
  artifact        = var.artifacts["steps"]
  permissions     = local.permissions.steps
  environment     = local.environment
  timeout_seconds = var.pace.steps.timeout_seconds
  when_it_fails   = "The workflow tries the step again, for about an hour."
}

module "hear" {
  source = "../bus-function"

  name           = "${var.name}-${local.service}-hear"
  service        = local.service
  purpose        = "Hears what becomes of desktops, for the portal to show it and for requests to end"
  generated_file = "${path.module}/generated/hear.json"
  platform       = var.platform
  artifact       = var.artifacts["hear"]
  permissions    = local.permissions.hear
  environment    = local.environment

  timeout_seconds            = var.pace.hear.timeout_seconds
  visibility_timeout_seconds = var.pace.hear.visibility_timeout_seconds
  max_receives               = var.pace.max_receives
}

module "http_api" {
  source = "../http-api"

  name        = "${var.name}-portal-api"
  purpose     = "API of the portal of ${var.name}"
  routes_file = var.routes_file
  function = {
    name            = module.api.function_name
    invoke_arn      = module.api.invoke_arn
    timeout_seconds = var.pace.api.timeout_seconds
  }
  issuer               = var.issuer
  audience             = var.client_id
  cors_origins         = var.cors_origins
  throttle             = { burst = var.portal.throttle.burst, rate = var.portal.throttle.rate }
  open_throttle        = { burst = var.portal.throttle.open_burst, rate = var.portal.throttle.open_rate }
  log_retention_days   = var.platform.log_retention_days
  kms_key_arn          = var.platform.kms_key_arn
  operations_topic_arn = var.platform.operations_topic_arn
  runbook              = var.platform.runbook
  tags                 = var.platform.tags
}
